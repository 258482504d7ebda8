import { addDays } from '../../common/calendar.js';

/** What holds on a run of days, both ends included; null has no beginning or no end. */
export interface Dated<T> {
  value: T;
  fromOn: string | null;
  untilOn: string | null;
}

/** A value from a day on. Without `untilOn` it holds until the next change that is recorded already; null: for good. */
export interface DatedChange<T> {
  value: T;
  fromOn: string;
  untilOn?: string | null;
}

/**
 * The periods after a change or a correction: its days are taken out of what was recorded, and neighbours of one value
 * become one period. Periods come in order and do not overlap.
 * @example constable for ever, sergeant from 1 March // constable until 28 February, sergeant from 1 March
 */
export function changeDated<T>(periods: readonly Dated<T>[], change: DatedChange<T>): Dated<T>[] {
  const { value, fromOn } = change;
  const next = periods.find((period) => period.fromOn !== null && period.fromOn > fromOn);
  const untilNext = next ? addDays(next.fromOn!, -1) : null;
  const untilOn = change.untilOn === undefined ? untilNext : change.untilOn;
  const before = periods
    .filter((period) => period.fromOn === null || period.fromOn < fromOn)
    .map((period) => ({ ...period, untilOn: earlier(period.untilOn, addDays(fromOn, -1)) }));
  const after =
    untilOn === null
      ? []
      : periods
          .filter((period) => period.untilOn === null || period.untilOn > untilOn)
          .map((period) => ({ ...period, fromOn: later(period.fromOn, addDays(untilOn, 1)) }));
  return joined([...before, { value, fromOn, untilOn }, ...after]);
}

/** The value of a day, undefined if none is recorded. */
export function valueOn<T>(periods: readonly Dated<T>[], day: string): T | undefined {
  return periods.find(
    ({ fromOn, untilOn }) => (fromOn === null || fromOn <= day) && (untilOn === null || untilOn >= day),
  )?.value;
}

/** Periods on which something holds, as a timeline of yes and no without a gap. */
export function yesAndNo(periods: readonly Omit<Dated<unknown>, 'value'>[]): Dated<boolean>[] {
  return periods.reduce<Dated<boolean>[]>(
    (timeline, { fromOn, untilOn }) => {
      if (fromOn === null) {
        const rest = untilOn === null ? [] : [{ value: false, fromOn: addDays(untilOn, 1), untilOn: null }];
        return [{ value: true, fromOn: null, untilOn }, ...rest];
      }
      return changeDated(timeline, { value: true, fromOn, untilOn });
    },
    [{ value: false, fromOn: null, untilOn: null }],
  );
}

function joined<T>(periods: readonly Dated<T>[]): Dated<T>[] {
  const found: Dated<T>[] = [];
  for (const period of periods) {
    const last = found.at(-1);
    const touches = last && last.untilOn !== null && addDays(last.untilOn, 1) === period.fromOn;
    if (last && touches && last.value === period.value) last.untilOn = period.untilOn;
    else found.push({ ...period });
  }
  return found;
}

const earlier = (a: string | null, b: string): string => (a !== null && a < b ? a : b);
const later = (a: string | null, b: string): string => (a !== null && a > b ? a : b);
