import type { Listener } from '../../../contacts/domain/response-standard.js';

/** Somebody who is something to a neighbourhood today. */
export interface PlaceListener {
  who: Listener;
  kind: string;
  id: string;
  /** How they are told apart: a collar number, a neighbourhood's code, an id. */
  label: string;
  /** Why they can hear nothing; null if they can. */
  skipped: string | null;
}

export interface Heard {
  /** Who would be told. */
  told: PlaceListener[];
  /** Who should be and cannot, with the reason. */
  skipped: PlaceListener[];
  /** Can nobody of the neighbourhood's own people hear it? */
  gap: boolean;
}

const OWN: readonly Listener[] = ['lead', 'named', 'deputy', 'team'];

/**
 * Who would hear an alert if it went out now, by the rules of the statement that works out recipients: whoever took it up
 * hears alone if they can; "absent goes to the deputy; nobody left goes to the supervisor"; and where that is nobody at
 * all, the first of `nobodyLeft` that is there.
 * @param hears whom the rung and its steps call
 * @param taker who has taken it up since its rung first spoke, and can hear
 */
export function wouldHear(
  listeners: readonly PlaceListener[],
  hears: readonly Listener[],
  nobodyLeft: readonly Listener[],
  taker: PlaceListener | null,
): Heard {
  const called = listeners.filter(({ who }) => hears.includes(who));
  if (taker) {
    const others = called.filter(({ kind, id }) => kind !== taker.kind || id !== taker.id);
    return {
      told: [taker],
      skipped: once(others.map((one) => ({ ...one, skipped: 'taken-up' }))),
      gap: false,
    };
  }
  const able = (who: Listener): PlaceListener[] =>
    listeners.filter((one) => one.who === who && one.skipped === null);
  const missing = called.filter(({ skipped }) => skipped !== null);
  const heard = [
    ...called.filter(({ skipped }) => skipped === null),
    ...(missing.some(({ who }) => who === 'lead' || who === 'named') ? able('deputy') : []),
  ];
  const own = OWN.flatMap(able);
  const gap =
    hears.some((who) => OWN.includes(who)) && !heard.some((one) => own.some((other) => isSame(one, other)));
  const reached = once([...heard, ...(gap ? able('supervisor') : [])]);
  const left = nobodyLeft.map(able).find((found) => found.length > 0) ?? [];
  const told = reached.length > 0 ? reached : once(left);
  return { told, skipped: once(missing.filter((one) => !told.some((other) => isSame(one, other)))), gap };
}

const isSame = (one: PlaceListener, other: PlaceListener): boolean =>
  one.kind === other.kind && one.id === other.id;

/** Everybody once, as what they are named first. */
const once = (listeners: readonly PlaceListener[]): PlaceListener[] =>
  listeners.filter((one, index) => listeners.findIndex((other) => isSame(one, other)) === index);
