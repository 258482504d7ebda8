import { daysIn } from '../../common/calendar.js';
import type { MeasuredGap } from './measure.js';

/** How many days a gap has lasted by its last day in the period. */
export const wholeDays = ({
  fromOn,
  sinceOn = fromOn,
  toOn,
}: Pick<MeasuredGap, 'fromOn' | 'sinceOn' | 'toOn'>): number => daysIn({ fromOn: sinceOn, toOn });
