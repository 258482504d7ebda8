import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import { Cron, SchedulerRegistry } from '@nestjs/schedule';
import { Heartbeats } from '../../database/heartbeats.js';
import { ScheduledReports } from './scheduled-reports.service.js';

/** By this name /health knows the job since it made monthly reports alone. */
const JOB = 'monthly-report';

/** Makes what is due at the start and every ten minutes, on every instance. The timer is only a metronome. */
@Injectable()
export class ScheduledReportsJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ScheduledReportsJob.name);
  private running: Promise<void> | null = null;

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
    this.running ??= this.makeAll().finally(() => (this.running = null));
    await this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async makeAll(): Promise<void> {
    try {
      const result = await this.heartbeats.around(JOB, () => this.reports.makeReportsDue());
      if (result.made > 0) this.logger.log({ message: 'scheduled reports made', ...result });
    } catch (error) {
      this.logger.error({
        message: 'a job failed and will run again',
        job: JOB,
        error: (error as Error).message,
      });
    }
  }
}
