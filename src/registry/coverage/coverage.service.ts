import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { addDays, localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { forceOf } from '../force-of.js';
import {
  type ComingGap,
  comingGaps,
  type CoveragePeriod,
  coverageOf,
  gapsOpenOn,
  gapsWithin,
  type NeighbourhoodCoverage,
  type OpenGap,
} from './coverage.js';
import { officersNamed, type OfficerOfGap } from './officer-of-gap.query.js';
import { type WardCoverage, wardCoverageOf } from './ward-coverage.js';

/** When a neighbourhood is without cover: today, or on a day of the next 7 or 30. */
export const WHEN = ['now', 'week', 'month'] as const;
export type When = (typeof WHEN)[number];

const DAYS_OF: Record<Exclude<When, 'now'>, number> = { week: 7, month: 30 };
const MOST_DAYS = 3 * 366;

export interface CoverageToday {
  todayOn: string;
  /** The days that `without` looks at. */
  fromOn: string;
  toOn: string;
  neighbourhoods: NeighbourhoodCoverage[];
  wards: WardCoverage[];
  without: OpenGap[];
  coming: ComingGap[];
  /** Those whom a coming gap names, by id. */
  officers: Map<string, OfficerOfGap>;
}

/** What force admins, the local policing body and machines ask about coverage. Each answer is of one snapshot. */
@Injectable()
export class CoverageService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
  ) {}

  /**
   * Coverage of every neighbourhood or ward over some days, today unless given, from the force's start date on.
   * @throws DomainError `invalid` for a period that ends before it begins or is longer than three years
   */
  async overDays<Row>(
    forceId: string,
    asked: { from?: string | undefined; to?: string | undefined },
    read: (manager: EntityManager, forceId: string, period: CoveragePeriod) => Promise<Row[]>,
  ): Promise<{ period: CoveragePeriod; rows: Row[] }> {
    const todayOn = this.today(this.clock.now());
    const fromOn = asked.from ?? asked.to ?? todayOn;
    const toOn = asked.to ?? fromOn;
    if (toOn < fromOn) throw DomainError.field('to', 'to must be the day of from or after it');
    if (toOn > addDays(fromOn, MOST_DAYS))
      throw DomainError.field('to', 'to must be at most three years after from');
    return this.database.inForceSnapshot(forceId, async (manager) => {
      const { startsOn } = await forceOf(manager, forceId);
      const period = { fromOn: fromOn < startsOn ? startsOn : fromOn, toOn, todayOn };
      return { period, rows: await read(manager, forceId, period) };
    });
  }

  /** Gaps that are open on a day, today unless given, and those that begin within so many days after it. */
  gaps(
    forceId: string,
    from: string | undefined,
    days: number,
  ): Promise<{ fromOn: string; open: OpenGap[]; coming: ComingGap[] }> {
    const fromOn = from ?? this.today(this.clock.now());
    return this.database.inForceSnapshot(forceId, async (manager) => ({
      fromOn,
      open: await gapsOpenOn(manager, forceId, fromOn),
      coming: await comingGaps(manager, forceId, fromOn, days),
    }));
  }

  /** Everything that the page says. */
  coverageToday(forceId: string, when: When): Promise<CoverageToday> {
    const todayOn = this.today(this.clock.now());
    const fromOn = when === 'now' ? todayOn : addDays(todayOn, 1);
    const toOn = when === 'now' ? todayOn : addDays(todayOn, DAYS_OF[when]);
    const today = { fromOn: todayOn, toOn: todayOn, todayOn };
    return this.database.inForceSnapshot(forceId, async (manager) => {
      const begun = (await forceOf(manager, forceId)).startsOn <= todayOn;
      const coming = await comingGaps(manager, forceId, todayOn);
      return {
        todayOn,
        fromOn,
        toOn,
        neighbourhoods: begun ? await coverageOf(manager, forceId, today) : [],
        wards: begun ? await wardCoverageOf(manager, forceId, today) : [],
        without: await gapsWithin(manager, forceId, { fromOn, toOn, todayOn }),
        coming,
        officers: await officersNamed(manager, forceId, coming),
      };
    });
  }

  private today(now: DateTime): string {
    return localDayOf(now);
  }
}
