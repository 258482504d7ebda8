/** What the operational routes must know of the start. */
export interface OperationsOptions {
  /** No sweep for longer than this, in minutes, is a failure. */
  sweepStaleMinutes: number;
  /** Where mail goes from here. */
  mail: 'smtp' | 'kept for the trial' | 'not configured';
}

export const OPERATIONS_OPTIONS = Symbol('what the operational routes must know');
