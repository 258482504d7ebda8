import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import type { FieldError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { AssignmentItemDto, type UpsertedView, upsertedView } from './bulk.dto.js';
import { type Item, readItems, refuseProblems, repeatedKeys } from './bulk-items.js';
import { assignmentsToChange, placesOfCodes, type StoredAssignment } from './assignments-bulk.query.js';
import { ASSIGNMENT_RULES, storeById, type WantedById } from './assignments-by-id.js';
import { takeTurn } from './bulk-turn.js';
import { type ChangedBy, nameChange } from './changed-by.js';
import { withLosses } from './coverage/coverage-losses.js';
import { planById, type PlanById, type WantedRow } from './domain/assignment-plan-by-id.js';
import { ROLE_LABELS } from './domain/assignment-role.js';
import { formatDay } from '../common/calendar.js';
import { overlap } from './domain/day-range.js';
import { namingRefusal } from './domain/handover-warnings.js';
import { NAMING_RULES } from './officer-check.js';
import { type OfficerInService, officersInService } from './officer-lookup.query.js';

type Wanted = WantedById & WantedRow;
type Plan = PlanById<StoredAssignment, Wanted>;

/** Adds and changes many assignments at once, by the force's own ids. */
@Injectable()
export class AssignmentsBulk {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * All rows or none, in one transaction; assignments that it does not name stay.
   * @throws DomainError `invalid` with every problem by index and field
   */
  async upsertAssignments(forceId: string, body: unknown, by: ChangedBy): Promise<UpsertedView> {
    const at = this.clock.now();
    const { items, problems } = await readItems(AssignmentItemDto, body);
    const again = repeatedKeys(items, 'externalId', ({ externalId }) => externalId);
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      await takeTurn(manager, forceId, 'assignments');
      const { wanted, refused } = await this.resolve(manager, forceId, items);
      const asked = {
        neighbourhoodIds: [...new Set(wanted.map(({ neighbourhoodId }) => neighbourhoodId))],
        externalIds: items.map(({ row }) => row.externalId),
      };
      const held = await assignmentsToChange(manager, forceId, asked, { lock: true });
      const plan = planById<StoredAssignment, Wanted>(held, wanted, ASSIGNMENT_RULES);
      refuseProblems([...problems, ...again, ...refused, ...plan.clashes.map(clashProblem)]);
      const keys = (rows: readonly Wanted[], outcome: 'added' | 'changed' | 'same'): UpsertedView['items'] =>
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

  private async resolve(
    manager: EntityManager,
    forceId: string,
    items: readonly Item<AssignmentItemDto>[],
  ): Promise<{ wanted: Wanted[]; refused: FieldError[] }> {
    const codes = [...new Set(items.map(({ row }) => row.neighbourhood))];
    const collars = [...new Set(items.map(({ row }) => row.collarNumber))];
    const places = new Map(
      (await placesOfCodes(manager, forceId, codes)).map((place) => [place.code, place]),
    );
    const officers = new Map(
      (await officersInService(manager, forceId, collars)).map((one) => [one.collarNumber, one]),
    );
    const refused: FieldError[] = [];
    const wanted = items.flatMap(({ index, row }) => {
      const { externalId, neighbourhood, collarNumber, role, from: fromOn, until: untilOn = null } = row;
      const wrong = (field: string, message: string): void => {
        refused.push({ field: `items.${index}.${field}`, message });
      };
      const place = places.get(neighbourhood);
      const officer: OfficerInService | undefined = officers.get(collarNumber);
      if (!place) wrong('neighbourhood', 'No neighbourhood of the force has this code');
      if (!officer) wrong('collarNumber', 'No officer of the force has this collar number');
      const days = { fromOn, untilOn };
      if (untilOn !== null && untilOn < fromOn) {
        wrong('until', 'The last day must not be before the first');
        return [];
      }
      if (!place || !officer) return [];
      if (!overlap(place, days)) {
        wrong('from', `The neighbourhood does not exist then; it begins on ${formatDay(place.fromOn)}`);
      }
      const refusal = namingRefusal(officer, role, days, NAMING_RULES);
      if (refusal) wrong(refusal.field, refusal.message);
      return [{ index, externalId, neighbourhoodId: place.id, officerId: officer.id, role, ...days }];
    });
    return { wanted, refused };
  }

  private async store(
    manager: EntityManager,
    forceId: string,
    at: DateTime,
    plan: Plan,
    by: ChangedBy,
  ): Promise<void> {
    const { shrunk, grown, moved } = plan;
    const added = await storeById(manager, forceId, at, plan);
    const common = { forceId, at, ...by, subjectKind: 'assignment' as const };
    const detailOf = ({ neighbourhoodId, officerId, role, fromOn, untilOn }: Wanted): object => ({
      ...{ neighbourhoodId, officerId, role, fromOn, untilOn },
    });
    await this.audit.record(
      manager,
      ...added.map((row) => ({
        ...{ ...common, action: 'collect' as const, subjectId: row.id, detail: { ...detailOf(row) } },
      })),
      ...[...shrunk, ...grown, ...moved].map(({ held, wanted }) => ({
        ...{ ...common, action: 'alter' as const, subjectId: held.id, detail: { ...detailOf(wanted) } },
      })),
    );
  }
}

function clashProblem({ wanted, with: other }: Plan['clashes'][number]): FieldError {
  const field = `items.${wanted.index}.from`;
  const what =
    other.officerId === wanted.officerId ? 'a second role of the officer there' : 'a second lead there';
  if (!('collarNumber' in other)) {
    return { field, message: `Overlaps items.${other.index}: ${what} on the same days` };
  }
  const until = other.untilOn ? `until ${formatDay(other.untilOn)}` : 'until further notice';
  const holder = `officer ${other.collarNumber} is ${ROLE_LABELS[other.role].toLowerCase()} from ${formatDay(other.fromOn)} ${until}`;
  return {
    field,
    message: `Overlaps what is recorded: ${holder}; send that assignment with its last day too`,
  };
}
