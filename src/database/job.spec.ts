import { describe, expect, it } from '@jest/globals';
import type { SchedulerRegistry } from '@nestjs/schedule';
import type { ForceDatabase } from './force-database.js';
import { Heartbeats } from './heartbeats.js';
import { JobFromStart } from './job.js';

/** Keeps what would be said, without a database. */
class KeptBeats extends Heartbeats {
  readonly said: string[] = [];

  constructor() {
    super({} as ForceDatabase);
  }

  override async around<T extends object>(job: string, work: () => Promise<T>): Promise<T> {
    this.said.push(`${job} begins`);
    const result = await work();
    this.said.push(`${job} ends`);
    return result;
  }
}

/** Works in parts until it may not go on, each ended from outside. */
class Parts extends JobFromStart {
  parts = 0;
  told = 0;
  end: () => void = () => undefined;

  constructor(beats: Heartbeats, scheduler?: SchedulerRegistry) {
    super('parts', beats, scheduler);
  }

  async run(): Promise<void> {
    await this.once(async () => {
      while (this.goesOn()) {
        this.parts += 1;
        await new Promise<void>((resolve) => (this.end = resolve));
      }
      return {};
    });
  }

  protected override onStop(): void {
    this.told += 1;
  }
}

const moment = (): Promise<void> => new Promise(setImmediate);

describe('a job of a process', () => {
  it('says that it began and ended, and is one run however often it is asked for', async () => {
    const beats = new KeptBeats();
    const job = new Parts(beats);
    const both = [job.run(), job.run()];
    await moment();
    expect([job.parts, beats.said]).toEqual([1, ['parts begins']]);
    const stopped = job.beforeApplicationShutdown();
    job.end();
    await Promise.all([...both, stopped]);
    expect(beats.said).toEqual(['parts begins', 'parts ends']);
  });

  it('finishes the part that was begun before the process stops, and begins no other', async () => {
    const beats = new KeptBeats();
    const job = new Parts(beats);
    void job.run();
    await moment();
    let hasStopped = false;
    const stopped = job.beforeApplicationShutdown().then(() => (hasStopped = true));
    await moment();
    expect([hasStopped, job.told]).toEqual([false, 1]);
    job.end();
    await stopped;
    await job.run();
    expect([job.parts, beats.said.length]).toEqual([1, 2]);
  });

  it.each([
    ['where jobs run by the clock on the wall', {} as SchedulerRegistry, 1],
    ['nowhere else', undefined, 0],
  ])('runs at the start %s', async (_where, scheduler, parts) => {
    const job = new Parts(new KeptBeats(), scheduler);
    job.onApplicationBootstrap();
    await moment();
    expect(job.parts).toBe(parts);
    const stopped = job.beforeApplicationShutdown();
    job.end();
    await stopped;
  });
});
