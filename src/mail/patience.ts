import { setTimeout as sleep } from 'node:timers/promises';
import { postgresAnswer } from '../web/postgres-failure.js';

const AGAIN_AFTER_MS = 250;

/**
 * Does the work, and again while the database is away or busy, as it is for seconds when it is started anew: what was
 * claimed is held by its lease meanwhile, and dropping it would only make it wait for the lease's end.
 * @param untilMs by `performance.now()`
 */
export async function withPatience<T>(untilMs: number, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const passes = postgresAnswer(error)?.status === 503;
      if (!passes || performance.now() + AGAIN_AFTER_MS > untilMs) throw error;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}
