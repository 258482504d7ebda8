import type { FieldError } from '../../common/errors.js';
import { isInHourOfChange, timeOfDay } from '../domain/digest-time.js';

/** A time as it was typed: null if it was left blank, undefined if it is none. */
type ReadTime = string | null | undefined;

const NO_TIME = 'must be a time on the 24-hour clock, such as 22:00';

const readTime = (typed: string | undefined): ReadTime =>
  typed === undefined ? null : (timeOfDay(typed) ?? undefined);

/** Quiet hours as they were typed, and what is wrong with them: both ends or none, and not the same twice. */
export function readQuietHours(typed: { quietFrom?: string; quietUntil?: string }): {
  quietFrom: string | null;
  quietUntil: string | null;
  errors: FieldError[];
} {
  const [from, until] = [readTime(typed.quietFrom), readTime(typed.quietUntil)];
  const errors: FieldError[] = [];
  if (from === undefined) errors.push({ field: 'quietFrom', message: `When quiet hours begin ${NO_TIME}` });
  if (until === undefined) errors.push({ field: 'quietUntil', message: `When quiet hours end ${NO_TIME}` });
  if (from === null && until !== null)
    errors.push({ field: 'quietFrom', message: 'Enter when quiet hours begin, or leave both times blank' });
  if (until === null && from !== null)
    errors.push({ field: 'quietUntil', message: 'Enter when quiet hours end, or leave both times blank' });
  if (from && from === until)
    errors.push({ field: 'quietUntil', message: 'Quiet hours must end at another time than they begin' });
  return { quietFrom: from ?? null, quietUntil: until ?? null, errors };
}

/** The time of a digest as it was typed, null if it was left blank, and what is wrong with it. */
export function readDigestTime(typed: { digestAt?: string }): {
  digestAt: string | null;
  errors: FieldError[];
} {
  const at = readTime(typed.digestAt);
  const wrong =
    at === undefined
      ? `The time of the digest ${NO_TIME.replace('22:00', '07:30')}`
      : at !== null && isInHourOfChange(at)
        ? 'The time of the digest must not be from 01:00 to 01:59: when the clocks change, that hour is left out or comes twice'
        : null;
  return { digestAt: at ?? null, errors: wrong === null ? [] : [{ field: 'digestAt', message: wrong }] };
}
