import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { ImportSteps, PreviewOutdated, type Report } from './import-steps.js';
import {
  type ClaimedImport,
  claimNext,
  type Finish,
  finishWork,
  forcesWithWork,
  giveBack,
  reportProgress,
} from './import-work.query.js';
import { rowsOfPreview } from './preview-rows.js';
import { addPreviewRows, removePreviewRows } from './import-rows.query.js';

const LOOK_EVERY_MS = 5_000;
/** A claim without progress for so long is that of a process that died. */
const CLAIM_SECONDS = 60;
const REPORT_EVERY_MS = 500;

/** What becomes of an import whose work failed, by what it was. */
const AFTER_FAILURE = { previewing: 'refused', applying: 'previewed', undoing: 'applied' } as const;

class Stopping extends Error {}

/**
 * Works on imports in this process while it answers requests: one of a force at a time, claimed in the database, so that
 * several processes share them and what a dead one had begun is begun anew.
 */
@Injectable()
export class ImportWorker implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportWorker.name);
  private readonly running = new Map<string, Promise<void>>();
  private stopping = false;

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly steps: ImportSteps,
  ) {}

  /** Whatever waits, of whichever force. */
  @Interval('imports', LOOK_EVERY_MS)
  async workOff(): Promise<void> {
    if (this.stopping) return;
    try {
      const now = this.clock.now();
      const forces = await this.database.asSweeper((manager) => forcesWithWork(manager, now));
      await Promise.all(forces.map((forceId) => this.wake(forceId)));
    } catch (error) {
      this.logger.error({ message: 'imports could not be looked for', error: (error as Error).message });
    }
  }

  /** Work on the imports of a force until none waits; several calls are one work. */
  wake(forceId: string): Promise<void> {
    const before = this.running.get(forceId) ?? Promise.resolve();
    const run = before.then(() => this.workOffForce(forceId));
    this.running.set(forceId, run);
    return run.finally(() => {
      if (this.running.get(forceId) === run) this.running.delete(forceId);
    });
  }

  /** SIGTERM: what is under way is taken back and given to the next process. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled(this.running.values());
  }

  private async workOffForce(forceId: string): Promise<void> {
    try {
      for (;;) {
        if (this.stopping) return;
        const now = this.clock.now();
        const until = now.plus({ seconds: CLAIM_SECONDS });
        const one = await this.database.inForce(forceId, (manager) =>
          claimNext(manager, forceId, newId(), now, until),
        );
        if (!one) return;
        await this.workOn(one);
      }
    } catch (error) {
      this.logger.error({
        message: 'an import could not be worked on and will be tried again',
        forceId,
        error: (error as Error).message,
      });
    }
  }

  private async workOn(one: ClaimedImport): Promise<void> {
    const progress = new ProgressReports((done, total) => this.report(one, done, total));
    const report: Report = (done, total) => {
      if (this.stopping) throw new Stopping();
      progress.say(done, total);
    };
    try {
      if (one.state === 'previewing') await this.steps.preview(one, report);
      else if (one.state === 'applying') await this.steps.apply(one, report);
      else await this.steps.undo(one);
    } catch (error) {
      await progress.told;
      await this.afterFailure(one, error);
    }
  }

  private async afterFailure(one: ClaimedImport, error: unknown): Promise<void> {
    const { forceId, id } = one;
    const at = this.clock.now();
    await this.database.inForce(forceId, async (manager) => {
      if (error instanceof Stopping) return giveBack(manager, one);
      if (error instanceof PreviewOutdated) {
        const problem =
          'The registry changed after the preview was made, so nothing was applied. This is a new preview.';
        await finishWork(manager, one, { state: 'waiting', problem, at });
        return;
      }
      if (one.state === 'previewing' && error instanceof DomainError) {
        const problems = error.fields.map(({ field, message }) => ({ where: field, reason: message }));
        await removePreviewRows(manager, forceId, id);
        const rows = rowsOfPreview(
          [],
          problems.map(({ where, reason }) => {
            const [, place = where, column] = /^(.*?)(?:, ([^,]+))?$/.exec(where) ?? [];
            return { where: place, ...(column && { column }), reason };
          }),
        );
        await addPreviewRows(manager, forceId, id, rows);
      }
      const state = AFTER_FAILURE[one.state];
      await finishWork(manager, one, { state, problem: this.problemOf(one, error), at } satisfies Finish);
    });
  }

  private problemOf({ forceId, id, state }: ClaimedImport, error: unknown): string {
    if (error instanceof DomainError) return error.message;
    const { code } = ((error as { driverError?: unknown }).driverError ?? {}) as { code?: string };
    if (code === '23503' || code === '23P01' || code === '23505') {
      return 'Somebody changed the registry meanwhile, so nothing was changed by this import. Try again.';
    }
    this.logger.error({
      message: 'the work on an import failed',
      forceId,
      importId: id,
      state,
      error: (error as Error).message,
    });
    return 'Something went wrong here, and nothing was changed. Try again; if it goes wrong again, tell whoever runs this service.';
  }

  private async report(one: ClaimedImport, done: number, total: number): Promise<void> {
    const until = this.clock.now().plus({ seconds: CLAIM_SECONDS });
    await this.database
      .inForce(one.forceId, (manager) => reportProgress(manager, one, done, total, until))
      .catch(() => undefined);
  }
}

/** Tells progress now and then, one telling at a time: the work does not wait for it. */
class ProgressReports {
  told: Promise<void> = Promise.resolve();
  private next = 0;

  constructor(private readonly tell: (done: number, total: number) => Promise<void>) {}

  say(done: number, total: number): void {
    const now = performance.now();
    // The last step is told with the outcome, by the transaction of the work itself.
    if (now < this.next || done >= total) return;
    this.next = now + REPORT_EVERY_MS;
    this.told = this.told.then(() => this.tell(done, total));
  }
}
