import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { decideAlerts, type PlannedAlert } from '../contacts/domain/planned-alerts.js';
import { urgentFrom } from '../contacts/domain/urgent-from.js';
import { ResponseStandards } from '../contacts/response-standards.js';
import { ForceDatabase } from '../database/force-database.js';
import { dispatchAlerts, type DispatchResult } from './dispatch.query.js';
import { dispatchRules } from './hearings.js';
import { closeListeningGaps } from './listening-gaps.query.js';
import {
  type AlertToWrite,
  claimDueClocks,
  isMoreDue,
  planNext,
  rememberBegin,
  writeAlerts,
} from './sweep.query.js';

const BATCH = 2000;
/** For so long a sweep waits for what other instances are flagging: one mail is to tell a recipient of all of it. */
const TOGETHER_MS = 5_000;
const LOOK_AGAIN_MS = 50;

const alertsRaised = new Counter({
  name: 'npg_alerts_raised_total',
  help: 'Alerts raised by this instance since its start, by stage',
  labelNames: ['stage'],
});

export interface SweepResult extends DispatchResult {
  /** Alerts raised now, by stage. */
  raised: Record<string, number>;
}

/** Finds what somebody must be told as of now, and writes it down; mailing it is the outbox's work. */
@Injectable()
export class AlertsService {
  private readonly logger = new Logger(AlertsService.name);

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly standards: ResponseStandards,
  ) {}

  /**
   * One sweep: flag every clock that has reached a rung, then work out who hears of it. Running it again, or twice at
   * once, raises nothing twice: the rows are unique.
   */
  async raiseAlertsDue(): Promise<SweepResult> {
    const now = this.clock.now();
    const raised: Record<string, number> = {};
    const untilMs = performance.now() + TOGETHER_MS;
    for (;;) {
      const left = await this.sweepBatch(now, raised);
      if (left === 'nothing' || (left === 'to others' && performance.now() > untilMs)) break;
      if (left === 'to others') await sleep(LOOK_AGAIN_MS);
    }
    const today = localDayOf(now);
    const dispatched = await this.database.asSweeper(async (manager) => {
      await rememberBegin(manager, now);
      const rules = dispatchRules(this.standards, today);
      await closeListeningGaps(manager, rules, now, today);
      return dispatchAlerts(manager, rules, now, today);
    });
    if (dispatched.unheard > 0) {
      this.logger.error({
        message: 'alerts nobody can hear: no officer, mailbox or force admin has an address',
        unheard: dispatched.unheard,
      });
    }
    for (const [stage, count] of Object.entries(raised)) alertsRaised.inc({ stage }, count);
    return { raised, ...dispatched };
  }

  private async sweepBatch(
    now: Parameters<typeof claimDueClocks>[1],
    raised: Record<string, number>,
  ): Promise<'more' | 'to others' | 'nothing'> {
    return this.database.asSweeper(async (manager) => {
      const clocks = await claimDueClocks(manager, now, BATCH);
      const decisions = clocks.map((clock) => {
        const { forceId, standardVersion, startedAt } = clock;
        const standard = this.standards.ofClock(forceId, standardVersion, localDayOf(startedAt));
        const urgentAt = urgentFrom(clock, standard);
        const decided = decideAlerts(clock, standard, now);
        const toWrite = (planned: PlannedAlert, superseded: boolean): AlertToWrite => ({
          ...planned,
          ...{ forceId, clockId: clock.id, superseded, urgent: planned.plannedAt >= urgentAt },
        });
        return {
          alerts: [
            ...decided.superseded.map((planned) => toWrite(planned, true)),
            ...(decided.raise ? [toWrite(decided.raise, false)] : []),
          ],
          next: { forceId, id: clock.id, nextAlertAt: decided.nextAlertAt },
        };
      });
      if (decisions.length > 0) {
        const alerts = decisions.flatMap((decision) => decision.alerts);
        const stages = await writeAlerts(manager, alerts, now);
        await planNext(
          manager,
          decisions.map(({ next }) => next),
        );
        for (const stage of stages) raised[stage] = (raised[stage] ?? 0) + 1;
      }
      if (clocks.length === BATCH) return 'more';
      return (await isMoreDue(manager, now)) ? 'to others' : 'nothing';
    });
  }
}
