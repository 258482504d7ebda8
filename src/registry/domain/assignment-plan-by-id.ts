import { type DayRange, overlap } from './day-range.js';

/** Something with days that the force knows by an id of its own. */
export interface HeldRow extends DayRange {
  id: string;
  externalId: string | null;
}

export interface WantedRow extends DayRange {
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
  /** Only rows of one place can exclude each other. */
  placeOf(row: Held | Wanted): string;
}

export interface PlanById<Held, Wanted> {
  same: Wanted[];
  added: Wanted[];
  /** Rows that lose days, or keep them: stored before any gains. */
  shrunk: { held: Held; wanted: Wanted }[];
  grown: { held: Held; wanted: Wanted }[];
  /** Rows that become another thing or other days: taken out first and put in last. */
  moved: { held: Held; wanted: Wanted }[];
  /** Of two rows that exclude each other the later one; `with` is another row or one already recorded. */
  clashes: { wanted: Wanted; with: Held | Wanted }[];
}

/**
 * What rows keyed by the force's own ids would do to what is recorded; twice the same does nothing. A recorded row
 * without such an id is taken over by the first that is the same thing from the same day.
 *
 * Taken out, shrunk, grown, put in: in this order no two rows exclude each other even for a moment, because at every
 * step each holds a part of the days it has in the end.
 */
export function planById<Held extends HeldRow, Wanted extends WantedRow>(
  held: readonly Held[],
  wanted: readonly Wanted[],
  rules: RowRules<Held, Wanted>,
): PlanById<Held, Wanted> {
  const plan: PlanById<Held, Wanted> = { same: [], added: [], shrunk: [], grown: [], moved: [], clashes: [] };
  const byId = new Map(held.flatMap((row) => (row.externalId === null ? [] : [[row.externalId, row]])));
  const touched = new Set<string>();
  for (const row of wanted) {
    const before =
      byId.get(row.externalId) ??
      held.find(
        (one) =>
          one.externalId === null &&
          !touched.has(one.id) &&
          one.fromOn === row.fromOn &&
          rules.isSameThing(one, row),
      );
    if (!before) {
      plan.added.push(row);
      continue;
    }
    touched.add(before.id);
    const pair = { held: before, wanted: row };
    const isSame = before.externalId === row.externalId && rules.hasSameDetails(before, row);
    if (!rules.isSameThing(before, row)) plan.moved.push(pair);
    else if (isWithin(row, before) && isWithin(before, row)) {
      if (isSame) plan.same.push(row);
      else plan.shrunk.push(pair);
    } else if (isWithin(row, before)) plan.shrunk.push(pair);
    else if (isWithin(before, row)) plan.grown.push(pair);
    else plan.moved.push(pair);
  }
  plan.clashes = clashesOf(
    held.filter(({ id }) => !touched.has(id)),
    wanted,
    rules,
  );
  return plan;
}

function clashesOf<Held extends HeldRow, Wanted extends WantedRow>(
  untouched: readonly Held[],
  wanted: readonly Wanted[],
  rules: RowRules<Held, Wanted>,
): PlanById<Held, Wanted>['clashes'] {
  const byPlace = new Map<string, (Held | Wanted)[]>();
  const clashes: PlanById<Held, Wanted>['clashes'] = [];
  const add = (row: Held | Wanted): (Held | Wanted)[] => {
    const place = rules.placeOf(row);
    const others = byPlace.get(place) ?? [];
    byPlace.set(place, [...others, row]);
    return others;
  };
  for (const row of untouched) add(row);
  for (const row of wanted) {
    const clash = add(row).find((other) => overlap(other, row) && rules.excludes(other, row));
    if (clash) clashes.push({ wanted: row, with: clash });
  }
  return clashes;
}

function isWithin(inner: DayRange, outer: DayRange): boolean {
  const endsWithin = outer.untilOn === null || (inner.untilOn !== null && inner.untilOn <= outer.untilOn);
  return inner.fromOn >= outer.fromOn && endsWithin;
}
