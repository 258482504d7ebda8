import { setImmediate } from 'node:timers/promises';

const LONGEST_MS = 15;

/** Lets others have their turn during long work: whoever computes asks it between two small steps. */
export class Breather {
  private since = performance.now();

  async breathe(): Promise<void> {
    if (performance.now() - this.since < LONGEST_MS) return;
    await setImmediate();
    this.since = performance.now();
  }
}
