import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { refuseIfChanged, type SeenVersions } from '../web/etag.js';
import { type ChangedBy, nameChange } from './changed-by.js';
import { type Told, withLosses } from './coverage/coverage-losses.js';
import { changeDated, type Dated, type DatedChange, valueOn, yesAndNo } from './domain/dated-value.js';
import { replaceRanks, replaceWithheld } from './officer-dated.query.js';
import { lockOfficer, type OfficerRecord, officerRecord } from './officer-record.query.js';

/** What is to change of an officer; what is left out stays. */
export interface OfficerChange {
  name?: string;
  externalId?: string | null;
  dutyEmail?: string | null;
  publicEmail?: string | null;
  publicTelephone?: string | null;
  serviceFromOn?: string | null;
  serviceUntilOn?: string | null;
  rank?: DatedChange<string>;
  withheld?: DatedChange<boolean>;
}

const COLUMNS = ['name', 'externalId', 'dutyEmail', 'publicEmail', 'publicTelephone'] as const;
const SERVICE = ['serviceFromOn', 'serviceUntilOn'] as const;

/** One officer through time: what is recorded, and changes of it that keep its periods right. */
@Injectable()
export class Officers {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Everything that is recorded of an officer.
   * @throws DomainError `not-found`
   */
  async find(forceId: string, collarNumber: string): Promise<OfficerRecord> {
    const found = await this.database.inForce(forceId, (manager) =>
      officerRecord(manager, forceId, collarNumber),
    );
    if (!found) throw nobody();
    return found;
  }

  /**
   * Change an officer, from a day on or for days past. The same again changes nothing. Says what
   * coverage loses.
   * @throws DomainError `not-found`, `invalid` (days of service), `conflict` (changed meanwhile)
   */
  async changeOfficer(
    forceId: string,
    collarNumber: string,
    change: OfficerChange,
    seen: SeenVersions,
    by: ChangedBy,
  ): Promise<Told<OfficerRecord>> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      const held = await lockOfficer(manager, forceId, collarNumber);
      if (!held) throw nobody();
      refuseIfChanged(seen, held.version, held);
      const wanted = wantedOf(held, change);
      refuseEmptyService(wanted);
      const fields = changedFields(held, wanted);
      if (fields.length === 0) return { ...held, warnings: [] };
      const { warnings } = await withLosses(manager, forceId, at, () =>
        storeOfficer(manager, { forceId, at, held, wanted, fields }),
      );
      await this.audit.record(manager, {
        ...{ forceId, at, ...by, action: 'alter', subjectKind: 'officer', subjectId: held.id },
        detail: { fields },
      });
      const changed = (await officerRecord(manager, forceId, held.collarNumber))!;
      return { ...changed, warnings };
    });
  }
}

type Wanted = Pick<OfficerRecord, (typeof COLUMNS)[number] | (typeof SERVICE)[number] | 'ranks' | 'withheld'>;

interface StoredChange {
  forceId: string;
  at: DateTime;
  held: OfficerRecord;
  wanted: Wanted;
  fields: readonly string[];
}

async function storeOfficer(
  manager: EntityManager,
  { forceId, at, held, wanted, fields }: StoredChange,
): Promise<void> {
  const todayOn = localDayOf(at);
  if (fields.includes('ranks')) await replaceRanks(manager, forceId, held.id, wanted.ranks);
  if (fields.includes('withheld')) await replaceWithheld(manager, forceId, held.id, wanted.withheld);
  // The officer's own row is always written, so that its version counts a change of any of his periods.
  await manager.query(
    `update officer set name = $3, external_id = $4, duty_email = $5, public_email = $6, public_telephone = $7,
       in_service = daterange($8::date, $9::date + 1), rank = $10, name_withheld = $11, updated_at = $12
     where force_id = $1 and id = $2`,
    [
      forceId,
      held.id,
      ...[wanted.name, wanted.externalId, wanted.dutyEmail, wanted.publicEmail, wanted.publicTelephone],
      ...[wanted.serviceFromOn, wanted.serviceUntilOn],
      valueOn(wanted.ranks, todayOn) ?? held.rank,
      valueOn(yesAndNo(wanted.withheld), todayOn) ?? false,
      at,
    ],
  );
}

function wantedOf(held: OfficerRecord, change: OfficerChange): Wanted {
  const { rank, withheld, ...rest } = change;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...held,
    ...given,
    ranks: rank ? changeDated(held.ranks, rank) : held.ranks,
    withheld: withheld ? daysOf(changeDated(yesAndNo(held.withheld), withheld)) : held.withheld,
  };
}

const daysOf = (timeline: readonly Dated<boolean>[]): OfficerRecord['withheld'] =>
  timeline.filter(({ value }) => value).map(({ fromOn, untilOn }) => ({ fromOn, untilOn }));

/** Names of what differs; for the log, which holds no values. */
function changedFields(held: OfficerRecord, wanted: Wanted): string[] {
  const periods = (list: readonly Omit<Dated<unknown>, 'value'>[]): string =>
    JSON.stringify(list.map((one) => [(one as Partial<Dated<unknown>>).value, one.fromOn, one.untilOn]));
  return [
    ...[...COLUMNS, ...SERVICE].filter((name) => held[name] !== wanted[name]),
    ...(['ranks', 'withheld'] as const).filter((name) => periods(held[name]) !== periods(wanted[name])),
  ];
}

function refuseEmptyService({ serviceFromOn, serviceUntilOn }: Wanted): void {
  if (serviceFromOn !== null && serviceUntilOn !== null && serviceUntilOn < serviceFromOn) {
    throw DomainError.field(
      'serviceUntil',
      'The last day of service must not be before the first; correct one of them',
    );
  }
}

function nobody(): DomainError {
  return DomainError.notFound(
    'No officer of the force has this collar number. Find the officer in the list.',
  );
}
