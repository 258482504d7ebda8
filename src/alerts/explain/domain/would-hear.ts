import type { Listener } from '../../../contacts/domain/response-standard.js';
import { chooseRecipients } from '../../domain/recipients.js';

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

/**
 * Who would hear an alert if it went out now, by the rule that works out recipients.
 * @param hears whom the rung and its steps call
 * @param taker who has taken it up since its rung first spoke, and can hear
 * @param toldHow why somebody hears nothing more of its rung: they did already, or mail does not reach them
 */
export function wouldHear(
  listeners: readonly PlaceListener[],
  hears: readonly Listener[],
  nobodyLeft: readonly Listener[],
  taker: PlaceListener | null,
  toldHow: (recipient: { kind: string; id: string }) => string | undefined = () => undefined,
): Heard {
  const alert = { hears, climbed: false, taker, toldHow };
  const { tell, skipped, deserted } = chooseRecipients(alert, listeners, nobodyLeft);
  const called = listeners.filter(({ who }) => hears.includes(who));
  const labelled = (one: { kind: string; id: string }): PlaceListener =>
    [...(taker ? [taker] : []), ...called, ...listeners].find(
      ({ kind, id }) => kind === one.kind && id === one.id,
    )!;
  return {
    told: tell.map(labelled),
    skipped: skipped.map((one) => ({ ...labelled(one), skipped: one.skipped })),
    gap: deserted,
  };
}
