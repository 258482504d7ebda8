import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import type { FieldError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type UpsertedView, upsertedView, type UpsertOutcome } from '../bulk.dto.js';
import { type Item, readItems, refuseProblems, repeatedKeys } from '../bulk-items.js';
import { takeTurn } from '../bulk-turn.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import { withLosses } from '../coverage/coverage-losses.js';
import { planById, type PlanById, type RowRules, type WantedRow } from '../domain/assignment-plan-by-id.js';
import { officersInService } from '../officer-lookup.query.js';
import { AbsenceItemDto } from './absence.dto.js';
import {
  absencesToChange,
  putAbsences,
  setAbsences,
  type StoredAbsence,
  takeOutAbsences,
} from './absences-bulk.query.js';
import { absenceProblems, daysText } from './domain/absence-facts.js';
import type { AbsenceKind } from './domain/absence-kind.js';

interface Wanted extends WantedRow {
  officerId: string;
  kind: AbsenceKind;
  hours: number | null;
}

const RULES: RowRules<StoredAbsence, Wanted> = {
  isSameThing: (a, b) => a.officerId === b.officerId && a.kind === b.kind,
  hasSameDetails: (a, b) => a.hours === b.hours,
  excludes: (a, b) => a.kind !== 'abstraction' && b.kind !== 'abstraction',
  placeOf: ({ officerId }) => officerId,
};

/** Adds and changes many absences at once, by the force's own ids. */
@Injectable()
export class AbsencesBulk {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * All rows or none, in one transaction; absences that it does not name stay.
   * @throws DomainError `invalid` with every problem by index and field
   */
  async upsertAbsences(forceId: string, body: unknown, by: ChangedBy): Promise<UpsertedView> {
    const at = this.clock.now();
    const { items, problems } = await readItems(AbsenceItemDto, body);
    const again = repeatedKeys(items, 'externalId', ({ externalId }) => externalId);
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      await takeTurn(manager, forceId, 'absences');
      const { wanted, refused } = await resolve(manager, forceId, items);
      const held = await absencesToChange(
        manager,
        forceId,
        [...new Set(wanted.map(({ officerId }) => officerId))],
        items.map(({ row }) => row.externalId),
      );
      const plan = planById(held, wanted, RULES);
      refuseProblems([...problems, ...again, ...refused, ...plan.clashes.map(clashProblem)]);
      const keys = (rows: readonly Wanted[], outcome: UpsertOutcome): UpsertedView['items'] =>
        rows.map(({ index, externalId }) => ({ index, key: externalId, outcome }));
      const changed = [...plan.shrunk, ...plan.grown, ...plan.moved].map((pair) => pair.wanted);
      const written = [...keys(plan.added, 'added'), ...keys(changed, 'changed')];
      const { warnings } =
        written.length === 0
          ? { warnings: [] }
          : await withLosses(manager, forceId, at, () => this.store(manager, forceId, at, plan, by));
      return upsertedView([...written, ...keys(plan.same, 'same')], warnings);
    });
  }

  private async store(
    manager: EntityManager,
    forceId: string,
    at: DateTime,
    { added, shrunk, grown, moved }: PlanById<StoredAbsence, Wanted>,
    by: ChangedBy,
  ): Promise<void> {
    const fresh = added.map((row) => ({ ...row, id: newId(), version: 1 }));
    const again = moved.map(({ held, wanted }) => ({ ...wanted, id: held.id, version: held.version + 1 }));
    if (moved.length > 0) {
      await takeOutAbsences(
        manager,
        forceId,
        moved.map(({ held }) => held.id),
      );
    }
    for (const pairs of [shrunk, grown]) {
      const rows = pairs.map(({ held, wanted }) => ({ ...wanted, id: held.id }));
      if (rows.length > 0) await setAbsences(manager, forceId, rows);
    }
    const put = [...again, ...fresh];
    if (put.length > 0) await putAbsences(manager, forceId, at, put);
    // The kind may tell of health, so the log has the days only.
    const entryOf = (action: 'collect' | 'alter', absenceId: string, row: Wanted): Entry => ({
      ...{ forceId, at, ...by, action, subjectKind: 'officer', subjectId: row.officerId },
      detail: { absenceId, fromOn: row.fromOn, untilOn: row.untilOn },
    });
    await this.audit.record(
      manager,
      ...fresh.map((row) => entryOf('collect', row.id, row)),
      ...[...shrunk, ...grown, ...moved].map(({ held, wanted }) => entryOf('alter', held.id, wanted)),
    );
  }
}

type Entry = Parameters<AuditLog['record']>[1];

async function resolve(
  manager: EntityManager,
  forceId: string,
  items: readonly Item<AbsenceItemDto>[],
): Promise<{ wanted: Wanted[]; refused: FieldError[] }> {
  const collars = [...new Set(items.map(({ row }) => row.collarNumber))];
  const found = await officersInService(manager, forceId, collars);
  const officers = new Map(found.map((officer) => [officer.collarNumber, officer]));
  const refused: FieldError[] = [];
  const wanted = items.flatMap(({ index, row }) => {
    const { externalId, collarNumber, kind, from: fromOn, until: untilOn = null, hours = null } = row;
    const officer = officers.get(collarNumber);
    const facts = { kind, fromOn, untilOn, hours };
    const problems = absenceProblems(facts, officer);
    refused.push(...problems.map(({ field, message }) => ({ field: `items.${index}.${field}`, message })));
    if (!officer) {
      const message = 'No officer of the force has this collar number';
      refused.push({ field: `items.${index}.collarNumber`, message });
    }
    const isOrdered = untilOn === null || untilOn >= fromOn;
    return officer && isOrdered ? [{ index, externalId, officerId: officer.id, ...facts }] : [];
  });
  return { wanted, refused };
}

function clashProblem({
  wanted,
  with: other,
}: PlanById<StoredAbsence, Wanted>['clashes'][number]): FieldError {
  const field = `items.${wanted.index}.from`;
  return 'index' in other
    ? { field, message: `Overlaps items.${other.index}: an officer is away for one reason at a time` }
    : {
        field,
        message: `The officer is away then already, ${daysText(other)}; send that absence with its days too`,
      };
}
