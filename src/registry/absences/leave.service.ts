import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import { lockOfficer } from '../officer-record.query.js';
import { absenceEntry, type Changing, refuseImpossibleAbsence } from './absence-check.js';
import { type AbsenceConsequence, consequencesOf } from './absence-consequences.js';
import { type AbsenceFacts, type AbsenceRow, insertAbsence } from './absence.query.js';
import { type DeputyChoice, nameDeputies, type NamedDeputy } from './deputies.js';

export interface NewAbsence extends AbsenceFacts {
  collarNumber: string;
  externalId?: string | null;
  /** Who stands in, by neighbourhood in which the officer is named then. */
  deputies?: readonly DeputyChoice[];
}

export interface RecordedLeave {
  absence: AbsenceRow;
  deputies: NamedDeputy[];
  /** What coverage will say of each neighbourhood in which the officer is named then. */
  consequences: AbsenceConsequence[];
}

/** Carries what was found out of a transaction that is then rolled back. */
class OnlyChecked extends Error {
  constructor(readonly leave: RecordedLeave) {
    super('Checked and not stored.');
  }
}

/** Puts officers on leave and names who stands in. */
@Injectable()
export class Leave {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Record an absence and name the deputies for it, in one transaction.
   * @throws DomainError `invalid` (officer, days, hours, a deputy), `conflict` (away for another reason then)
   */
  recordAbsence(forceId: string, absence: NewAbsence, by: ChangedBy): Promise<RecordedLeave> {
    const at = this.clock.now();
    return this.database.inForce(forceId, (manager) => this.put(manager, { forceId, at, by }, absence));
  }

  /** What recording it would do: the very same, taken back before anybody else could see it. */
  async checkAbsence(forceId: string, absence: NewAbsence, by: ChangedBy): Promise<RecordedLeave> {
    const at = this.clock.now();
    try {
      return await this.database.inForce(forceId, async (manager): Promise<never> => {
        throw new OnlyChecked(await this.put(manager, { forceId, at, by }, absence));
      });
    } catch (error) {
      if (error instanceof OnlyChecked) return error.leave;
      throw error;
    }
  }

  private async put(manager: EntityManager, changing: Changing, absence: NewAbsence): Promise<RecordedLeave> {
    const { forceId, at, by } = changing;
    const { collarNumber, externalId = null, deputies = [], kind, fromOn, untilOn, hours } = absence;
    const facts: AbsenceFacts = { kind, fromOn, untilOn, hours };
    await nameChange(manager, by, at);
    const officer = await lockOfficer(manager, forceId, collarNumber);
    if (!officer) throw DomainError.field('collarNumber', 'No officer of the force has this collar number');
    await refuseImpossibleAbsence(manager, forceId, officer, facts, null);
    const wanted = { ...facts, officerId: officer.id, externalId };
    const id = await insertAbsence(manager, forceId, at, wanted);
    const named = await nameDeputies(manager, forceId, at, { officer, days: facts, deputies });
    const row: AbsenceRow = { id, ...wanted, collarNumber: officer.collarNumber, version: 1 };
    await this.audit.record(
      manager,
      absenceEntry('collect', changing, row),
      ...named.flatMap(({ assignmentIds, neighbourhoodId, officerId }) =>
        assignmentIds.map((subjectId) => ({
          ...{
            forceId,
            at,
            ...by,
            action: 'collect' as const,
            subjectKind: 'assignment' as const,
            subjectId,
          },
          detail: { neighbourhoodId, officerId, role: 'deputy', forAbsence: id },
        })),
      ),
    );
    const consequences = kind === 'abstraction' ? [] : await consequencesOf(manager, forceId, officer, row);
    return { absence: row, deputies: named, consequences };
  }
}
