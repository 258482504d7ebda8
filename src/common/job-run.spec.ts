import { describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { JobRun, orNextRun } from './job-run.js';

class Kept extends Logger {
  readonly errors: unknown[] = [];

  override error(message: unknown): void {
    this.errors.push(message);
  }
}

/** Work that ends when it is told to, and counts how often it was begun. */
function workToEnd(): { work: () => Promise<void>; end: () => void; begun: () => number } {
  let begun = 0;
  let end = (): void => undefined;
  const work = (): Promise<void> => {
    begun += 1;
    return new Promise((resolve) => (end = resolve));
  };
  return { work, end: () => end(), begun: () => begun };
}

describe('a run of a job', () => {
  it('is joined by whoever asks for it while it is under way, and begins again once it has ended', async () => {
    const { work, end, begun } = workToEnd();
    const run = new JobRun(new Kept(), 'sweep');
    const both = [run.once(work), run.once(work)];
    expect(begun()).toBe(1);
    end();
    await Promise.all(both);
    const again = run.once(work);
    expect(begun()).toBe(2);
    end();
    await again;
  });

  it('is waited for when the process stops', async () => {
    const { work, end } = workToEnd();
    const run = new JobRun(new Kept(), 'sweep');
    const order: string[] = [];
    const running = run.once(work).then(() => order.push('done'));
    const stopped = run.ended().then(() => order.push('stopped'));
    await new Promise(setImmediate);
    expect(order).toEqual([]);
    end();
    await Promise.all([running, stopped]);
    expect(order).toEqual(['done', 'stopped']);
    await run.ended();
  });

  it('that fails is logged by the name of its job, and the next run begins', async () => {
    const logger = new Kept();
    const run = new JobRun(logger, 'sweep');
    await run.once(() => Promise.reject(new Error('no disk')));
    expect(logger.errors).toEqual([
      { message: 'a job failed and will run again', job: 'sweep', error: 'no disk' },
    ]);
    const { work, end, begun } = workToEnd();
    const next = run.once(work);
    expect(begun()).toBe(1);
    end();
    await next;
  });
});

describe('work that the next run would do', () => {
  it('answers with what came of it, or with nothing', async () => {
    const logger = new Kept();
    expect(await orNextRun(logger, 'thin', () => Promise.resolve(3))).toBe(3);
    expect(await orNextRun(logger, 'thin', () => Promise.reject(new Error('locked')))).toBeUndefined();
    expect(logger.errors).toEqual([
      { message: 'a job failed and will run again', job: 'thin', error: 'locked' },
    ]);
  });
});
