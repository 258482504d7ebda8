import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { type AuditEntry, AuditLog } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import {
  type HeldAssignment,
  insertAssignment,
  removeAssignment,
  setLastDay,
} from './assignment-changes.query.js';
import { type ChangedBy, nameChange } from './changed-by.js';
import type { Handover } from './domain/handover.js';
import { type HandoverCheck, prepareHandover } from './handover-check.js';
import { holdsText, overlapRefusal } from './overlap-refusal.js';

export interface Replacement {
  outcome: 'replaced' | 'unchanged';
  /** The lead of the first day, now recorded or already there. */
  assignment: HeldAssignment;
  ended: { id: string; untilOn: string }[];
  removed: string[];
  /** What a person should know, without names. */
  warnings: string[];
}

export interface NewLead {
  collarNumber: string;
  fromOn: string;
  /** The consequences that a person has agreed to; other ones are refused. Machines leave it out. */
  agreedTo?: string | undefined;
}

type Replaced = Extract<Handover, { kind: 'replaced' }>;

/** Hands the lead of a neighbourhood over, without a gap and without a double. */
@Injectable()
export class NamedOfficers {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * What a handover would do, without doing it.
   * @throws DomainError `not-found` (neighbourhood), `invalid` (officer, rank, day)
   */
  checkHandover(forceId: string, neighbourhoodCode: string, lead: NewLead): Promise<HandoverCheck> {
    const todayOn = localDayOf(this.clock.now());
    return this.database.inForce(forceId, (manager) =>
      prepareHandover(manager, forceId, neighbourhoodCode, { ...lead, todayOn }),
    );
  }

  /**
   * Make an officer the lead named officer of a neighbourhood from a day on, in one transaction. The second time the
   * same changes nothing and says so.
   * @throws DomainError `not-found` (neighbourhood), `invalid` (officer, rank, day), `conflict` (changed meanwhile)
   */
  async replaceNamedOfficer(
    forceId: string,
    neighbourhoodCode: string,
    lead: NewLead,
    by: ChangedBy,
  ): Promise<Replacement> {
    const at = this.clock.now();
    let wanted: HeldAssignment | undefined;
    const work = async (manager: EntityManager): Promise<Replacement> => {
      await nameChange(manager, by, at);
      const todayOn = localDayOf(at);
      const check = await prepareHandover(manager, forceId, neighbourhoodCode, { ...lead, todayOn });
      const { handover, place, officer, held } = check;
      if (handover.kind === 'unchanged') return unchanged(held, handover.current.id);
      if (lead.agreedTo !== undefined && lead.agreedTo !== planKey(check)) throw changedSince();
      wanted = {
        id: '',
        neighbourhoodId: place.id,
        neighbourhood: place.code,
        officerId: officer.id,
        collarNumber: officer.collarNumber,
        role: 'lead',
        externalId: null,
        version: 1,
        ...handover.start,
      };
      return this.apply(manager, forceId, at, { handover, wanted, check }, by);
    };
    try {
      return await this.database.inForce(forceId, work);
    } catch (error) {
      throw await overlapRefusal(this.database, forceId, error, wanted);
    }
  }

  private async apply(
    manager: EntityManager,
    forceId: string,
    at: DateTime,
    plan: { handover: Replaced; wanted: HeldAssignment; check: HandoverCheck },
    by: ChangedBy,
  ): Promise<Replacement> {
    const { handover, wanted, check } = plan;
    const { start, successor } = handover;
    const ended = handover.ended.map(({ assignment, untilOn }) => ({ id: assignment.id, untilOn }));
    const removed = handover.removed.map(({ id }) => id);
    // Those who leave first: the database allows no two leads even for a moment.
    for (const { id, untilOn } of ended) await setLastDay(manager, forceId, id, untilOn);
    for (const id of removed) await removeAssignment(manager, forceId, id);
    const id = await insertAssignment(manager, forceId, at, wanted);
    const { neighbourhoodId, officerId } = wanted;
    const common = { forceId, at, ...by, subjectKind: 'assignment' } as const;
    const entries: AuditEntry[] = [
      ...ended.map((end) => ({
        ...common,
        action: 'alter' as const,
        subjectId: end.id,
        detail: { untilOn: end.untilOn, for: id },
      })),
      ...removed.map((subjectId) => ({
        ...common,
        action: 'erase' as const,
        subjectId,
        detail: { for: id },
      })),
      {
        ...common,
        action: 'collect',
        subjectId: id,
        detail: { neighbourhoodId, officerId, role: 'lead', ...start },
      },
    ];
    await this.audit.record(manager, ...entries);
    const next = check.held.find((one) => one.id === successor?.id);
    const warnings = [
      ...check.warnings,
      ...(next ? [`A later lead stays as recorded. ${holdsText(next)}`] : []),
    ];
    return { outcome: 'replaced', assignment: { ...wanted, id }, ended, removed, warnings };
  }
}

/** What a person agrees to on the check page: other days or other people make another key. */
export function planKey({ handover, officer, warnings }: HandoverCheck): string {
  const facts =
    handover.kind === 'replaced'
      ? [
          handover.start,
          handover.ended.map(({ assignment, untilOn }) => [assignment.id, untilOn]),
          handover.removed.map(({ id }) => id),
          handover.successor?.id,
        ]
      : [handover.current.id];
  const text = JSON.stringify([officer.id, facts, warnings]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function changedSince(): DomainError {
  const message = 'The assignments changed after you looked. Check what happens now, and confirm it again.';
  return DomainError.conflict(message, [{ field: 'agreedTo', message }]);
}

function unchanged(held: readonly HeldAssignment[], currentId: string): Replacement {
  const assignment = held.find(({ id }) => id === currentId)!;
  return {
    outcome: 'unchanged',
    assignment,
    ended: [],
    removed: [],
    warnings: [`Nothing was changed. ${holdsText(assignment)}`],
  };
}
