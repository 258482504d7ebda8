import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { ForceDatabase } from '../../database/force-database.js';
import { forceOf } from '../../registry/force-of.js';
import { coverageDays } from '../measured-period.js';
import { DEFINITIONS_VERSION } from '../measures/catalogue.js';
import { readPart } from '../part-of-force.js';
import { liveSubject, reportEntry } from '../report-entry.js';
import { readPeriod } from '../report-period.js';
import { monthsWithin } from './domain/months-of-series.js';
import { seriesOf } from './report-series.js';
import type { SeriesAnswer, SeriesQuery } from './series.dto.js';

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
      const months = monthsWithin(period, { startsOn: force.startsOn, cutOffAt: now });
      const series = await seriesOf(manager, { force, part }, months, now);
      const subjectId = liveSubject('series', period, asked.part);
      const entry = reportEntry(reader, now, { action: 'disclose', subjectId, requestId });
      await this.audit.record(manager, entry);
      return {
        definitionsVersion: DEFINITIONS_VERSION,
        force,
        part: part && { kind: part.kind, code: part.code, name: part.name },
        period: { fromOn: period.fromOn, toOn: period.toOn },
        zone: LOCAL_ZONE,
        cutOffAt: now.toISO()!,
        series: series.filter(({ measure }) => !asked.measure || measure === asked.measure),
      };
    });
  }
}
