import { isOwn, type Listener } from '../../contacts/domain/response-standard.js';

export interface Recipient {
  kind: string;
  id: string;
}

/** Somebody who should hear of a place, by what they are to it. One may be several things. */
export interface PlaceListener extends Recipient {
  who: Listener;
  /** Why they cannot hear anything today; null if they can. */
  skipped: string | null;
}

export interface AlertToHear {
  /** Who hears its rung and step. */
  hears: readonly Listener[];
  /** Did a mail about it come back as refused or given up? Then it goes to somebody who was not told. */
  climbed: boolean;
  /** Whoever took it up, if they can hear; they hear alone. */
  taker: Recipient | null;
  /**
   * Was this recipient told of its rung, or is told at this moment (`heard-before`), or cannot be reached by mail
   * (`mail-failed`)? Undefined if none of these.
   */
  toldHow: (recipient: Recipient) => string | undefined;
}

export interface Choice {
  tell: Recipient[];
  /** Who should hear and cannot, with the reason. */
  skipped: (Recipient & { skipped: string })[];
  /** It reaches none of the neighbourhood's own people. */
  deserted: boolean;
  /** Is there nothing more to choose? If nobody can hear it at all, it stays to be said. */
  settled: boolean;
}

/**
 * Who must hear an alert? "Absent goes to the deputy; nobody left goes to the supervisor and opens a coverage gap. An
 * officer who took the contact up hears alone until the next rung." For a neighbourhood none of whose own supervisors can
 * hear, those of its command area are its supervisors. Where none of those exists, or everybody was told and it climbed,
 * the first of those who are left hears.
 *
 * @example chooseRecipients({ hears: ['lead'], ... }, [absentLead, deputy], []).tell // the deputy
 */
export function chooseRecipients(
  alert: AlertToHear,
  listeners: readonly PlaceListener[],
  nobodyLeft: readonly Listener[],
): Choice {
  const { hears, climbed, taker, toldHow } = alert;
  const wasTold = (recipient: Recipient): boolean => toldHow(recipient) !== undefined;
  const answering = withStandIns(listeners);
  const candidates = answering
    .filter(({ who }) => hears.includes(who))
    .map((listener) => ({ ...listener, skipped: taker ? 'taken-up' : listener.skipped }));
  const able = answering.filter(({ skipped }) => skipped === null);
  const deputies = candidates.some(
    ({ who, skipped }) => isAway(skipped) && (who === 'lead' || who === 'named'),
  )
    ? able.filter(({ who }) => who === 'deputy')
    : [];
  const heard = once([
    ...(taker ? [taker] : []),
    ...candidates.filter(({ skipped }) => skipped === null),
    ...deputies,
  ]);
  const own = new Set(listeners.filter(({ who }) => isOwn(who)).map(keyOf));
  const deserted = !taker && hears.some(isOwn) && !heard.some((recipient) => own.has(keyOf(recipient)));
  const reached = deserted ? once([...heard, ...able.filter(({ who }) => who === 'supervisor')]) : heard;
  const news = reached.filter((recipient) => !wasTold(recipient));
  const passedOn =
    news.length === 0 && (climbed || reached.length === 0)
      ? firstLeft(able, nobodyLeft, climbed ? wasTold : () => false)
      : [];
  // Asked again of an alert that was told, the first of those who are left may have heard already.
  const tell = news.length > 0 ? news : passedOn.filter((recipient) => !wasTold(recipient));
  const told = new Set(tell.map(keyOf));
  return {
    tell,
    skipped: whyNot([
      ...candidates.filter((one) => !told.has(keyOf(one))),
      // Whoever can hear and is not told has heard: it is written down, or nobody could tell why they were left out.
      ...reached
        .filter((one) => !told.has(keyOf(one)))
        .map((one) => ({ ...one, skipped: toldHow(one) ?? null })),
    ]),
    deserted,
    settled: climbed || reached.length > 0 || passedOn.length > 0,
  };
}

/** "A rung must not fall silent": where no supervisor of the neighbourhood can hear, those of its command area do. */
function withStandIns(listeners: readonly PlaceListener[]): readonly PlaceListener[] {
  if (listeners.some(({ who, skipped }) => who === 'supervisor' && skipped === null)) return listeners;
  const area = listeners.filter(({ who, skipped }) => who === 'area-supervisor' && skipped === null);
  return [...listeners, ...area.map((one) => ({ ...one, who: 'supervisor' as const }))];
}

/** To tell recipients apart. */
export function keyOf({ kind, id }: Recipient): string {
  return `${kind} ${id}`;
}

const isAway = (skipped: string | null): boolean => skipped !== null && skipped !== 'taken-up';

/** Of those who are left and were not told, everybody who is what comes first in the list. */
function firstLeft(
  able: readonly PlaceListener[],
  nobodyLeft: readonly Listener[],
  wasTold: (recipient: Recipient) => boolean,
): Recipient[] {
  for (const who of nobodyLeft) {
    const left = able.filter((listener) => listener.who === who && !wasTold(listener));
    if (left.length > 0) return once(left);
  }
  return [];
}

function once(recipients: readonly Recipient[]): Recipient[] {
  return [...new Map(recipients.map(({ kind, id }) => [keyOf({ kind, id }), { kind, id }])).values()];
}

/** One reason each, whatever else they are. */
function whyNot(candidates: readonly (Recipient & { skipped: string | null })[]): Choice['skipped'] {
  const reasons = new Map<string, Recipient & { skipped: string }>();
  for (const { kind, id, skipped } of candidates) {
    const known = reasons.get(keyOf({ kind, id }));
    if (skipped !== null && (!known || skipped < known.skipped))
      reasons.set(keyOf({ kind, id }), { kind, id, skipped });
  }
  return [...reasons.values()];
}
