import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { orNextRun } from '../common/job-run.js';
import { Heartbeats } from '../database/heartbeats.js';
import { type SendResult, Sender } from '../mail/sender.js';
import { AlertsService, type SweepResult } from './alerts.service.js';

const SWEEP_EVERY_MS = 5_000;
const SEND_EVERY_MS = 5_000;

/**
 * The metronome: sweep and send every 5 seconds, and send at once what a sweep has queued. It fires on every instance;
 * that nothing happens twice is the database's doing, not the timer's. A missed tick costs nothing.
 */
@Injectable()
export class AlertsJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger(AlertsJob.name);
  private readonly running = new Map<string, Promise<unknown>>();
  private stopping = false;

  constructor(
    private readonly alerts: AlertsService,
    private readonly sender: Sender,
    private readonly heartbeats: Heartbeats,
  ) {}

  /** One sweep and the mails it leads to. */
  async tick(): Promise<SweepResult & SendResult> {
    return { ...(await this.sweepOnce()), ...(await this.sender.sendDue()) };
  }

  /** One sweep; what it found to be said is mailed by the next run of the sender. */
  async sweepOnce(): Promise<SweepResult> {
    return this.heartbeats.around('sweep', () => this.alerts.raiseAlertsDue());
  }

  // The sweep never waits for mail: a slow mail server must not keep clocks from being flagged.
  @Interval('sweep', SWEEP_EVERY_MS)
  async sweep(): Promise<void> {
    const swept = await this.oneAtATime('sweep', () => this.sweepOnce());
    if (swept?.mails) await this.send();
  }

  @Interval('send', SEND_EVERY_MS)
  async send(): Promise<void> {
    await this.oneAtATime('send', () => this.sender.sendDue());
  }

  /** SIGTERM: claim nothing more, finish what was begun, then let the connections go. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.sender.stop();
    await Promise.allSettled(this.running.values());
  }

  // A slow run is not overtaken by the next tick of the same kind.
  private async oneAtATime<Result>(name: string, work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.stopping || this.running.has(name)) return undefined;
    const run = orNextRun(this.logger, name, work);
    this.running.set(name, run);
    const result = await run;
    this.running.delete(name);
    return result;
  }
}
