import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { forceOf } from '../../registry/force-of.js';
import type { ReportForce, ReportSeries } from '../compliance-report.js';
import { coverageDays } from '../measured-period.js';
import { DEFINITIONS_VERSION } from '../measures/catalogue.js';
import { type PartOfForce, readPart } from '../part-of-force.js';
import { liveSubject, reportEntry } from '../report-entry.js';
import { readPeriod } from '../report-period.js';
import type { Disclosure } from '../reports.service.js';
import { monthsEndingWith, monthsWithin, type SeriesMonth } from './domain/months-of-series.js';
import { monthsMeasured } from './months-measured.js';
import { seriesOf } from './report-series.js';
import type { SeriesAnswer, SeriesQuery } from './series.dto.js';
import { ALL_MEASURES, MONTHLY_MEASURES, SERIES_MEASURES } from './series-measures.js';

/** Figures month by month for whoever draws their own lines. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Every calendar month that has a day of the period; the reading is logged in the same transaction.
   * @throws DomainError `invalid` for a period that is none, lies ahead or is too long, or a part that there is not
   */
  async readSeries(reader: Principal, asked: SeriesQuery, requestId: string): Promise<SeriesAnswer> {
    return this.read(reader, asked, { action: 'disclose', requestId });
  }

  /**
   * The months of one measure that end with the period, as many as the trend lines of its report have.
   * @throws DomainError `invalid` for a part that the measure is not known of, or as above
   */
  async readTrend(
    reader: Principal,
    asked: SeriesQuery & { measure: string },
    { action, requestId }: { action: Disclosure; requestId: string },
  ): Promise<SeriesAnswer> {
    return this.read(reader, asked, { action, requestId, isTrend: true });
  }

  private async read(
    reader: Principal,
    asked: SeriesQuery,
    { action, requestId, isTrend = false }: { action: Disclosure; requestId: string; isTrend?: boolean },
  ): Promise<SeriesAnswer> {
    const { forceId } = reader;
    const now = this.clock.now();
    const period = readPeriod(asked.from, asked.to, now);
    return this.database.inForceSnapshot(forceId, async (manager) => {
      const force = await forceOf(manager, forceId);
      const part = await readPart(
        manager,
        forceId,
        asked.part,
        coverageDays(period, force.startsOn, now).toOn,
      );
      if (part && WHOLE_FORCE_ONLY.includes(asked.measure ?? ''))
        throw DomainError.field('part', 'This measure is of the whole force: leave part out');
      const limits = { startsOn: force.startsOn, cutOffAt: now };
      const months = isTrend ? monthsEndingWith(period.toOn, limits) : monthsWithin(period, limits);
      const series = await this.seriesOf(manager, { force, part }, asked.measure, months, now);
      const subjectId = liveSubject('series', period, asked.part);
      const entry = reportEntry(reader, now, { action, subjectId, requestId });
      await this.audit.record(manager, entry);
      return {
        definitionsVersion: DEFINITIONS_VERSION,
        force,
        part: part && { kind: part.kind, code: part.code, name: part.name },
        period: { fromOn: period.fromOn, toOn: period.toOn },
        zone: LOCAL_ZONE,
        cutOffAt: now.toISO()!,
        series,
      };
    });
  }

  /** Those that stand in every report are read by what reads them there; every other one by the statements of its figure. */
  private async seriesOf(
    manager: EntityManager,
    { force, part }: { force: ReportForce; part: PartOfForce | null },
    asked: string | undefined,
    months: readonly SeriesMonth[],
    now: DateTime,
  ): Promise<ReportSeries[]> {
    if (asked === undefined || SERIES_MEASURES.includes(asked)) {
      const series = await seriesOf(manager, { force, part }, months, now);
      return series.filter(({ measure }) => asked === undefined || measure === asked);
    }
    const measures = MONTHLY_MEASURES.filter(({ id }) => asked === ALL_MEASURES || id === asked);
    return monthsMeasured(manager, { ...force, part }, measures, months, now);
  }
}

const WHOLE_FORCE_ONLY = MONTHLY_MEASURES.flatMap((measure) =>
  measure.kind === 'counted' && measure.wholeForceOnly ? [measure.id] : [],
);
