import { Injectable, Optional } from '@nestjs/common';
import { Cron, SchedulerRegistry } from '@nestjs/schedule';
import { Heartbeats } from '../database/heartbeats.js';
import { JobFromStart } from '../database/job.js';
import { AuditHeads } from './audit-heads.service.js';

const JOB = 'audit-heads';

/** Publishes what is due at the start and every ten minutes, on every instance. The timer is only a metronome. */
@Injectable()
export class AuditHeadsJob extends JobFromStart {
  constructor(
    private readonly heads: AuditHeads,
    heartbeats: Heartbeats,
    @Optional() scheduler?: SchedulerRegistry,
  ) {
    super(JOB, heartbeats, scheduler);
  }

  @Cron('30 5/10 * * * *', { name: JOB })
  async run(): Promise<void> {
    await this.once(() => this.heads.publishHeadsDue());
  }
}
