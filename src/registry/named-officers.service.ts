import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { type AuditEntry, AuditLog } from '../audit/audit-log.js';
import { formatDay, localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import {
  assignmentsDuring,
  type HeldAssignment,
  insertAssignment,
  type LockedNeighbourhood,
  lockNeighbourhood,
  removeAssignment,
  setLastDay,
} from './assignment-changes.query.js';
import { type ChangedBy, nameChange } from './changed-by.js';
import { coversDay } from './domain/day-range.js';
import { type Handover, planHandover } from './domain/handover.js';
import { namingWarnings, officerFor } from './officer-check.js';
import type { NamedOfficer } from './officer-lookup.query.js';
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
   * Make an officer the lead named officer of a neighbourhood from a day on, in one transaction. The second time the
   * same changes nothing and says so.
   * @throws DomainError `not-found` (neighbourhood), `invalid` (officer, rank, day), `conflict` (changed meanwhile)
   */
  async replaceNamedOfficer(
    forceId: string,
    neighbourhoodCode: string,
    { collarNumber, fromOn }: { collarNumber: string; fromOn: string },
    by: ChangedBy,
  ): Promise<Replacement> {
    const at = this.clock.now();
    let wanted: HeldAssignment | undefined;
    const work = async (manager: EntityManager): Promise<Replacement> => {
      await nameChange(manager, by, at);
      const place = await existingOn(manager, forceId, neighbourhoodCode, fromOn);
      const officer = await officerFor(manager, forceId, collarNumber, 'lead');
      const held = await assignmentsDuring(manager, forceId, place.id, { fromOn, untilOn: null });
      const handover = planHandover({
        assignments: held,
        officerId: officer.id,
        fromOn,
        todayOn: localDayOf(at),
        neighbourhoodUntilOn: place.untilOn,
      });
      if (handover.kind === 'unchanged') return unchanged(held, handover.current.id);
      if (handover.kind === 'refused') throw tooEarly(held, handover.began.id);
      wanted = {
        id: '',
        neighbourhoodId: place.id,
        neighbourhood: place.code,
        officerId: officer.id,
        collarNumber,
        role: 'lead',
        ...handover.start,
      };
      return this.apply(manager, forceId, at, { handover, wanted, officer, held }, by);
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
    plan: { handover: Replaced; wanted: HeldAssignment; officer: NamedOfficer; held: HeldAssignment[] },
    by: ChangedBy,
  ): Promise<Replacement> {
    const { handover, wanted, officer, held } = plan;
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
    const next = held.find((one) => one.id === successor?.id);
    const warnings = [
      ...namingWarnings(officer, 'lead'),
      ...(next ? [`A later lead stays as recorded. ${holdsText(next)}`] : []),
    ];
    return { outcome: 'replaced', assignment: { ...wanted, id }, ended, removed, warnings };
  }
}

async function existingOn(
  manager: EntityManager,
  forceId: string,
  code: string,
  day: string,
): Promise<LockedNeighbourhood> {
  const place = await lockNeighbourhood(manager, forceId, code);
  if (!place) throw DomainError.notFound('No neighbourhood of the force has this code.');
  if (coversDay(place, day)) return place;
  const message =
    day < place.fromOn
      ? `The neighbourhood begins on ${formatDay(place.fromOn)}; choose that day or a later one`
      : `The neighbourhood ended on ${formatDay(place.untilOn!)}; choose that day or an earlier one`;
  throw DomainError.field('from', message);
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

function tooEarly(held: readonly HeldAssignment[], beganId: string): DomainError {
  const began = held.find(({ id }) => id === beganId)!;
  return DomainError.field('from', `${holdsText(began)} Choose ${formatDay(began.fromOn)} or a later day`);
}
