import type { Logger } from '@nestjs/common';

/** Does the work of a job. What fails is logged and no more: the next run does it. */
export async function orNextRun<Result>(
  logger: Logger,
  job: string,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    logger.error({ message: 'a job failed and will run again', job, error: (error as Error).message });
    return undefined;
  }
}

/** The run of a job in this process: never two at once, and whoever stops the process waits until it has ended. */
export class JobRun {
  private running: Promise<unknown> | null = null;

  constructor(
    private readonly logger: Logger,
    private readonly job: string,
  ) {}

  /** Do the work, or join what is under way. */
  async once(work: () => Promise<unknown>): Promise<void> {
    this.running ??= orNextRun(this.logger, this.job, work).finally(() => (this.running = null));
    await this.running;
  }

  async ended(): Promise<void> {
    await this.running;
  }
}
