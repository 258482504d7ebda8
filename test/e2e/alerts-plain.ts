import { listenersOf } from '../support/real-input/expected-mails.js';
import type { ForceInput } from '../support/real-input/force.js';
import { addDays, HOUR, localDay, startOfDay } from '../support/real-input/local-time.js';

/** Alerts as plain code works them out: the rules read one by one, with nothing of the product. */

/** A moment at which somebody is told; hours from due or from the target. */
export interface PlainRung {
  stage: string;
  hoursFromDue?: number;
  hoursFromTarget?: number;
  repeatEveryHours?: number;
  hears: string[];
  takeUpWithinHours?: number;
}

/** A version of the file, in its own form. */
export interface PlainStandard {
  version: string;
  inForceFrom: string;
  target?: { hours: number } | { workingDays: number };
  rungs: PlainRung[];
  handedOver: string[];
}

/** A contact as plain code sees it. */
export interface Plain {
  reference: string;
  place: string;
  started: number;
  due: number;
  standard: PlainStandard;
  state: 'waiting' | 'answered' | 'excluded';
  takenUp: { at: number; collar: string } | null;
  /** Everything planned after this is still to be decided. */
  decided: number;
  handedOver: number;
  /** What was raised, and not withdrawn since. */
  raised: Raised[];
  /** What went by unsaid, because something later said more. */
  goneBy: Set<string>;
  /** What was raised and waits for the next look, or is to be heard by more people. */
  pending: Raised[];
  toldOf: Map<string, Set<string>>;
  /** What its timeline tells of changed standards. */
  changes: Record<string, string>[];
}

export interface Raised {
  stage: string;
  /** Of the moment: who was told of it is told once. */
  key: string;
  step: number;
  planned: number;
  /** When its rung spoke; each time that a repeating one does is a rung of its own. */
  rungAt: number;
  dispatchedAt: number | null;
  /** Was anybody told? */
  said: boolean;
}

/** A raised alert and who is to hear it. */
export interface OnItsWay {
  raised: Raised;
  to: Set<string>;
}

/** "The version in force on the day the contact was sent": the latest that had begun by then, else the first. */
export const standardOf = (versions: readonly PlainStandard[], sent: number): PlainStandard =>
  versions.filter(({ inForceFrom }) => inForceFrom <= localDay(sent)).at(-1) ?? versions[0]!;

const BANK_HOLIDAYS = ['2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25'];

/** A target is "stricter": it never lies after due. */
export function targetOf({ target }: PlainStandard, started: number, due: number): number | null {
  if (!target) return null;
  if ('hours' in target) return Math.min(due, started + target.hours * HOUR);
  let day = localDay(started);
  for (let left = target.workingDays; left > 0;) {
    day = addDays(day, 1);
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !BANK_HOLIDAYS.includes(day)) left -= 1;
  }
  return Math.min(due, startOfDay(addDays(day, 1)));
}

/** Raise what is to be said as of now. */
export function raise(contact: Plain, now: number): void {
  if (contact.state !== 'waiting') return;
  const owed = plannedUntil(contact, now).filter(({ planned }) => planned > contact.decided);
  const last = owed.pop();
  if (last && !isSaid(contact, last)) {
    contact.raised.push(last);
    contact.pending.push(last);
  }
  for (const { key, step } of owed) contact.goneBy.add(`${key} ${step}`);
  contact.decided = now;
}

/** What went by unsaid may be said after all, if nothing of its moment was. */
function isSaid({ raised, goneBy }: Plain, { key, step }: Raised): boolean {
  const ofMoment = raised.filter((each) => each.key === key);
  return goneBy.has(`${key} ${step}`) ? ofMoment.length > 0 : ofMoment.some((each) => each.step === step);
}

/** Work out who hears of what was raised, of those who were not told. */
export function dispatch(force: ForceInput, contact: Plain, now: number): OnItsWay[] {
  if (contact.state !== 'waiting') return [];
  return contact.pending.splice(0).map((raised) => {
    raised.dispatchedAt = now;
    const told = contact.toldOf.get(raised.key);
    return {
      raised,
      to: new Set([...hearersOf(force, contact, raised, now)].filter((to) => !told?.has(to))),
    };
  });
}

/** Their mails were accepted. @returns whoever had one */
export function send(contact: Plain, onTheirWay: readonly OnItsWay[]): Set<string> {
  for (const { raised, to } of onTheirWay) {
    raised.said ||= to.size > 0;
    contact.toldOf.set(raised.key, new Set([...(contact.toldOf.get(raised.key) ?? []), ...to]));
  }
  return new Set(onTheirWay.flatMap(({ to }) => [...to]));
}

/**
 * "Applied to open ones": what nobody was told of is withdrawn, but that it was handed over; and everything after the
 * latest that was said is decided anew.
 * @returns what was withdrawn
 */
export function changeStandard(contact: Plain, standard: PlainStandard): Raised[] {
  if (contact.state !== 'waiting' || contact.standard.version === standard.version) return [];
  const { started, due, standard: was } = contact;
  const [targetWas, targetIs] = [targetOf(was, started, due), targetOf(standard, started, due)];
  contact.changes.push({
    ...{ from: was.version, to: standard.version },
    ...(targetWas !== null && { targetWas: new Date(targetWas).toISOString() }),
    ...(targetIs !== null && { targetIs: new Date(targetIs).toISOString() }),
  });
  contact.standard = standard;
  const isWithdrawn = ({ said, stage }: Raised): boolean => !said && stage !== 'handed-over';
  const withdrawn = contact.raised.filter(isWithdrawn);
  contact.raised = contact.raised.filter((each) => !isWithdrawn(each));
  contact.pending = contact.pending.filter((each) => !isWithdrawn(each));
  const said = contact.raised.filter(({ stage }) => stage !== 'handed-over').map(({ planned }) => planned);
  contact.decided = Math.max(-Infinity, ...said);
  return withdrawn;
}

/**
 * Of what some were told, whoever waited to be told under the standard before waits no more; if the new one has the stage,
 * it says who else hears.
 * @returns what is still on its way
 */
export function chosenAnew(contact: Plain, waiting: readonly OnItsWay[]): OnItsWay[] {
  return waiting.filter((one) => {
    const { raised, to } = one;
    if (raised.stage === 'handed-over') return true;
    const hasStage = contact.standard.rungs.some(({ stage }) => stage === raised.stage);
    if (to.size > 0 && hasStage) contact.pending.push(raised);
    return false;
  });
}

/** What was said last. */
export const latestOf = ({ raised }: Plain): Raised | undefined =>
  [...raised].sort((a, b) => a.planned - b.planned || a.step - b.step).at(-1);

function hearersOf(
  force: ForceInput,
  { place: code, takenUp, standard }: Plain,
  { stage, step, rungAt }: Raised,
  now: number,
): Set<string> {
  const today = localDay(now);
  const taker =
    takenUp && takenUp.at >= rungAt && force.officers.find((each) => each.collar === takenUp.collar)!;
  const away = taker && taker.absences.some(({ from, until }) => from <= today && today <= until!);
  if (taker && !away) return new Set([taker.dutyEmail!]);
  const first = standard.rungs.findIndex((rung) => rung.stage === stage);
  const called = first < 0 ? [] : standard.rungs.slice(first, first + step + 1).flatMap(({ hears }) => hears);
  return listenersOf(force, code, stage === 'handed-over' ? standard.handedOver : called, today);
}

/** Every rung's latest moment up to now, and the calls of the next rungs after the very latest, in order. */
function plannedUntil({ started, due, takenUp, standard }: Plain, now: number): Raised[] {
  const { rungs } = standard;
  const target = targetOf(standard, started, due);
  const moments = rungs
    .flatMap(({ stage, hoursFromDue, hoursFromTarget, repeatEveryHours }) => {
      const first =
        hoursFromTarget === undefined ? due + hoursFromDue! * HOUR : target! + hoursFromTarget * HOUR;
      const all: Raised[] = [];
      for (let planned = first; planned <= now + 100 * HOUR; planned += repeatEveryHours! * HOUR) {
        const key = repeatEveryHours ? `${stage} ${planned}` : stage;
        all.push({ stage, key, step: 0, planned, rungAt: planned, dispatchedAt: null, said: false });
        if (!repeatEveryHours) break;
      }
      return all;
    })
    .sort((a, b) => a.planned - b.planned);
  const latest = moments.filter(({ planned }) => planned <= now).at(-1);
  if (!latest) return [];
  const passed = rungs.map(({ stage }) =>
    moments.filter((each) => each.stage === stage && each.planned <= now).at(-1),
  );
  const next = moments.find(({ planned }) => planned > latest.planned);
  const calls: Raised[] = [];
  let planned = latest.planned;
  for (
    let index = rungs.findIndex(({ stage }) => stage === latest.stage);
    index < rungs.length - 1;
    index += 1
  ) {
    const within = rungs[index]!.takeUpWithinHours;
    if (within === undefined || (takenUp && takenUp.at >= latest.rungAt)) break;
    planned += within * HOUR;
    if (next && planned >= next.planned) break;
    calls.push({ ...latest, step: calls.length + 1, planned });
  }
  return [
    ...passed.filter((each) => each !== undefined),
    ...calls.filter((each) => each.planned <= now),
  ].sort((a, b) => a.planned - b.planned || placeOf(rungs, a) - placeOf(rungs, b) || a.step - b.step);
}

const placeOf = (rungs: readonly PlainRung[], { stage }: Raised): number =>
  rungs.findIndex((rung) => rung.stage === stage);
