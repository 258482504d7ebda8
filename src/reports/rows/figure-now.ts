import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Period } from '../../common/calendar.js';
import { DomainError } from '../../common/errors.js';
import type { ReportFigure, ReportForce } from '../compliance-report.js';
import { comparedPeriod, measurePeriods } from '../measured-period.js';
import { MEASURES } from '../measures/catalogue.js';
import { DUE } from '../measures/clock-code.js';
import { LONGEST_GAP } from '../measures/longest-gap.js';
import type { Measure } from '../measures/measure.js';
import type { PartOfForce } from '../part-of-force.js';
import { reportFigures, type Spots } from '../report-figures.js';
import { withWholeGaps } from '../whole-gaps.js';
import { NOT_OPENED } from './openable.js';
import type { FoundSpot } from './rows-spot.js';

/** @throws DomainError `invalid`, with what to do, for a measure that there is not or that has no rows */
export function measureToOpen(id: string): Measure {
  const measure = MEASURES.find((each) => each.id === id);
  if (!measure)
    throw DomainError.field('measure', 'There is no such measure. Open its figure from the report');
  if (Object.hasOwn(NOT_OPENED, id)) throw DomainError.field('measure', NOT_OPENED[id]!);
  return measure;
}

/** Does it count some of the queries due, so that a count of none says something of them? */
export const isOfDue = (measure: Measure): boolean =>
  measure.kind === 'clocks' && 'count' in measure.sql && measure.sql.count.startsWith(`${DUE} and `);

/** The figure as a report of this moment has it, with its change from the preceding period, by the report's own code. */
export async function figureNow(
  manager: EntityManager,
  force: ReportForce & { part: PartOfForce | null },
  measure: Measure,
  { by, place }: FoundSpot,
  period: Period,
  now: DateTime,
): Promise<ReportFigure> {
  const before = comparedPeriod(period, force.startsOn);
  const periods: [Period, ...Period[]] = before ? [period, before] : [period];
  const asked = { periods, cutOffAt: now, measures: [measure], isWhole: by === null } as const;
  const counts = await measurePeriods(manager, force, asked);
  const [current, preceding = null] =
    measure.id === LONGEST_GAP.id ? await withWholeGaps(manager, force, counts, periods, now) : counts;
  const nowhere: Spots = { neighbourhood: [], 'command-area': [], ward: [], channel: [], weekday: [] };
  const ofWards = measure.kind === 'wards' ? { ward: current.wards } : {};
  const spots: Spots = { ...nowhere, ...ofWards, ...(by && { [by]: [place!] }) };
  const figures = reportFigures([measure], spots, current, preceding);
  // The whole force comes first, and of places there is but the one.
  const figure = figures.at(by === null ? 0 : -1);
  if (!figure)
    throw DomainError.field(by ?? 'measure', 'The report has no such figure. Open one from the report');
  return figure;
}
