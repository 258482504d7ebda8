import { Injectable } from '@nestjs/common';
import { Cron, Interval } from '@nestjs/schedule';
import { Counter } from 'prom-client';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { orNextRun } from '../../common/job-run.js';
import { Heartbeats } from '../../database/heartbeats.js';
import { Job } from '../../database/job.js';
import { ResponseMonths } from './response-months.service.js';

const REFRESH = 'response-months';
const COMPARE = 'response-months-compared';
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
export class ResponseMonthsJob extends Job {
  constructor(
    private readonly months: ResponseMonths,
    private readonly beats: Heartbeats,
  ) {
    super(REFRESH, beats);
  }

  @Interval(REFRESH, REFRESH_EVERY_MS)
  async refresh(): Promise<void> {
    await this.once(() => this.months.refresh());
  }

  // Outside 01:00 to 02:00, which in March does not exist and in October comes twice.
  @Cron('0 40 3 * * *', { name: COMPARE, timeZone: LOCAL_ZONE })
  async compare(): Promise<void> {
    await orNextRun(this.logger, COMPARE, () =>
      this.beats.around(COMPARE, async () => {
        const found = await this.months.compare();
        if (found.differing > 0) {
          differingCells.inc(found.differing);
          this.logger.error({
            message: 'counted months differed from their clocks; they are counted anew, find out why',
            ...found,
          });
        }
        return found;
      }),
    );
  }
}
