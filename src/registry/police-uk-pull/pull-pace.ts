/** How politely the national interface is asked, and how long it is waited for. */
export interface PullPace {
  /** Between the beginnings of two requests. "15 requests a second with bursts of 30, then 429": five leave room for others. */
  betweenMs: number;
  timeLimitMs: number;
  /** 20,000 points of a boundary are a megabyte. */
  sizeLimitBytes: number;
  /** Of one pull, so that its answers fit into memory. */
  totalLimitBytes: number;
  /** How often one question is asked before it counts as not answered. */
  tries: number;
  /** Before the second try; twice as long before each further one, and never shorter than the server asks. */
  backOffMs: number;
  longestBackOffMs: number;
  /** So many questions in a row without an answer, and the server counts as down. */
  unansweredInARow: number;
}

export const POLITE_PACE: PullPace = {
  betweenMs: 200,
  timeLimitMs: 20_000,
  sizeLimitBytes: 5 * 1024 * 1024,
  totalLimitBytes: 200 * 1024 * 1024,
  tries: 4,
  backOffMs: 2_000,
  longestBackOffMs: 60_000,
  unansweredInARow: 5,
};

export const PULL_PACE = Symbol('how politely the national interface is asked');
