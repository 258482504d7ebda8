import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type ChangedBy, type Changing, nameChange } from '../changed-by.js';
import { withCoverage } from '../coverage/coverage-outcome.js';
import { lossTexts } from '../coverage/outcome-wording.js';
import { lockOfficer, type OfficerRecord } from '../officer-record.query.js';
import { absenceEntry, refuseImpossibleAbsence } from './absence-check.js';
import { type AbsenceConsequence, consequencesOf } from './absence-consequences.js';
import { type AbsenceFacts, type AbsenceRow, insertAbsence } from './absence.query.js';
import { type DeputyChoice, nameDeputies, type NamedDeputy } from './deputies.js';
import { daysText } from './domain/absence-facts.js';

export interface NewAbsence extends AbsenceFacts {
  collarNumber: string;
  externalId?: string | null;
  /** Who stands in, by neighbourhood in which the officer is named then. */
  deputies?: readonly DeputyChoice[];
  /** The consequences that a person has agreed to; other ones are refused. Machines leave it out. */
  agreedTo?: string | undefined;
}

export interface RecordedLeave {
  absence: AbsenceRow;
  deputies: NamedDeputy[];
  /** What coverage says of each neighbourhood in which the officer is named or deputy then. */
  consequences: AbsenceConsequence[];
  /** What a person should know, without names. */
  warnings: string[];
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
   * @throws DomainError `invalid` (officer, days, hours, a deputy), `conflict` (away for another reason then, or other consequences
   * than those agreed to, on `agreedTo`)
   */
  recordAbsence(forceId: string, absence: NewAbsence, by: ChangedBy): Promise<RecordedLeave> {
    const at = this.clock.now();
    return this.database.inForce(forceId, (manager) => this.put(manager, { forceId, at, by }, absence));
  }

  /** What recording it would do: the very same, taken back before anybody else could see it. */
  checkAbsence(forceId: string, absence: NewAbsence, by: ChangedBy): Promise<RecordedLeave> {
    const at = this.clock.now();
    return this.database.triedInForce(forceId, (manager) => this.put(manager, { forceId, at, by }, absence));
  }

  private async put(manager: EntityManager, changing: Changing, absence: NewAbsence): Promise<RecordedLeave> {
    const { forceId, at, by } = changing;
    const { collarNumber, kind, fromOn, untilOn, hours } = absence;
    await nameChange(manager, by, at);
    const officer = await lockOfficer(manager, forceId, collarNumber);
    if (!officer) throw DomainError.field('collarNumber', 'No officer of the force has this collar number');
    await refuseImpossibleAbsence(manager, forceId, officer, { kind, fromOn, untilOn, hours }, null);
    const { done, coverage } = await withCoverage(manager, forceId, localDayOf(at), () =>
      this.store(manager, changing, officer, absence),
    );
    const consequences = consequencesOf(officer, done.absence, coverage);
    const warnings = [...done.deputies.flatMap(awayThemselves), ...coverage.flatMap(lossTexts)];
    const leave = { ...done, consequences, warnings };
    if (absence.agreedTo !== undefined && absence.agreedTo !== leaveKey(leave)) throw changedSince();
    return leave;
  }

  private async store(
    manager: EntityManager,
    changing: Changing,
    officer: OfficerRecord,
    { externalId = null, deputies = [], kind, fromOn, untilOn, hours }: NewAbsence,
  ): Promise<Pick<RecordedLeave, 'absence' | 'deputies'>> {
    const { forceId, at, by } = changing;
    const facts: AbsenceFacts = { kind, fromOn, untilOn, hours };
    const wanted = { ...facts, officerId: officer.id, externalId };
    const id = await insertAbsence(manager, forceId, at, wanted);
    const named = await nameDeputies(manager, forceId, at, { officer, days: facts, deputies });
    const absence: AbsenceRow = { id, ...wanted, collarNumber: officer.collarNumber, version: 1 };
    const collected = { forceId, at, ...by, action: 'collect', subjectKind: 'assignment' } as const;
    await this.audit.record(
      manager,
      absenceEntry('collect', changing, absence),
      ...named.flatMap(({ assignmentIds, neighbourhoodId, officerId }) =>
        assignmentIds.map((subjectId) => ({
          ...{ ...collected, subjectId },
          detail: { neighbourhoodId, officerId, role: 'deputy', forAbsence: id },
        })),
      ),
    );
    return { absence, deputies: named };
  }
}

/** What a person agrees to on the check page: other consequences make another key. */
export function leaveKey({ absence, deputies, consequences, warnings }: RecordedLeave): string {
  const { kind, fromOn, untilOn, hours } = absence;
  const named = deputies.map(({ neighbourhood, collarNumber, assignmentIds }) => [
    neighbourhood,
    collarNumber,
    assignmentIds.length,
  ]);
  const text = JSON.stringify([kind, fromOn, untilOn, hours, named, consequences, warnings]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Naming a deputy who is away is allowed, and said. */
function awayThemselves({ collarNumber, neighbourhood, away }: NamedDeputy): string[] {
  const who = `Officer ${collarNumber}, deputy in ${neighbourhood},`;
  return away.map((run) => `${who} is absent ${daysText(run)} and does not cover it then.`);
}

function changedSince(): DomainError {
  const message = 'The assignments changed after you looked. Check what happens now, and save it again.';
  return DomainError.conflict(message, [{ field: 'agreedTo', message }]);
}
