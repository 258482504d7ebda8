import type { Target } from './target.js';

/**
 * Who can be told: roles of an assignment, the supervisors of the command area, the neighbourhood's team mailbox, the
 * force's admins.
 */
export const LISTENERS = [
  'lead',
  'named',
  'deputy',
  'team',
  'supervisor',
  'area-supervisor',
  'mailbox',
  'force-admin',
] as const;
export type Listener = (typeof LISTENERS)[number];

/** The stage of the alert that tells a neighbourhood that a contact was handed over to it. */
export const HANDED_OVER = 'handed-over';

/** One moment at which somebody is told, relative to due or to the target; a repeating one comes again until the clock ends. */
export interface Rung {
  stage: string;
  /** One of the two; negative is before it. */
  hoursFromDue?: number;
  hoursFromTarget?: number;
  repeatEveryHours?: number;
  hears: Listener[];
  /** If nobody has taken the contact up so long after this rung, those of the next rung hear of it as well. */
  takeUpWithinHours?: number;
}

/** A version of when to warn and whom. The 72 hours themselves are not part of it. */
export interface ResponseStandard {
  version: string;
  /** First local day whose clocks it governs. */
  inForceFrom: string;
  /** The force's own, stricter time to answer; without one there are the 72 hours alone. */
  target?: Target;
  rungs: Rung[];
  /** Who hears that a contact was handed over to their neighbourhood. */
  handedOver: Listener[];
}

/** The version in force on the local day the clock started: the latest that had begun by then, else the first. */
export function standardOn(standards: readonly ResponseStandard[], day: string): ResponseStandard {
  const inForce = standards.filter((standard) => standard.inForceFrom <= day);
  return inForce.at(-1) ?? standards[0]!;
}

/**
 * Who hears of a stage. Each step up its ladder adds those of the next rung in the file, and keeps those before, because
 * after downtime the latest step alone is told.
 */
export function hearsOf({ rungs, handedOver }: ResponseStandard, stage: string, step: number): Listener[] {
  const first = stage === HANDED_OVER ? handedOver : [];
  const from = stage === HANDED_OVER ? 0 : rungs.findIndex((rung) => rung.stage === stage);
  if (from < 0) return [];
  const reach = stage === HANDED_OVER ? step : step + 1;
  return [...new Set([...first, ...rungs.slice(from, from + reach).flatMap(({ hears }) => hears)])];
}

/** How many steps a stage's ladder has above its own listeners. */
export function stepsAbove({ rungs }: ResponseStandard, stage: string): number {
  return stage === HANDED_OVER
    ? rungs.length
    : rungs.length - 1 - rungs.findIndex((rung) => rung.stage === stage);
}

/** The roles of a neighbourhood's own people. */
const OWN: readonly Listener[] = ['lead', 'named', 'deputy', 'team'];

/**
 * Which of a neighbourhood's own people does a version name anywhere? An absent lead or named officer is heard for by the
 * deputy, so a version that names those names the deputy as well.
 */
export function ownListeners({ rungs, handedOver }: ResponseStandard): Listener[] {
  const named = new Set([...handedOver, ...rungs.flatMap(({ hears }) => hears)]);
  if (named.has('lead') || named.has('named')) named.add('deputy');
  return OWN.filter((who) => named.has(who));
}

/** Is this listener one of a neighbourhood's own people? */
export const isOwn = (who: Listener): boolean => OWN.includes(who);
