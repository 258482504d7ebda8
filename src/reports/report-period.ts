import { DateTime } from 'luxon';
import {
  addDays,
  isDay,
  LOCAL_ZONE,
  localDayOf,
  monthBefore,
  type Period,
  periodOf,
} from '../common/calendar.js';
import { DomainError, type FieldError } from '../common/errors.js';

/** A longer period is refused: it would answer no question that yearly reports do not. */
const LONGEST_YEARS = 3;
/** Days begin with 1900, and a period is compared with as many days before it. */
const EARLIEST_ON = '1904-01-01';

/**
 * The period that was asked for, both days included. It may reach into the future, as this month does, but not lie
 * there.
 * @throws DomainError `invalid`, with what to do, for the field at fault
 */
export function readPeriod(from: string | undefined, to: string | undefined, now: DateTime): Period {
  const errors: FieldError[] = [dayError('from', 'first', from), dayError('to', 'last', to)].filter(
    (error) => error !== null,
  );
  if (errors.length > 0) {
    const problem =
      from && to
        ? 'The first and the last day of the report must be real dates.'
        : 'The report needs a first and a last day.';
    throw DomainError.invalid(problem, errors);
  }
  const [fromOn, toOn] = [from!, to!];
  if (toOn < fromOn) throw DomainError.field('to', 'The last day must be the first day or after it');
  if (fromOn < EARLIEST_ON)
    throw DomainError.field('from', `The first day must be ${EARLIEST_ON} or after it`);
  if (fromOn > localDayOf(now)) throw DomainError.field('from', 'The first day must be today or before it');
  if (toOn > lastDayOfLongest(fromOn)) {
    throw DomainError.field(
      'to',
      `The last day must be ${lastDayOfLongest(fromOn)} or before it: a report spans at most ${LONGEST_YEARS} years`,
    );
  }
  return periodOf(fromOn, toOn);
}

export interface Preset {
  text: string;
  period: Period;
}

/** Whole months of the longest preset: a year, and the month that it began with once more. */
const ROLLING_MONTHS = 13;

/** The periods most often asked for, as of now: "presets: month, quarter, year from April, rolling 13 months". */
export function presets(now: DateTime): Preset[] {
  const today = now.setZone(LOCAL_ZONE);
  const quarter = today.startOf('quarter').minus({ months: 3 });
  const april = today
    .startOf('year')
    .set({ month: 4 })
    .minus({ years: today.month < 4 ? 1 : 0 });
  return [
    { text: 'Last month', period: monthBefore(now) },
    { text: 'This month', period: monthsFrom(today.startOf('month'), 1) },
    { text: 'Last quarter', period: monthsFrom(quarter, 3) },
    { text: 'Year from April', period: monthsFrom(april, 12) },
    {
      text: `Last ${ROLLING_MONTHS} months`,
      period: monthsFrom(today.startOf('month').minus({ months: ROLLING_MONTHS }), ROLLING_MONTHS),
    },
  ];
}

function monthsFrom(first: DateTime, months: number): Period {
  return periodOf(first.toISODate()!, first.plus({ months }).minus({ days: 1 }).toISODate()!);
}

function dayError(field: string, which: string, day: string | undefined): FieldError | null {
  if (!day) return { field, message: `Enter the ${which} day, like 2026-03-01` };
  if (!isDay(day))
    return {
      field,
      message: `The ${which} day must be a real date of the years 1900 to 2199, written like 2026-03-01`,
    };
  return null;
}

function lastDayOfLongest(fromOn: string): string {
  return addDays(DateTime.fromISO(fromOn, { zone: 'utc' }).plus({ years: LONGEST_YEARS }).toISODate()!, -1);
}
