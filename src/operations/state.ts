import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { AlertRules } from '../alerts/alert-rules.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import {
  ALERTS_STATE,
  type AlertsRow,
  CLOCKS_STATE,
  type ClocksRow,
  OUTBOX_STATE,
  type OutboxRow,
  PULSE,
  type PulseRow,
} from './state.query.js';

/** What is measured of the running whole, across forces; counts only, nothing of a person. */
export interface State {
  at: DateTime;
  /** Milliseconds the database took for one small answer. */
  latencyMs: number;
  /** The database's time less ours, in milliseconds; positive when the database is ahead. */
  clockSkewMs: number;
  /** The end of the last sweep of any instance. */
  sweptAt: DateTime | null;
  /** The end of the last run of the monthly reports of any instance, whether one was due or not. */
  reportsMadeAt: DateTime | null;
  /** The end of the last run of the digests of any instance, whether one was due or not. */
  digestsMadeAt: DateTime | null;
  /** The end of the last run of the route checks of any instance; null where they are off. */
  routesTriedAt: DateTime | null;
  /** The end of the last run of the sealer of the audit log of any instance. */
  sealedAt: DateTime | null;
  /** The end of the last run of the job that publishes heads of the log. */
  headsPublishedAt: DateTime | null;
  /** The end of the last night's erasure, whether anything was due or not. */
  erasedAt: DateTime | null;
  /** The end of the last look for contacts whose keys are to be renewed. */
  keysRenewedAt: DateTime | null;
  /** When the oldest entry of the audit log was written that waits to be sealed; null if none does. */
  unsealedSince: DateTime | null;
  outbox: OutboxRow;
  /** Of the last 24 hours, and as they stand now. */
  alerts: AlertsRow;
  clocks: ClocksRow;
}

/** Whoever asks for health gives up soon; a database that takes longer than this counts as down. */
const ANSWER_WITHIN_MS = 2500;

/** Reads the state, and only once at a time however many ask: the routes that show it are open to everybody. */
@Injectable()
export class StateReader {
  private reading: Promise<State> | null = null;

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly rules: AlertRules,
  ) {}

  /** @throws Error when the database cannot answer, or not soon */
  async read(): Promise<State> {
    this.reading ??= this.readOnce().finally(() => (this.reading = null));
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, refuse) => {
      timer = setTimeout(() => refuse(new Error('The database takes too long.')), ANSWER_WITHIN_MS);
    });
    return Promise.race([this.reading, tooLate]).finally(() => clearTimeout(timer));
  }

  private async readOnce(): Promise<State> {
    const asked = this.clock.now();
    const started = performance.now();
    const [pulse] = await this.database.statement<PulseRow>(PULSE.name, PULSE.text);
    const latencyMs = performance.now() - started;
    return this.database.asSweeper(async (manager) => {
      const [outbox] = await manager.query<[OutboxRow]>(OUTBOX_STATE, [asked]);
      const [alerts] = await manager.query<[AlertsRow]>(ALERTS_STATE, [asked, this.rules.lateAfterMinutes]);
      const [clocks] = await manager.query<[ClocksRow]>(CLOCKS_STATE, [asked]);
      return {
        at: asked,
        latencyMs,
        clockSkewMs: pulse!.database_at.toMillis() - asked.toMillis() - latencyMs / 2,
        sweptAt: pulse!.swept_at,
        reportsMadeAt: pulse!.reports_made_at,
        digestsMadeAt: pulse!.digests_made_at,
        routesTriedAt: pulse!.routes_tried_at,
        sealedAt: pulse!.sealed_at,
        headsPublishedAt: pulse!.heads_published_at,
        erasedAt: pulse!.erased_at,
        keysRenewedAt: pulse!.keys_renewed_at,
        unsealedSince: pulse!.unsealed_since,
        outbox,
        alerts,
        clocks,
      };
    });
  }
}
