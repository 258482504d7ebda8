import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Cron, Interval } from '@nestjs/schedule';
import { Counter } from 'prom-client';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { Heartbeats } from '../../database/heartbeats.js';
import { ResponseMonths } from './response-months.service.js';

const REFRESH_EVERY_MS = 20_000;

const differingCells = new Counter({
  name: 'npg_report_rollup_differences_total',
  help: 'Cells of counted months that the nightly comparison found to differ from the clocks',
});

/**
 * Keeps the counted months up to date, and compares them with the clocks every night. Figures never wait for it: what is
 * marked is read from the clocks until it is counted.
 */
@Injectable()
export class ResponseMonthsJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ResponseMonthsJob.name);
  private running: Promise<void> | null = null;

  constructor(
    private readonly months: ResponseMonths,
    private readonly heartbeats: Heartbeats,
  ) {}

  @Interval('response-months', REFRESH_EVERY_MS)
  async refresh(): Promise<void> {
    this.running ??= this.guarded('response-months', () => this.months.refresh()).finally(
      () => (this.running = null),
    );
    await this.running;
  }

  // Outside 01:00 to 02:00, which in March does not exist and in October comes twice.
  @Cron('0 40 3 * * *', { name: 'response-months-compared', timeZone: LOCAL_ZONE })
  async compare(): Promise<void> {
    await this.guarded('response-months-compared', async () => {
      const found = await this.months.compare();
      if (found.differing > 0) {
        differingCells.inc(found.differing);
        this.logger.error({
          message: 'counted months differed from their clocks; they are counted anew, find out why',
          ...found,
        });
      }
      return found;
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async guarded(job: string, work: () => Promise<object>): Promise<void> {
    try {
      await this.heartbeats.around(job, work);
    } catch (error) {
      this.logger.error({
        message: 'a job failed and will run again',
        job,
        error: (error as Error).message,
      });
    }
  }
}
