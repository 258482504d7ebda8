import { addDays, localDayOf } from '../../common/calendar.js';
import type { CountedSpan } from './measure.js';
import { partIds } from './of-part.js';

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

/**
 * Parameters of a statement about what happened in a period: force, start, end and data cut-off, the instant at which
 * the force's figures begin, and the neighbourhoods of the part.
 */
export function instantsParameters(forceId: string, span: CountedSpan): unknown[] {
  const { startAt, endAt, cutOffAt, figuresBeginAt } = span;
  return [forceId, startAt, endAt, cutOffAt, figuresBeginAt, partIds(span)];
}

/** Parameters of a statement about days: the force, the first and the last day, null where nothing is to be counted. */
export function daysParameters(forceId: string, span: CountedSpan): unknown[] {
  const days = daysOfSpan(span);
  return [forceId, days?.fromOn ?? null, days?.lastOn ?? null];
}

/** Parameters of a statement about the last day: the force and the day, which is null where nothing is to be counted. */
export function lastDayParameters(forceId: string, span: CountedSpan): unknown[] {
  return [forceId, daysOfSpan(span)?.lastOn ?? null];
}

/** The force, the last day, the neighbourhoods of the part and, if it is one, the command area. */
export function officersOfPartParameters(forceId: string, span: CountedSpan): unknown[] {
  return [...lastDayParameters(forceId, span), partIds(span), span.part?.commandAreaId ?? null];
}
