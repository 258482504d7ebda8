import { DateTime } from 'luxon';

/**
 * What is counted of teams, hours, posts, priorities, events, routes, alerts, handovers and imports, by plain loops over
 * all days and all events, written from the rules alone: no statement, no range, no rule of `src`. Days are numbers,
 * counted from day 0, the first of January 2026.
 */
export interface Days {
  first: number;
  /** The day after the last, or null for ever. */
  end: number | null;
}

export interface Life {
  startsOn: string;
  cutOff: number;
  places: Days[];
  /** When a place, by its number, belongs to the only command area. */
  members: (Days & { place: number })[];
  officers: { rank: string; service: Days; secondments: Days[]; over: Days[] }[];
  teams: (Days & { officer: number; place: number; role: string })[];
  reviews: { place: number; day: number }[];
  priorities: { place: number; issueAt: number; actionAt: number | null }[];
  events: { place: number; type: string; at: number; cancelled: boolean }[];
  hours: { officer: number; month: string; rostered: number; abstracted: number }[];
  posts: (Days & { rank: string; posts: number; target: number | null })[];
  leads: (Days & { officer: number })[];
  tries: { place: number | null; officer: number; kind: string; day: number; works: boolean }[];
  imports: { at: number; kind: string; rows: number; refused: number; applied: boolean }[];
  clocks: {
    /** Who held it at the earlier of response and due. */
    place: number;
    heldNow: number;
    channel: string;
    due: number;
    stopped: number | null;
    takenOut: number | null;
    alerts: { planned: number; superseded: boolean; late: boolean; dead: boolean }[];
    handedOver: { from: number; to: number; at: number }[];
  }[];
}

export type Plain = { value: number } | { numerator: number; denominator: number };

export const HOUR = 3_600_000;
export const dayOf = (number: number): string =>
  new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
const numberOf = (day: string): number => Math.round((Date.parse(day) - Date.UTC(2026, 0, 1)) / 86_400_000);
const local = (day: string, plusDays = 0): number =>
  DateTime.fromISO(day, { zone: 'Europe/London' }).plus({ days: plusDays }).toMillis();
const localDayOf = (instant: number): string =>
  DateTime.fromMillis(instant, { zone: 'Europe/London' }).toISODate()!;
const holds = ({ first, end }: Days, day: number): boolean => day >= first && (end === null || day < end);
const someHolds = (all: readonly Days[], day: number): boolean => all.some((each) => holds(each, day));

/** The same date so many months before, or the last day of that month. */
function monthsBefore(number: number, months: number): number {
  const [year, month, date] = dayOf(number).split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return numberOf(
    new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10),
  );
}

/** Of which places, by their numbers; and whether whoever is over the command area belongs to them. */
export interface Of {
  places: readonly number[];
  kind: 'force' | 'area' | 'place';
}

/** On these days the area of the report has these places. */
export const placesOfArea = (life: Life, to: string): number[] => {
  const today = localDayOf(life.cutOff);
  const on = numberOf(to < today ? to : today);
  return life.members.filter((each) => holds(each, on)).map(({ place }) => place);
};

/** Every figure by its measure: those of the whole force alone for the force only. */
export function plainFigures(
  life: Life,
  from: string,
  to: string,
  { places, kind }: Of,
): Record<string, Plain> {
  const today = localDayOf(life.cutOff);
  const [first, last] = [
    numberOf(from < life.startsOn ? life.startsOn : from),
    numberOf(to < today ? to : today),
  ];
  const on = last < first ? null : last;
  const has = (place: number): boolean => places.includes(place);
  const [start, end] = [Math.max(local(from), local(life.startsOn)), local(to, 1)];
  const within = (instant: number): boolean => instant >= start && instant < end;

  const seconded = (officer: number, day: number): boolean =>
    life.officers[officer]!.secondments.some((each) => holds(each, day) && (each.end !== null || day <= on!));
  const secondedOut = (officer: number, day: number): boolean => {
    if (!seconded(officer, day)) return false;
    let [a, b] = [day, day];
    while (seconded(officer, a - 1)) a -= 1;
    while (seconded(officer, b + 1)) b += 1;
    return b - a + 1 > 28;
  };
  const assigned = (officer: number, day: number): boolean =>
    someHolds(life.officers[officer]!.over, day) ||
    life.teams.some((each) => each.officer === officer && holds(each, day));
  const ofThese = (officer: number): boolean =>
    kind === 'force' ||
    (kind === 'area' && someHolds(life.officers[officer]!.over, on!)) ||
    life.teams.some((each) => each.officer === officer && has(each.place) && holds(each, on!));
  const serves = (officer: number, day: number): boolean => holds(life.officers[officer]!.service, day);
  const inTeam = (officer: number, day: number): boolean =>
    assigned(officer, day) && serves(officer, day) && !secondedOut(officer, day);

  const figures: Record<string, Plain> = {};
  const numbers = [...life.officers.keys()];
  for (const rank of ['constable', 'pcso', 'sergeant']) {
    let [numerator, denominator] = [0, 0];
    for (const officer of on === null ? [] : numbers) {
      if (life.officers[officer]!.rank !== rank || !inTeam(officer, on!) || !ofThese(officer)) continue;
      denominator += 1;
      let day: number = on!;
      while (day >= monthsBefore(on!, 24) && inTeam(officer, day)) day -= 1;
      if (day < monthsBefore(on!, 24)) numerator += 1;
    }
    figures[`tenure-${rank}`] = { numerator, denominator };
  }
  const heads =
    on === null ? [] : numbers.filter((each) => serves(each, on) && assigned(each, on) && ofThese(each));
  figures['headcount'] = { value: heads.length };

  const existing = on === null ? [] : places.filter((place) => holds(life.places[place]!, on));
  const current = existing.filter((place) => {
    const looked = life.reviews.filter((each) => each.place === place).map(({ day }) => day);
    for (const each of life.priorities.filter((one) => one.place === place)) {
      looked.push(numberOf(localDayOf(each.issueAt)));
      if (each.actionAt !== null) looked.push(numberOf(localDayOf(each.actionAt)));
    }
    return looked.some((day) => day <= on! && day >= monthsBefore(on!, 3));
  });
  figures['priorities-current'] = { numerator: current.length, denominator: existing.length };

  const held = life.events.filter(
    ({ place, at, cancelled }) => has(place) && within(at) && at < life.cutOff && !cancelled,
  );
  figures['beat-meetings-held'] = { value: held.filter(({ type }) => type === 'beat-meeting').length };
  figures['walks-held'] = { value: held.filter(({ type }) => type.endsWith('-walk')).length };

  const tried = new Map<string, boolean>();
  for (const each of life.tries) {
    if (on === null || each.day < first || each.day > last) continue;
    if (each.place === null ? kind !== 'force' : !has(each.place)) continue;
    const key = `${each.place ?? `officer ${each.officer}`} ${each.kind} ${each.day}`;
    tried.set(key, (tried.get(key) ?? false) || each.works);
  }
  const failed = [...tried.values()].filter((works) => !works);
  figures['route-days-failed'] = { numerator: failed.length, denominator: tried.size };

  let [lastDay, afterDue, late, dead] = [0, 0, 0, 0];
  for (const clock of life.clocks) {
    const { due, stopped, takenOut } = clock;
    const counts =
      due >= local(from) && due < end && due < life.cutOff && due - 72 * HOUR >= local(life.startsOn);
    for (const { from: sender, at } of counts ? clock.handedOver : []) {
      if (!has(sender) || at < due - 72 * HOUR) continue;
      if ((stopped !== null && at >= stopped) || (takenOut !== null && at >= takenOut)) continue;
      if (at > due) afterDue += 1;
      else if (at >= due - 24 * HOUR) lastDay += 1;
    }
    for (const alert of clock.alerts) {
      if (!has(clock.place) || alert.superseded || !within(alert.planned) || alert.planned > life.cutOff)
        continue;
      if (alert.late) late += 1;
      if (alert.dead) dead += 1;
    }
  }
  figures['transfers-last-day'] = { value: lastDay };
  figures['transfers-after-due'] = { value: afterDue };
  figures['alerts-late'] = { value: late };
  figures['alerts-dead'] = { value: dead };
  return kind === 'force' ? { ...figures, ...ofForce(life, first, on, within) } : figures;
}

/** What no place is known of. */
function ofForce(
  life: Life,
  first: number,
  on: number | null,
  within: (instant: number) => boolean,
): Record<string, Plain> {
  const days = on === null ? [] : Array.from({ length: on - first + 1 }, (_, index) => first + index);
  const whole = [...new Set(days.map((day) => dayOf(day).slice(0, 7)))].filter((month) => {
    const all = Array.from({ length: 31 }, (_, index) => numberOf(`${month}-01`) + index);
    return all.filter((day) => dayOf(day).startsWith(month)).every((day) => days.includes(day));
  });
  let [rostered, abstracted, above] = [0, 0, 0];
  for (const month of whole) {
    let [all, taken] = [0, 0];
    for (const each of life.hours.filter((one) => one.month === month)) {
      all += each.rostered;
      taken += each.abstracted;
    }
    rostered += all;
    abstracted += taken;
    if (taken * 100 > all * 20) above += 1;
  }
  const posts = on === null ? [] : life.posts.filter((each) => holds(each, on));
  const led = days.filter((day) =>
    life.leads.some((each) => holds(each, day) && holds(life.officers[each.officer]!.service, day)),
  );
  const files = life.imports.filter(
    ({ at, kind, applied }) => applied && kind !== 'police-uk' && within(at) && at <= life.cutOff,
  );
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    abstraction: { numerator: abstracted, denominator: rostered },
    'abstraction-months-above': { value: above },
    posts: { value: sum(posts.map((each) => each.posts)) },
    'uplift-target': { value: sum(posts.map(({ target }) => target ?? 0)) },
    'asb-lead-days': { numerator: led.length, denominator: days.length },
    'import-rows-refused': {
      numerator: sum(files.map(({ refused }) => refused)),
      denominator: sum(files.map(({ rows }) => rows)),
    },
  };
}
