import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { coversDay } from '../domain/day-range.js';
import { ForceDatabase } from '../../database/force-database.js';
import {
  abstractionByArea,
  abstractionByMonth,
  type AbstractionRow,
  type AreaAbstractionRow,
} from './abstraction.query.js';
import { ASB_LEAD, gapsOf, holdersOf, type PostHolder } from './force-post.query.js';
import { type HeadcountRow, headcountByRank } from './headcount.query.js';
import { type TenureRow, tenureByRank } from './tenure.query.js';

const MONTHS_SHOWN = 12;

/** The workforce of neighbourhood policing on a day, as on record. */
export interface Workforce {
  on: string;
  tenure: TenureRow[];
  headcount: HeadcountRow[];
  abstraction: {
    /** Twelve months up to the one that holds the day, latest first; those without imported hours are left out. */
    months: AbstractionRow[];
    /** The first day of the latest month that has hours, which the areas are of; null without any. */
    monthOn: string | null;
    areas: AreaAbstractionRow[];
  };
  asbLead: {
    current: PostHolder | null;
    /** Of every time, latest first. */
    holders: PostHolder[];
    /** Up to the day, since the force's figures begin; latest first. */
    gaps: { fromOn: string; untilOn: string }[];
  };
}

/** What is to be known about the officers of neighbourhood policing together; no single one but the named lead. */
@Injectable()
export class WorkforceFigures {
  constructor(private readonly database: ForceDatabase) {}

  /** Everything at one instant, so that the tables agree. */
  onDay(forceId: string, on: string): Promise<Workforce> {
    return this.database.inForceSnapshot(forceId, async (manager) => {
      const month = DateTime.fromISO(on, { zone: 'utc' }).startOf('month');
      const first = month.minus({ months: MONTHS_SHOWN - 1 }).toISODate()!;
      const months = await abstractionByMonth(manager, forceId, first, month.toISODate()!);
      const monthOn = months[0]?.monthOn ?? null;
      const holders = await holdersOf(manager, forceId, ASB_LEAD);
      return {
        on,
        tenure: await tenureByRank(manager, forceId, on),
        headcount: await headcountByRank(manager, forceId, on),
        abstraction: {
          months,
          monthOn,
          areas: monthOn ? await abstractionByArea(manager, forceId, monthOn) : [],
        },
        asbLead: {
          current: holders.find((each) => coversDay(each, on)) ?? null,
          holders,
          gaps: await gapsOf(manager, forceId, ASB_LEAD, on),
        },
      };
    });
  }
}
