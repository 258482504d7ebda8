import { grouped } from '../../common/domain/grouped.js';
import { type DayRange, overlap } from './day-range.js';

/** Something with days that the force may know by an id of its own. */
export interface KeyedRow extends DayRange {
  externalId: string | null;
}

export interface HeldRow extends KeyedRow {
  id: string;
}

export interface WantedRow extends KeyedRow {
  index: number;
  externalId: string;
}

/** What makes rows of one kind comparable. */
export interface RowRules<Held, Wanted> {
  /** The same apart from its days and details, so that its days may simply change. */
  isSameThing(held: Held, wanted: Wanted): boolean;
  /** Equal in what is neither the thing nor its days. */
  hasSameDetails(held: Held, wanted: Wanted): boolean;
  /** May not stand beside each other on a day. */
  excludes(a: Held | Wanted, b: Held | Wanted): boolean;
  /** Only rows of one place can exclude each other or be the same thing. */
  placeOf(row: Held | Wanted): string;
}

export interface ChangesById<Held, Wanted> {
  same: Wanted[];
  added: Wanted[];
  /** Rows that lose days, or keep them: stored before any gains. */
  shrunk: { held: Held; wanted: Wanted }[];
  grown: { held: Held; wanted: Wanted }[];
  /** Rows that become another thing or other days: taken out first and put in last. */
  moved: { held: Held; wanted: Wanted }[];
  /** Recorded rows that nothing is said of. */
  untouched: Held[];
}

export interface PlanById<Held, Wanted> extends ChangesById<Held, Wanted> {
  /** Of two rows that exclude each other the later one; `with` is another row or one already recorded. */
  clashes: { wanted: Wanted; with: Held | Wanted }[];
}

/** What rows keyed by the force's own ids would do to what is recorded; twice the same does nothing. */
export function planById<Held extends HeldRow, Wanted extends KeyedRow>(
  held: readonly Held[],
  wanted: readonly Wanted[],
  rules: RowRules<Held, Wanted>,
): PlanById<Held, Wanted> {
  const changes = changesById(held, wanted, rules);
  return { ...changes, clashes: clashesById(changes.untouched, wanted, rules) };
}

/**
 * Which recorded row each row is, and what becomes of it. A row with an id is the recorded one with that id; else it takes
 * over the first without an id that is the same thing from the same day. A row without an id is what is left that is the
 * same thing from the same day, and leaves its id alone. Any other row is new.
 *
 * Taken out, shrunk, grown, put in: in this order no two rows exclude each other even for a moment, because at every
 * step each holds a part of the days it has in the end.
 */
export function changesById<Held extends HeldRow, Wanted extends KeyedRow>(
  held: readonly Held[],
  wanted: readonly Wanted[],
  rules: RowRules<Held, Wanted>,
): ChangesById<Held, Wanted> {
  const changes: ChangesById<Held, Wanted> = {
    same: [],
    added: [],
    shrunk: [],
    grown: [],
    moved: [],
    untouched: [],
  };
  const byId = new Map(held.flatMap((row) => (row.externalId === null ? [] : [[row.externalId, row]])));
  const startOf = (row: Held | Wanted): string => `${row.fromOn} ${rules.placeOf(row)}`;
  const byStart = grouped(held, startOf);
  const touched = new Set<string>();
  const isLeft = (one: Held, row: Wanted): boolean =>
    !touched.has(one.id) &&
    (row.externalId === null || one.externalId === null) &&
    rules.isSameThing(one, row);
  // Those with an id say which one they are; the others are found among what is left.
  const [named, unnamed] = [true, false].map((isNamed) =>
    wanted.filter(({ externalId }) => (externalId !== null) === isNamed),
  ) as [Wanted[], Wanted[]];
  for (const row of [...named, ...unnamed]) {
    const known = row.externalId === null ? undefined : byId.get(row.externalId);
    const before = known ?? byStart.get(startOf(row))?.find((one) => isLeft(one, row));
    if (!before) {
      changes.added.push(row);
      continue;
    }
    touched.add(before.id);
    const pair = { held: before, wanted: row };
    const isSame =
      (row.externalId === null || before.externalId === row.externalId) && rules.hasSameDetails(before, row);
    if (!rules.isSameThing(before, row)) changes.moved.push(pair);
    else if (isWithin(row, before) && isWithin(before, row)) {
      if (isSame) changes.same.push(row);
      else changes.shrunk.push(pair);
    } else if (isWithin(row, before)) changes.shrunk.push(pair);
    else if (isWithin(before, row)) changes.grown.push(pair);
    else changes.moved.push(pair);
  }
  changes.untouched = held.filter(({ id }) => !touched.has(id));
  return changes;
}

/** Which rows exclude another on some day. Rows of different places never do, so places may be asked one by one. */
export function clashesById<Held extends HeldRow, Wanted extends KeyedRow>(
  untouched: readonly Held[],
  wanted: readonly Wanted[],
  rules: RowRules<Held, Wanted>,
): PlanById<Held, Wanted>['clashes'] {
  const placeOf = (row: Held | Wanted): string => rules.placeOf(row);
  const byPlace = grouped<Held | Wanted>(untouched, placeOf);
  return wanted.flatMap((row) => {
    const place = placeOf(row);
    const others = byPlace.get(place) ?? [];
    const clash = others.find((other) => overlap(other, row) && rules.excludes(other, row));
    others.push(row);
    byPlace.set(place, others);
    return clash ? [{ wanted: row, with: clash }] : [];
  });
}

function isWithin(inner: DayRange, outer: DayRange): boolean {
  const endsWithin = outer.untilOn === null || (inner.untilOn !== null && inner.untilOn <= outer.untilOn);
  return inner.fromOn >= outer.fromOn && endsWithin;
}
