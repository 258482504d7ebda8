import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { SchedulerRegistry } from '@nestjs/schedule';
import { JobRun } from '../common/job-run.js';
import type { Heartbeats } from './heartbeats.js';

/**
 * What the jobs of a process have in common: no run begins while one is under way or once the process stops, each says in
 * `heartbeat` that it began and ended, and whoever stops the process waits for the one that is under way. When a job runs
 * is its own to say; that two instances do nothing twice is the database's doing.
 */
export abstract class Job implements BeforeApplicationShutdown {
  protected readonly logger: Logger;
  private readonly current: JobRun;
  private stopping = false;

  constructor(
    /** As `heartbeat`, `/health` and the log know it. */
    readonly job: string,
    private readonly heartbeats: Heartbeats,
  ) {
    this.logger = new Logger(new.target.name);
    this.current = new JobRun(this.logger, job);
  }

  /** SIGTERM: begin nothing more, finish what was begun. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.onStop();
    await this.current.ended();
  }

  /** May the next part of the work begin? */
  protected goesOn(): boolean {
    return !this.stopping;
  }

  /** For a job that hands its work to somebody who must be told to stop as well. */
  protected onStop(): void {}

  /** Do the work, or join the run that is under way; what fails is with the next run. */
  protected async once(work: () => Promise<object>): Promise<void> {
    await this.quietly(() => this.heartbeats.around(this.job, work));
  }

  /** The same without a heartbeat, for a job that runs far more often than anybody looks. */
  protected async quietly(work: () => Promise<unknown>): Promise<void> {
    if (this.goesOn()) await this.current.once(work);
  }
}

/** A job that runs at the start, too: what became due while nothing ran does not wait for the clock on the wall. */
export abstract class JobFromStart extends Job implements OnApplicationBootstrap {
  constructor(
    job: string,
    heartbeats: Heartbeats,
    /** Absent where no jobs run by the clock on the wall; then the start runs none either. */
    private readonly scheduler: SchedulerRegistry | undefined,
  ) {
    super(job, heartbeats);
  }

  abstract run(): Promise<void>;

  onApplicationBootstrap(): void {
    if (this.scheduler) void this.run();
  }
}
