import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Counter } from 'prom-client';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { nameChange } from '../changed-by.js';
import type { ContactableConfig } from './contactable-config.js';
import { CONTACTABLE_CONFIG } from './contactable-options.js';
import type { TryOutcome } from './domain/try-outcome.js';
import { keepFailureRuns } from './route-failures.query.js';
import { countedAs, notPublished, subjectOf } from './route-owner.js';
import { RouteTrier, TryGivenUp } from './route-trier.js';
import * as tries from './route-tries.query.js';

const routeTries = new Counter({
  name: 'npg_route_tries_total',
  help: 'Tries of published contact routes by this instance since its start, by kind and outcome',
  labelNames: ['kind', 'outcome'],
});

/** Somebody who asked for a try waits at most so long for its outcome; a request ends after 30. */
const WAIT_FOR_ONE_SECONDS = 15;
const JOB = { kind: 'job', id: 'route-checks' } as const;

/**
 * "Contactable means tried, not typed": claims a published route, tries it and keeps how that ended, in a transaction
 * each. Nothing waits for a host inside a transaction. A process that dies between loses only its claim, which ends.
 */
@Injectable()
export class RouteTries {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly trier: RouteTrier,
    @Inject(CONTACTABLE_CONFIG) private readonly config: ContactableConfig,
  ) {}

  get enabled(): boolean {
    return this.config.enabled;
  }

  /** Which routes of a force are to be tried: those published today. */
  async planTries(forceId: string): Promise<void> {
    await this.database.inForce(forceId, (manager) => this.plan(manager, forceId));
  }

  /** Try the one route of a force that has been due longest; null if none is. */
  async tryNextDue(forceId: string): Promise<TryOutcome | null> {
    const now = this.clock.now();
    const claimed = await this.database.inForce(forceId, (manager) =>
      tries.claimDueTry(manager, forceId, now, localDayOf(now)),
    );
    return claimed && this.tryClaimed(claimed, JOB);
  }

  /**
   * Try one route now, because a person asks for it.
   * @returns how it ended, or null if that takes longer: it goes on, or somebody else is at it already
   */
  async tryAgain(
    forceId: string,
    route: tries.NamedRoute,
    by: { actor: Actor; requestId: string },
  ): Promise<TryOutcome | null> {
    if (!this.enabled) {
      throw DomainError.conflict(
        'Routes are not checked here. Ask whoever runs this server to switch the checks on.',
      );
    }
    const at = this.clock.now();
    const claimed = await this.database.inForce(forceId, async (manager) => {
      await this.plan(manager, forceId);
      if (!(await tries.isPlanned(manager, forceId, route))) {
        throw DomainError.notFound(notPublished(route));
      }
      const one = await tries.claimTry(manager, forceId, route, localDayOf(at));
      if (one) {
        await this.audit.record(manager, {
          forceId,
          at,
          actor: by.actor,
          action: 'collect',
          ...subjectOf(one),
          requestId: by.requestId,
          detail: { route: route.kind, change: 'try-asked-for' },
        });
      }
      return one;
    });
    if (!claimed) return null;
    const patience = new AbortController();
    try {
      return await Promise.race([
        this.tryClaimed(claimed, by.actor, by.requestId),
        sleep(WAIT_FOR_ONE_SECONDS * 1000, null, { signal: patience.signal }),
      ]);
    } finally {
      patience.abort();
    }
  }

  private async plan(manager: EntityManager, forceId: string): Promise<void> {
    const now = this.clock.now();
    const hasPattern = this.config.yourArea[forceId] !== undefined;
    await tries.planTries(manager, forceId, { today: localDayOf(now), now, hasPattern });
  }

  private async tryClaimed(
    claimed: tries.ClaimedTry,
    actor: Actor,
    requestId?: string,
  ): Promise<TryOutcome | null> {
    let said: TryOutcome;
    try {
      said = await this.trier.try(claimed);
    } catch (error) {
      await this.database.inForce(claimed.forceId, (manager) => tries.releaseTry(manager, claimed));
      if (error instanceof TryGivenUp) return null;
      throw error;
    }
    const kept = await this.database.inForce(claimed.forceId, (manager) =>
      this.keep(manager, claimed, said, { actor, requestId }),
    );
    if (!kept) return null;
    routeTries.inc({ kind: countedAs(claimed), outcome: said.outcome });
    return said;
  }

  /** Keep how it ended, and from which day on the route fails; unless the claim was lost meanwhile. */
  private async keep(
    manager: EntityManager,
    claimed: tries.ClaimedTry,
    said: TryOutcome,
    by: { actor: Actor; requestId: string | undefined },
  ): Promise<boolean> {
    const { forceId, kind } = claimed;
    const at = this.clock.now();
    const nextAt =
      said.outcome === 'try-again'
        ? at.plus({ minutes: this.config.againMinutes })
        : at.plus({ hours: this.config.everyHours });
    if (!(await tries.endTry(manager, claimed, { said, at, nextAt }))) return false;
    if (said.outcome !== 'works' && said.outcome !== 'failed') return true;
    await tries.keepCheck(manager, claimed, { said, at, on: localDayOf(at) });
    await nameChange(manager, by, at);
    const changed = await keepFailureRuns(manager, forceId, claimed);
    if (changed === 0) return true;
    await this.audit.record(manager, {
      forceId,
      at,
      actor: by.actor,
      action: 'alter',
      ...subjectOf(claimed),
      requestId: by.requestId,
      detail: { route: kind, change: said.outcome === 'works' ? 'works-again' : 'fails' },
    });
    return true;
  }
}
