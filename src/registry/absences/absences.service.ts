import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { refuseIfChanged, type SeenVersions } from '../../web/etag.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import { type Told, withLosses } from '../coverage/coverage-losses.js';
import { officerRecord } from '../officer-record.query.js';
import { absenceEntry, refuseImpossibleAbsence } from './absence-check.js';
import {
  absenceById,
  type AbsenceFacts,
  type AbsenceRow,
  removeAbsence,
  updateAbsence,
} from './absence.query.js';

/** Corrects, ends and removes absences that are recorded. */
@Injectable()
export class Absences {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** One absence of the force, else null. */
  find(forceId: string, id: string): Promise<AbsenceRow | null> {
    return this.database.inForce(forceId, (manager) => absenceById(manager, forceId, id, { lock: false }));
  }

  /**
   * Correct an absence or let it end; what is left out stays. The same again changes nothing. Says what coverage loses.
   * @throws DomainError `not-found`, `invalid`, `conflict` (away for another reason then, or changed meanwhile)
   */
  async changeAbsence(
    forceId: string,
    id: string,
    change: Partial<AbsenceFacts>,
    seen: SeenVersions,
    by: ChangedBy,
  ): Promise<Told<AbsenceRow>> {
    const at = this.clock.now();
    return this.change(forceId, by, at, async (manager) => {
      const held = await this.held(manager, forceId, id, seen);
      const kind = change.kind ?? held.kind;
      // Hours belong to an abstraction alone: another kind drops those that were recorded.
      const keptHours = kind === 'abstraction' ? held.hours : null;
      const facts: AbsenceFacts = {
        kind,
        fromOn: change.fromOn ?? held.fromOn,
        untilOn: change.untilOn === undefined ? held.untilOn : change.untilOn,
        hours: change.hours === undefined ? keptHours : change.hours,
      };
      if (isSame(facts, held)) return { ...held, warnings: [] };
      const officer = (await officerRecord(manager, forceId, held.collarNumber))!;
      await refuseImpossibleAbsence(manager, forceId, officer, facts, id);
      const { warnings } = await withLosses(manager, forceId, at, () =>
        updateAbsence(manager, forceId, id, facts),
      );
      await this.audit.record(manager, absenceEntry('alter', { forceId, at, by }, { ...held, ...facts }));
      return { ...held, ...facts, version: held.version + 1, warnings };
    });
  }

  /**
   * Take an absence out that never was; one that was and is over is given its last day instead. Says what
   * coverage loses, if anything.
   * @throws DomainError `not-found`, `conflict` (changed meanwhile)
   */
  async removeAbsence(forceId: string, id: string, seen: SeenVersions, by: ChangedBy): Promise<Told> {
    const at = this.clock.now();
    return this.change(forceId, by, at, async (manager) => {
      const held = await this.held(manager, forceId, id, seen);
      const { warnings } = await withLosses(manager, forceId, at, () => removeAbsence(manager, forceId, id));
      await this.audit.record(manager, absenceEntry('erase', { forceId, at, by }, held));
      return { warnings };
    });
  }

  private async held(
    manager: EntityManager,
    forceId: string,
    id: string,
    seen: SeenVersions,
  ): Promise<AbsenceRow> {
    const held = await absenceById(manager, forceId, id, { lock: true });
    if (!held) throw DomainError.notFound('The force has no such absence. It may have been removed.');
    refuseIfChanged(seen, held.version, held);
    return held;
  }

  private change<T>(
    forceId: string,
    by: ChangedBy,
    at: DateTime,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      return work(manager);
    });
  }
}

function isSame(a: AbsenceFacts, b: AbsenceFacts): boolean {
  return a.kind === b.kind && a.fromOn === b.fromOn && a.untilOn === b.untilOn && a.hours === b.hours;
}
