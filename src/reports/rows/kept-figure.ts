import type { EntityManager } from 'typeorm';
import type { Period } from '../../common/calendar.js';
import { DomainError } from '../../common/errors.js';
import type { ComplianceReport, ReportFigure, ReportForce, ReportPeriod } from '../compliance-report.js';
import { figureKey } from '../figure-words.js';
import { documentOfRow, issuedReport } from '../issued/issued-report.query.js';
import { type PartOfForce, valueOfPart } from '../part-of-force.js';
import type { ReportKind } from '../schedule/domain/periods-due.js';
import { storedReport } from '../stored-report.query.js';

/** A report that does not change: an issued version, or one that the calendar had made. */
export interface FrozenReport {
  id: string;
  as: { issuedVersion: number } | { kind: ReportKind };
  cutOffAt: string;
  definitionsVersion: string;
  force: ReportForce;
  period: ReportPeriod;
  precedingPeriod: ReportPeriod | null;
}

/** A figure as a report has it that does not change. */
export interface KeptFigure {
  report: FrozenReport;
  figure: ReportFigure;
}

/**
 * What a kept or issued report says at the very spot of a figure of now.
 * @throws DomainError `invalid`, with what to do, if there is no such report, or it has no such figure
 */
export async function keptFigureOf(
  manager: EntityManager,
  forceId: string,
  id: string,
  now: ReportFigure,
  { period, part }: { period: Period; part: PartOfForce | null },
): Promise<KeptFigure> {
  const found = await frozen(manager, forceId, id);
  if (!found) throw DomainError.field('report', 'There is no such report. Open the figure from the report');
  const { report, as } = found;
  const subject = (
    of: Pick<Period, 'fromOn' | 'toOn'>,
    its: ComplianceReport['part'] | PartOfForce,
  ): string => [of.fromOn, of.toOn, its ? valueOfPart(its) : ''].join(' ');
  if (subject(period, part) !== subject(report.period, report.part))
    throw DomainError.field(
      'report',
      'This report is of another period or part of the force. Open the figure from the report',
    );
  const figure = report.figures.find((each) => figureKey(each) === figureKey(now));
  if (!figure) throw DomainError.field('report', 'This report has no such figure. Open one from the report');
  const { cutOffAt, definitionsVersion, force, precedingPeriod } = report;
  const told = { id, as, cutOffAt, definitionsVersion, force, period: report.period, precedingPeriod };
  return { report: told, figure };
}

async function frozen(
  manager: EntityManager,
  forceId: string,
  id: string,
): Promise<(Pick<FrozenReport, 'as'> & { report: ComplianceReport }) | null> {
  const issued = await issuedReport(manager, forceId, id);
  if (issued) return { report: documentOfRow(issued).report, as: { issuedVersion: issued.version } };
  const kept = await storedReport(manager, forceId, id);
  return kept && { report: kept.report, as: { kind: kept.kind } };
}

/** Does the report say something else than what is on record now? */
export const differsFrom = (kept: ReportFigure, now: ReportFigure): boolean =>
  kept.shown !== now.shown || kept.numerator !== now.numerator || kept.denominator !== now.denominator;
