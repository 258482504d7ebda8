import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import type { FieldError } from '../common/errors.js';
import { newId } from '../common/new-id.js';
import { ForceDatabase } from '../database/force-database.js';
import { type UpsertedView, upsertedView, type UpsertOutcome } from './bulk.dto.js';
import { type Item, readItems, refuseProblems, repeatedKeys } from './bulk-items.js';
import { takeTurn } from './bulk-turn.js';
import { type ChangedBy, nameChange } from './changed-by.js';
import { withLosses } from './coverage/coverage-losses.js';
import { OfficerItemDto } from './officer.dto.js';
import { addOfficers, changeOfficers, type OfficerColumns, officersToChange } from './officers-bulk.query.js';

interface Decided {
  index: number;
  outcome: UpsertOutcome;
  wanted: OfficerColumns;
}

/** Adds and changes many officers at once, by their collar number. */
@Injectable()
export class OfficersBulk {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * All rows or none, in one transaction; whom it does not name stays as he is, and so does what a row leaves out.
   * @throws DomainError `invalid` with every problem by index and field
   */
  async upsertOfficers(forceId: string, body: unknown, by: ChangedBy): Promise<UpsertedView> {
    const at = this.clock.now();
    const { items, problems } = await readItems(OfficerItemDto, body);
    const again = [
      ...repeatedKeys(items, 'collarNumber', ({ collarNumber }) => collarNumber),
      ...repeatedKeys(items, 'externalId', ({ externalId }) => externalId),
    ];
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      await takeTurn(manager, forceId, 'officers');
      const held = await officersToChange(
        manager,
        forceId,
        items.map(({ row }) => row.collarNumber),
        items.flatMap(({ row }) => row.externalId ?? []),
      );
      const decided = items.map((item) => decide(item, held));
      refuseProblems([
        ...problems,
        ...again,
        ...items.flatMap((item, position) => wrong(item, decided[position]!, held)),
      ]);
      const rowsOf = (outcome: UpsertOutcome): OfficerColumns[] =>
        decided.filter((one) => one.outcome === outcome).map(({ wanted }) => wanted);
      const [added, changed] = [rowsOf('added'), rowsOf('changed')];
      const store = async (): Promise<void> => {
        if (changed.length > 0) await changeOfficers(manager, forceId, at, changed);
        if (added.length > 0) await addOfficers(manager, forceId, at, added);
      };
      // Whoever is new covers nothing yet.
      const { warnings } =
        changed.length > 0
          ? await withLosses(manager, forceId, at, store)
          : await store().then(() => ({ warnings: [] }));
      const common = { forceId, at, ...by, subjectKind: 'officer' as const };
      await this.audit.record(
        manager,
        ...added.map(({ id }) => ({ ...common, action: 'collect' as const, subjectId: id })),
        ...changed.map(({ id }) => ({ ...common, action: 'alter' as const, subjectId: id })),
      );
      return upsertedView(
        decided.map(({ index, outcome, wanted }) => ({ index, key: wanted.collarNumber, outcome })),
        warnings,
      );
    });
  }
}

function decide({ index, row }: Item<OfficerItemDto>, held: readonly OfficerColumns[]): Decided {
  const { serviceFrom, serviceUntil, ...columns } = row;
  const given = {
    ...columns,
    ...(serviceFrom !== undefined && { serviceFromOn: serviceFrom }),
    ...(serviceUntil !== undefined && { serviceUntilOn: serviceUntil }),
  };
  const before = held.find(({ collarNumber }) => collarNumber === row.collarNumber);
  if (before) {
    const wanted = { ...before, ...given };
    const differs = (Object.keys(before) as (keyof OfficerColumns)[]).some(
      (name) => before[name] !== wanted[name],
    );
    return { index, outcome: differs ? 'changed' : 'same', wanted };
  }
  return { index, outcome: 'added', wanted: { ...NEW, id: newId(), ...given } };
}

const NEW = {
  externalId: null,
  name: '',
  rank: '',
  nameWithheld: false,
  publicEmail: null,
  publicTelephone: null,
  dutyEmail: null,
  serviceFromOn: null,
  serviceUntilOn: null,
};

/** "The same officer twice with different collar numbers" is known by the force's own id. */
function wrong(
  { index, row }: Item<OfficerItemDto>,
  { outcome, wanted }: Decided,
  held: readonly OfficerColumns[],
): FieldError[] {
  const problem = (field: string, message: string): FieldError => ({
    field: `items.${index}.${field}`,
    message,
  });
  const missing = (['name', 'rank'] as const).filter((name) => outcome === 'added' && wanted[name] === '');
  const other = held.find(
    ({ externalId, collarNumber }) =>
      externalId && externalId === row.externalId && collarNumber !== row.collarNumber,
  );
  const { serviceFromOn, serviceUntilOn } = wanted;
  const isReversed = serviceFromOn !== null && serviceUntilOn !== null && serviceUntilOn < serviceFromOn;
  return [
    ...missing.map((name) => problem(name, `${name} is missing, and the officer is new`)),
    ...(other
      ? [problem('externalId', `This is officer ${other.collarNumber} already; change that one`)]
      : []),
    ...(isReversed ? [problem('serviceUntil', 'The last day of service is before the first')] : []),
  ];
}
