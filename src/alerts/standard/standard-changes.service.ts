import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { type AuditEntry, AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import type { ResponseStandard } from '../../contacts/domain/response-standard.js';
import { ResponseStandards } from '../../contacts/response-standards.js';
import { ForceDatabase } from '../../database/force-database.js';
import type { ChangedBy } from '../../registry/changed-by.js';
import { changesTo, changeToStore, type ClockChange, fingerprintOf } from './clock-changes.js';
import { renumber, storeVersion, withdrawPending, writeTimelines } from './store-change.query.js';
import { lockWaiting, type VersionCount, waitingByVersion } from './waiting-clocks.query.js';

/** Few enough that an answer to one of them does not wait for the locks of a batch for long. */
const BATCH = 500;

export interface ForceStandards {
  /** The versions that hold for the force, the earliest first. */
  versions: ResponseStandard[];
  /** How many waiting clocks run under which; a version that the file has lost is among them. */
  counts: VersionCount[];
  todayOn: string;
}

export interface StandardPreview {
  standard: ResponseStandard;
  changes: ClockChange[];
  fingerprint: string;
  now: DateTime;
}

/**
 * "A changed standard applies to clocks that start after it, or, if asked for and previewed, to open ones with every
 * recomputed target_at on its timeline; due_at never moves."
 */
@Injectable()
export class StandardChanges {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly standards: ResponseStandards,
    private readonly audit: AuditLog,
  ) {}

  async versionsOf(forceId: string): Promise<ForceStandards> {
    const counts = await this.database.inForce(forceId, (manager) => waitingByVersion(manager, forceId));
    return { versions: this.standards.ofForce(forceId), counts, todayOn: localDayOf(this.clock.now()) };
  }

  /**
   * What applying this version to every waiting clock would change. Nothing is changed; the contacts that are shown as
   * examples are logged as consulted.
   * @throws DomainError `invalid` for a version that does not hold for the force, or not yet
   */
  async previewChange(
    forceId: string,
    version: string | undefined,
    by: ChangedBy,
    examples: number,
  ): Promise<StandardPreview> {
    const now = this.clock.now();
    const standard = this.standardNamed(forceId, version, now);
    return this.database.readInForceSnapshot(forceId, async (manager) => {
      const changes = await changesTo(manager, this.standards, forceId, standard, now);
      await this.audit.record(manager, {
        ...by,
        forceId,
        at: now,
        action: 'consult',
        subjectKind: 'contact-list',
        subjectId: 'standard-preview',
        detail: { contacts: changes.slice(0, examples).map(({ clock }) => clock.contactId) },
      });
      return { standard, changes, fingerprint: fingerprintOf(standard, changes), now };
    });
  }

  /**
   * Apply what was previewed, batch by batch. If it is interrupted, what was done is done, and a new preview shows the
   * rest.
   * @returns how many clocks run under the version now that did not before
   * @throws DomainError `conflict` if the waiting contacts are no longer those that were shown; then nothing was done
   */
  async applyChange(
    forceId: string,
    version: string | undefined,
    fingerprint: string,
    by: ChangedBy,
  ): Promise<number> {
    const now = this.clock.now();
    const standard = this.standardNamed(forceId, version, now);
    const changes = await this.database.inForceSnapshot(forceId, (manager) =>
      changesTo(manager, this.standards, forceId, standard, now),
    );
    if (fingerprintOf(standard, changes) !== fingerprint) {
      throw DomainError.conflict(
        'The waiting contacts changed meanwhile, so nothing was applied. Check the preview again.',
      );
    }
    const inOrder = changes
      .map(({ clock }) => clock)
      .sort((one, other) => (one.contactId < other.contactId ? -1 : 1));
    let applied = 0;
    for (let from = 0; from < inOrder.length; from += BATCH) {
      const ids = inOrder.slice(from, from + BATCH).map(({ id }) => id);
      applied += await this.database.inForce(forceId, (manager) =>
        this.applyTo(manager, forceId, standard, ids, by, now),
      );
    }
    return applied;
  }

  /** One batch: what was answered meanwhile is left out, and what was said meanwhile is not said again. */
  private async applyTo(
    manager: EntityManager,
    forceId: string,
    standard: ResponseStandard,
    ids: readonly string[],
    by: ChangedBy,
    now: DateTime,
  ): Promise<number> {
    const locked = await lockWaiting(manager, forceId, standard.version, ids);
    const changes = await changesTo(manager, this.standards, forceId, standard, now, locked);
    if (changes.length === 0) return 0;
    const clocks = changes.map((change) => changeToStore(standard.version, change));
    const stages = standard.rungs.map(({ stage }) => stage);
    await withdrawPending(manager, forceId, locked, stages, now);
    await renumber(manager, forceId, clocks);
    await storeVersion(manager, forceId, standard.version, clocks);
    await writeTimelines(manager, forceId, clocks, by.actor, now);
    const entries = clocks.map(({ contactId, facts }): AuditEntry => ({
      ...by,
      forceId,
      at: now,
      action: 'alter',
      subjectKind: 'contact',
      subjectId: contactId,
      detail: { kind: 'standard-changed', ...facts },
    }));
    await this.audit.record(manager, ...entries);
    return clocks.length;
  }

  private standardNamed(forceId: string, version: string | undefined, now: DateTime): ResponseStandard {
    const standard = this.standards.ofForce(forceId).find((one) => one.version === version);
    if (!standard) throw DomainError.field('to', 'Choose one of the versions that hold for the force');
    if (standard.inForceFrom > localDayOf(now)) {
      throw DomainError.field('to', 'Choose a version that is in force already');
    }
    return standard;
  }
}
