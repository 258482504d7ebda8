/** A delivery that was handed to the mail server and is not answered yet. */
export interface OnTheWay {
  /** The part of the recipient's address after the @. */
  domain: string;
}

/** Servers that work answer within a fraction of this. */
export const SLOW_AFTER_MS = 1_000;

/** Of all connections nobody slow gets the last quarter, neither one domain nor all the slow ones together. */
export function mostOfOneDomain(connections: number): number {
  return Math.max(1, Math.floor((connections * 3) / 4));
}

/**
 * May a mail to this domain be handed over now? "One slow recipient domain must not stop others": every domain leaves
 * connections for the rest, because it is known to be slow only after it has taken what it gets.
 *
 * @param slow domains whose last answer took longer than `SLOW_AFTER_MS` or is overdue
 * @example mayBegin('a.example', Array(7).fill({ domain: 'a.example' }), 10, new Set()) // false: 3 are for others
 */
export function mayBegin(
  domain: string,
  onTheWay: readonly OnTheWay[],
  connections: number,
  slow: ReadonlySet<string>,
): boolean {
  if (onTheWay.length >= connections) return false;
  const most = mostOfOneDomain(connections);
  const own = onTheWay.filter((other) => other.domain === domain).length;
  if (own >= most) return false;
  return !slow.has(domain) || onTheWay.filter((other) => slow.has(other.domain)).length < most;
}
