/**
 * Coverage by a plain loop over the days, with nothing of the engine's: no ranges, no statements, no rules of `src`. Days
 * are numbers here, counted from day 0, the 15th of March 2026; so the clocks change on day 14.
 */
export interface Span {
  first: number;
  /** The day after the last, or null for ever. */
  end: number | null;
}

export interface OfficerOfLoop {
  /** One more rank than starts; the first holds until the first start. */
  ranks: { ranks: string[]; starts: number[] };
  withheld: Span[];
  service: Span;
  absences: (Span & { kind: string })[];
  email: Span[];
  /** Days on which every try of that address failed. */
  failures: Span[];
}

export interface PlaceOfLoop extends Span {
  routes: Record<string, Span[]>;
  failures: Record<string, Span[]>;
  assignments: (Span & { role: string; officer: number })[];
}

export interface WardOfLoop extends Span {
  /** Of each place, by its number. */
  shares: (number | null)[];
  choices: (boolean | null)[];
}

export const [FIRST, LAST, TODAY] = [10, 40, 25];
/** Nothing changes after this day: the last of what the histories hold. */
const FAR = 140;
const STATES = ['covered', 'deputy-covering', 'absent', 'not-contactable', 'unpublished', 'vacant'];
const WARD_STATES = ['covered', 'partly', 'not-covered'];
const NUMERATOR = ['covered', 'deputy-covering'];

export const dayOf = (number: number): string =>
  new Date(Date.UTC(2026, 2, 15 + number)).toISOString().slice(0, 10);
export const rangeOf = ({ first, end }: Span): string =>
  `[${dayOf(first)},${end === null ? '' : dayOf(end)})`;

const holds = ({ first, end }: Span, day: number): boolean => day >= first && (end === null || day < end);
const someHolds = (spans: Span[] | undefined, day: number): boolean =>
  (spans ?? []).some((span) => holds(span, day));

/** How many days in a row around a day are so; one that goes on for ever is as long as `forEver` says. */
function runAround(day: number, isSo: (day: number) => boolean, lastDay: number): number {
  if (!isSo(day)) return 0;
  let [from, to] = [day, day];
  while (isSo(from - 1)) from -= 1;
  while (to < lastDay && isSo(to + 1)) to += 1;
  return to - from + 1;
}

function isAway({ absences }: OfficerOfLoop, day: number): boolean {
  const isSo = (each: number): boolean =>
    absences.some((absence) => absence.kind !== 'abstraction' && holds(absence, each));
  // Far in the future only what has no end goes on, and that is long enough: it gets there.
  return runAround(day, isSo, FAR + 100) >= 15;
}

function fails(failures: Span[] | undefined, day: number): boolean {
  const spans = failures ?? [];
  if (!someHolds(spans, day)) return false;
  let [from, to] = [day, day];
  while (someHolds(spans, from - 1)) from -= 1;
  while (to < FAR && someHolds(spans, to + 1)) to += 1;
  // It has no end: it lasts until today.
  const last = to === FAR ? TODAY : to;
  return last - from + 1 >= 2;
}

function rankOn({ ranks: { ranks, starts } }: OfficerOfLoop, day: number): string {
  return ranks[starts.filter((start) => start <= day).length]!;
}

interface Judged {
  role: string;
  collar: string;
  state: string;
  why: string | null;
}

function judge(
  place: PlaceOfLoop,
  each: PlaceOfLoop['assignments'][number],
  officers: OfficerOfLoop[],
  day: number,
): Judged {
  const officer = officers[each.officer]!;
  const teamRoute = ['form', 'email', 'web'].some(
    (kind) => someHolds(place.routes[kind], day) && !fails(place.failures[kind], day),
  );
  const ownRoute = someHolds(officer.email, day) && !fails(officer.failures, day);
  const named = ['lead', 'named', 'deputy'].includes(each.role);
  const [state, why]: [string, string | null] =
    !named || !holds(each, day)
      ? ['vacant', 'assignment-ends']
      : !holds(officer.service, day)
        ? ['vacant', 'posting-ends']
        : !['constable', 'pcso', 'sergeant'].includes(rankOn(officer, day))
          ? ['vacant', 'rank-changes']
          : someHolds(officer.withheld, day)
            ? ['unpublished', 'name-withheld']
            : !teamRoute && !ownRoute
              ? ['not-contactable', 'route-ends']
              : isAway(officer, day)
                ? ['absent', 'absence-begins']
                : [each.role === 'deputy' ? 'deputy-covering' : 'covered', null];
  return { role: each.role, collar: `O${each.officer}`, state, why };
}

export interface OnDay {
  state: string;
  national: boolean;
}

/** Null while it does not exist. */
export function stateOfPlace(place: PlaceOfLoop, officers: OfficerOfLoop[], day: number): OnDay | null {
  if (!holds(place, day)) return null;
  const judged = place.assignments.map((each) => judge(place, each, officers, day));
  return {
    state: STATES.find((state) => judged.some((each) => each.state === state)) ?? 'vacant',
    national: judged.some(({ role, state }) => role !== 'deputy' && ['covered', 'absent'].includes(state)),
  };
}

export function stateOfWard(
  ward: WardOfLoop,
  places: PlaceOfLoop[],
  officers: OfficerOfLoop[],
  day: number,
): OnDay | null {
  if (!holds(ward, day)) return null;
  const own = places
    .filter((_, index) => ward.choices[index] ?? (ward.shares[index] ?? 0) >= 0.05)
    .map((place) => stateOfPlace(place, officers, day))
    .filter((state) => state !== null);
  const covered = own.filter(({ state }) => NUMERATOR.includes(state)).length;
  const state = covered === 0 ? 'not-covered' : covered === own.length ? 'covered' : 'partly';
  return { state, national: own.length > 0 && own.every(({ national }) => national) };
}

interface Counted {
  code: string;
  name: string;
  days: Record<string, number>;
  lastState: string | null;
  nationalDays: number;
  nationalOnLastDay: boolean;
  gaps: { fromOn: string; toOn: string; days: number; states: string[] }[];
}

/** Of a neighbourhood or a ward; null if it did not exist on any day of the period. */
export function countedDayByDay(code: string, on: (day: number) => OnDay | null): Counted | null {
  const states = code.startsWith('W') ? WARD_STATES : STATES;
  const numerator = code.startsWith('W') ? ['covered'] : NUMERATOR;
  const counted: Counted = {
    code,
    name: code,
    days: Object.fromEntries(states.map((state) => [state, 0])),
    lastState: on(LAST)?.state ?? null,
    nationalDays: 0,
    nationalOnLastDay: on(LAST)?.national ?? false,
    gaps: [],
  };
  let existed = false;
  let gap: Counted['gaps'][number] | null = null;
  for (let day = FIRST; day <= LAST; day += 1) {
    const found = on(day);
    if (found) {
      existed = true;
      counted.days[found.state]! += 1;
      if (found.national) counted.nationalDays += 1;
    }
    if (!found || numerator.includes(found.state)) {
      gap = null;
      continue;
    }
    if (!gap) counted.gaps.push((gap = { fromOn: dayOf(day), toOn: '', days: 0, states: [] }));
    gap.toOn = dayOf(day);
    gap.days += 1;
    gap.states = states.filter((state) => state === found.state || gap!.states.includes(state));
  }
  return existed ? counted : null;
}

/** Gaps that begin from the day after today on. */
export function comingDayByDay(
  code: string,
  place: PlaceOfLoop,
  officers: OfficerOfLoop[],
  within: number,
): {
  code: string;
  fromOn: string;
  toOn: string | null;
  states: string[];
  reason: string;
  collarNumber: string | null;
}[] {
  const state = (day: number): string | null => stateOfPlace(place, officers, day)?.state ?? null;
  const lacks = (day: number): boolean => ![null, ...NUMERATOR].includes(state(day));
  const gaps = [];
  for (let day = TODAY + 1; day <= TODAY + within; day += 1) {
    if (!lacks(day) || lacks(day - 1)) continue;
    let last = day;
    const seen = new Set([state(day)!]);
    while (last < FAR && lacks(last + 1)) seen.add(state((last += 1))!);
    const before = place.assignments
      .map((each) => ({ each, was: judge(place, each, officers, day - 1) }))
      .filter(({ was }) => holds(place, day - 1) && NUMERATOR.includes(was.state));
    const rank = (role: string): number => ['lead', 'named', 'deputy'].indexOf(role);
    before.sort((a, b) => rank(a.was.role) - rank(b.was.role) || (a.was.collar < b.was.collar ? -1 : 1));
    const [cover] = before;
    gaps.push({
      code,
      fromOn: dayOf(day),
      toOn: last === FAR ? null : dayOf(last),
      states: STATES.filter((each) => seen.has(each)),
      reason: cover ? judge(place, cover.each, officers, day).why! : 'neighbourhood-begins',
      collarNumber: cover?.was.collar ?? null,
    });
  }
  return gaps;
}
