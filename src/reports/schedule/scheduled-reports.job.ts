import { Injectable, Optional } from '@nestjs/common';
import { Cron, SchedulerRegistry } from '@nestjs/schedule';
import { Heartbeats } from '../../database/heartbeats.js';
import { JobFromStart } from '../../database/job.js';
import { ScheduledReports } from './scheduled-reports.service.js';

/** By this name /health knows the job since it made monthly reports alone. */
const JOB = 'monthly-report';

/** Makes what is due at the start and every ten minutes, on every instance. The timer is only a metronome. */
@Injectable()
export class ScheduledReportsJob extends JobFromStart {
  constructor(
    private readonly reports: ScheduledReports,
    heartbeats: Heartbeats,
    @Optional() scheduler?: SchedulerRegistry,
  ) {
    super(JOB, heartbeats, scheduler);
  }

  @Cron('0 */10 * * * *', { name: JOB })
  async run(): Promise<void> {
    await this.once(async () => {
      const result = await this.reports.makeReportsDue();
      if (result.made > 0) this.logger.log({ message: 'scheduled reports made', ...result });
      return result;
    });
  }
}
