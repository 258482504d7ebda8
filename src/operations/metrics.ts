import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, register as sharedRegister, Registry } from 'prom-client';
import { ForceDatabase } from '../database/force-database.js';
import { ageInSeconds } from './health.js';
import { type State, StateReader } from './state.js';

const DURATION_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * What Prometheus reads: the process, every request by its route's pattern (never the address itself, which may
 * hold a reference), and the state of the whole. A feature that counts something of its own adds a counter to
 * prom-client's shared register, and it appears here.
 */
@Injectable()
export class Metrics implements OnModuleInit {
  private readonly own = new Registry();
  private readonly requests = new Histogram({
    name: 'npg_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: DURATION_BUCKETS_SECONDS,
    registers: [this.own],
  });
  private readonly openClocks = this.gauge('npg_clocks_open', 'Clocks that run');
  private readonly overdueClocks = this.gauge('npg_clocks_overdue', 'Clocks that run past their due');
  private readonly outboxWaiting = this.gauge('npg_outbox_waiting', 'Mails that wait to be sent');
  private readonly outboxOldest = this.gauge(
    'npg_outbox_oldest_age_seconds',
    'Age of the oldest waiting mail',
  );
  private readonly outboxDead = this.gauge('npg_outbox_dead', 'Mails given up');
  private readonly alertsLate = this.gauge(
    'npg_alerts_late',
    'Alerts that came late in the last 24 hours, or are late and unsent now',
  );
  private readonly alertsDead = this.gauge(
    'npg_alerts_dead',
    'Alerts of the last 24 hours that could not be delivered to somebody',
  );
  private readonly alertsUnheard = this.gauge('npg_alerts_unheard', 'Alerts that nobody can hear');
  private readonly digestsAge = this.gauge(
    'npg_digests_age_seconds',
    'Time since any instance last looked at digests',
  );
  private readonly sweepAge = this.gauge(
    'npg_sweep_age_seconds',
    'Time since any instance last finished a sweep',
  );
  private readonly unsealedAge = this.gauge(
    'npg_audit_unsealed_age_seconds',
    'Age of the oldest entry of the audit log that waits to be sealed',
  );
  private readonly jobAge = new Gauge({
    name: 'npg_job_age_seconds',
    help: 'Time since any instance last finished a run of the job',
    labelNames: ['job'] as const,
    registers: [this.own],
  });
  private readonly clockSkew = this.gauge(
    'npg_database_clock_skew_seconds',
    'Time of the database less ours',
  );
  private readonly databaseUp = this.gauge('npg_database_up', '1 when the database answers');
  private readonly connections = new Gauge({
    name: 'npg_database_connections',
    help: 'Connections of this instance, and requests that wait for one',
    labelNames: ['state'] as const,
    registers: [this.own],
  });

  constructor(
    private readonly stateReader: StateReader,
    private readonly database: ForceDatabase,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    collectDefaultMetrics({ register: this.own });
  }

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter?.getInstance<FastifyInstance>();
    fastify?.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unmatched';
      this.requests.observe(
        { method: request.method, route, status: reply.statusCode },
        reply.elapsedTime / 1000,
      );
      done();
    });
  }

  /** The text format of Prometheus. With the database down it says so, and leaves out what only it knows. */
  async text(): Promise<string> {
    await this.readState();
    const { total, idle, waiting } = this.database.connections();
    this.connections.set({ state: 'busy' }, total - idle);
    this.connections.set({ state: 'idle' }, idle);
    this.connections.set({ state: 'waited-for' }, waiting);
    return (await Promise.all([this.own.metrics(), sharedRegister.metrics()])).join('\n');
  }

  private async readState(): Promise<void> {
    const gauges = [
      this.openClocks,
      this.overdueClocks,
      this.outboxWaiting,
      this.outboxOldest,
      this.outboxDead,
      this.alertsLate,
      this.alertsDead,
      this.alertsUnheard,
      this.digestsAge,
      this.unsealedAge,
    ];
    for (const gauge of [...gauges, this.sweepAge, this.clockSkew]) gauge.remove();
    this.jobAge.reset();
    const state = await this.stateReader.read().catch(() => null);
    this.databaseUp.set(state ? 1 : 0);
    if (!state) return;
    const { at, alerts, clocks, outbox, sweptAt, digestsMadeAt } = state;
    this.alertsLate.set(alerts.late);
    this.alertsDead.set(alerts.dead);
    this.alertsUnheard.set(alerts.unheard);
    const digestsAge = ageInSeconds(digestsMadeAt, at);
    if (digestsAge !== null) this.digestsAge.set(digestsAge);
    this.openClocks.set(clocks.open);
    this.overdueClocks.set(clocks.overdue);
    this.outboxWaiting.set(outbox.waiting);
    this.outboxDead.set(outbox.dead);
    this.outboxOldest.set(ageInSeconds(outbox.oldest_at, at) ?? 0);
    this.unsealedAge.set(ageInSeconds(state.unsealedSince, at) ?? 0);
    this.setJobAges(state);
    this.clockSkew.set(state.clockSkewMs / 1000);
    const sweepAge = ageInSeconds(sweptAt, at);
    if (sweepAge !== null) this.sweepAge.set(sweepAge);
  }

  /** By the names of `heartbeat`; a job that never ran has no age. */
  private setJobAges(state: State): void {
    const finished = {
      sweep: state.sweptAt,
      'monthly-report': state.reportsMadeAt,
      digests: state.digestsMadeAt,
      'route-checks': state.routesTriedAt,
      'seal-audit': state.sealedAt,
      'audit-heads': state.headsPublishedAt,
      retention: state.erasedAt,
      'contact-keys': state.keysRenewedAt,
    };
    for (const [job, finishedAt] of Object.entries(finished)) {
      const age = ageInSeconds(finishedAt, state.at);
      if (age !== null) this.jobAge.set({ job }, age);
    }
  }

  private gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.own] });
  }
}
