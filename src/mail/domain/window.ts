const QUICK_MS = 500;
const SLOW_MS = 1_000;
/** More at once saves nothing any more, and would all wait for their leases if the process were killed. */
const MOST = 500;

/** How many mails to hold at first: as many again as are on their way, so that no connection ever waits for one. */
export function firstWindow(connections: number): number {
  return connections * 2;
}

/**
 * How many claimed mails to hold at once, after a batch that filled it has ended: some half a second's work. The more
 * there are the less one costs the database; the fewer there are the sooner what they say is sent, and the less waits
 * for the end of a lease if this process dies.
 * @example nextWindow(20, 100, 10) // 40
 */
export function nextWindow(window: number, tookMs: number, connections: number): number {
  if (tookMs < QUICK_MS) return Math.min(MOST, window * 2);
  if (tookMs > SLOW_MS) return Math.max(firstWindow(connections), Math.floor(window / 2));
  return window;
}
