import { setImmediate } from 'node:timers/promises';

/** After so many rows other requests have their turn: the pages must stay quick while a file is worked on. */
const ROWS_A_BREATH = 250;

/** Waits for other work every now and then: `if (isDue(n)) await breathe()`. */
export const isDue = (rows: number): boolean => rows % ROWS_A_BREATH === 0;

export const breathe = (): Promise<void> => setImmediate();
