import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { formatDay, localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { refuseIfChanged, type SeenVersions } from '../web/etag.js';
import {
  assignmentById,
  type HeldAssignment,
  insertAssignment,
  lockNeighbourhood,
  setLastDay,
} from './assignment-changes.query.js';
import { type ChangedBy, nameChange } from './changed-by.js';
import { type Told, withLosses } from './coverage/coverage-losses.js';
import { statesOfPlace } from './coverage/coverage-outcome.js';
import { statesWithin } from './coverage/domain/state-runs.js';
import { lackTexts } from './coverage/outcome-wording.js';
import { type AssignmentRole, coversAPlace } from './domain/assignment-role.js';
import { type DayRange, overlap } from './domain/day-range.js';
import { namingRefusal, namingWarnings, otherLeads } from './domain/handover-warnings.js';
import { NAMING_RULES, officerFor } from './officer-check.js';
import { officerRecord } from './officer-record.query.js';
import { overlapRefusal, type WantedPeriod } from './overlap-refusal.js';

export interface AssignOfficer extends DayRange {
  forceId: string;
  neighbourhoodCode: string;
  collarNumber: string;
  role: AssignmentRole;
}

/** Assigns officers and ends their assignments. What may not overlap the database refuses. */
@Injectable()
export class Assignments {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Give an officer a role in a neighbourhood over a period of days.
   * @throws DomainError `not-found` (neighbourhood), `invalid` (officer, rank, days), `conflict` (who holds it already)
   */
  async assignOfficer(
    command: AssignOfficer,
    by: ChangedBy,
  ): Promise<{ assignment: HeldAssignment; warnings: string[] }> {
    const { forceId, neighbourhoodCode, collarNumber, role, fromOn, untilOn } = command;
    if (untilOn !== null && untilOn < fromOn) {
      throw DomainError.field('until', 'The last day must not be before the first');
    }
    const at = this.clock.now();
    let wanted: WantedPeriod | undefined;
    return this.refusingOverlaps(
      forceId,
      async (manager) => {
        await nameChange(manager, by, at);
        const place = await lockNeighbourhood(manager, forceId, neighbourhoodCode);
        if (!place) throw DomainError.notFound('No neighbourhood of the force has this code.');
        if (!overlap(place, { fromOn, untilOn })) {
          throw DomainError.field(
            'from',
            `The neighbourhood does not exist then; it begins on ${formatDay(place.fromOn)}`,
          );
        }
        const days = { fromOn, untilOn };
        const officer = await officerFor(manager, forceId, collarNumber, role, days);
        wanted = { neighbourhoodId: place.id, officerId: officer.id, role, ...days };
        const id = await insertAssignment(manager, forceId, at, wanted);
        await this.audit.record(manager, {
          forceId,
          at,
          ...by,
          action: 'collect',
          subjectKind: 'assignment',
          subjectId: id,
          detail: { neighbourhoodId: place.id, officerId: officer.id, role, fromOn, untilOn },
        });
        const given = { neighbourhood: place.code, collarNumber, externalId: null, version: 1 };
        const assignment = { id, ...wanted, ...given };
        const warnings = [
          ...namingWarnings(officer, role, days, NAMING_RULES),
          ...(role === 'lead' ? otherLeads(officer.assignments, place.id, days) : []),
        ];
        if (!coversAPlace(role)) return { assignment, warnings };
        const states = await statesOfPlace(manager, forceId, place.id, localDayOf(at));
        return { assignment, warnings: [...warnings, ...lackTexts(place.name, statesWithin(states, days))] };
      },
      () => wanted,
    );
  }

  /**
   * One assignment of the force.
   * @throws DomainError `not-found`
   */
  async find(forceId: string, id: string): Promise<HeldAssignment> {
    const held = await this.database.inForce(forceId, (manager) =>
      assignmentById(manager, forceId, id, { lock: false }),
    );
    if (!held) throw DomainError.notFound('The force has no such assignment.');
    return held;
  }

  /**
   * Let an assignment end on its last day, which may be moved forwards or backwards. The same day again changes nothing.
   * Says what coverage loses.
   * @throws DomainError `not-found`, `invalid` (before it began), `conflict` (moved over somebody else's, or changed meanwhile)
   */
  async endAssignment(
    forceId: string,
    id: string,
    untilOn: string,
    by: ChangedBy,
    seen: SeenVersions = null,
  ): Promise<Told<HeldAssignment>> {
    const at = this.clock.now();
    let wanted: WantedPeriod | undefined;
    return this.refusingOverlaps(
      forceId,
      async (manager) => {
        await nameChange(manager, by, at);
        const held = await assignmentById(manager, forceId, id, { lock: true });
        if (!held) throw DomainError.notFound('The force has no such assignment.');
        refuseIfChanged(seen, held.version, held);
        if (untilOn < held.fromOn) {
          throw DomainError.field(
            'until',
            `The assignment began on ${formatDay(held.fromOn)}; give that day or a later one`,
          );
        }
        if (untilOn === held.untilOn) return { ...held, warnings: [] };
        const officer = await officerRecord(manager, forceId, held.collarNumber);
        const refusal = officer && namingRefusal(officer, held.role, { ...held, untilOn }, NAMING_RULES);
        if (refusal?.field === 'until') throw DomainError.field('until', refusal.message);
        wanted = { ...held, untilOn, ownId: id };
        const { warnings } = await withLosses(manager, forceId, at, () =>
          setLastDay(manager, forceId, id, untilOn),
        );
        await this.audit.record(manager, {
          forceId,
          at,
          ...by,
          action: 'alter',
          subjectKind: 'assignment',
          subjectId: id,
          detail: { untilOn, before: held.untilOn },
        });
        return { ...held, untilOn, version: held.version + 1, warnings };
      },
      () => wanted,
    );
  }

  private async refusingOverlaps<T>(
    forceId: string,
    work: (manager: EntityManager) => Promise<T>,
    wanted: () => WantedPeriod | undefined,
  ): Promise<T> {
    try {
      return await this.database.inForce(forceId, work);
    } catch (error) {
      throw await overlapRefusal(this.database, forceId, error, wanted());
    }
  }
}
