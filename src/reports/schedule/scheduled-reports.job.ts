import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import { Cron, SchedulerRegistry } from '@nestjs/schedule';
import { JobRun } from '../../common/job-run.js';
import { Heartbeats } from '../../database/heartbeats.js';
import { ScheduledReports } from './scheduled-reports.service.js';

/** By this name /health knows the job since it made monthly reports alone. */
const JOB = 'monthly-report';

/** Makes what is due at the start and every ten minutes, on every instance. The timer is only a metronome. */
@Injectable()
export class ScheduledReportsJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ScheduledReportsJob.name);
  private readonly current = new JobRun(this.logger, JOB);

  constructor(
    private readonly reports: ScheduledReports,
    private readonly heartbeats: Heartbeats,
    /** Absent where no jobs run by the clock on the wall; then the start makes no reports either. */
    @Optional() private readonly scheduler?: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    if (this.scheduler) void this.run();
  }

  @Cron('0 */10 * * * *', { name: JOB })
  async run(): Promise<void> {
    await this.current.once(() => this.makeAll());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.current.ended();
  }

  private async makeAll(): Promise<void> {
    const result = await this.heartbeats.around(JOB, () => this.reports.makeReportsDue());
    if (result.made > 0) this.logger.log({ message: 'scheduled reports made', ...result });
  }
}
