import { addDays, localDayOf } from '../../common/calendar.js';
import type { CountedSpan } from './measure.js';

/** The local days that a span counts, both included; null if the figures of the force begin later. */
export function daysOfSpan({ startAt, endAt, cutOffAt, figuresBeginAt }: CountedSpan): {
  fromOn: string;
  lastOn: string;
} | null {
  const [first, begins] = [localDayOf(startAt), localDayOf(figuresBeginAt)];
  const [last, today] = [addDays(localDayOf(endAt), -1), localDayOf(cutOffAt)];
  const fromOn = first < begins ? begins : first;
  const lastOn = last > today ? today : last;
  return lastOn < fromOn ? null : { fromOn, lastOn };
}

/** Parameters of a statement about the last day: the force and the day, which is null where nothing is to be counted. */
export function lastDayParameters(forceId: string, span: CountedSpan): unknown[] {
  return [forceId, daysOfSpan(span)?.lastOn ?? null];
}
