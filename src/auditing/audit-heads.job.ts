import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import { Cron, SchedulerRegistry } from '@nestjs/schedule';
import { JobRun } from '../common/job-run.js';
import { Heartbeats } from '../database/heartbeats.js';
import { AuditHeads } from './audit-heads.service.js';

const JOB = 'audit-heads';

/** Publishes what is due at the start and every ten minutes, on every instance. The timer is only a metronome. */
@Injectable()
export class AuditHeadsJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly running = new JobRun(new Logger(AuditHeadsJob.name), JOB);

  constructor(
    private readonly heads: AuditHeads,
    private readonly heartbeats: Heartbeats,
    /** Absent where no jobs run by the clock on the wall; then the start publishes nothing either. */
    @Optional() private readonly scheduler?: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    if (this.scheduler) void this.run();
  }

  @Cron('30 5/10 * * * *', { name: JOB })
  async run(): Promise<void> {
    await this.running.once(() => this.heartbeats.around(JOB, () => this.heads.publishHeadsDue()));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running.ended();
  }
}
