import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import { type DayRange, toDateRange } from '../domain/day-range.js';
import type { AbsenceKind } from './domain/absence-kind.js';

/** When and why an officer is away; hours only of an abstraction. */
export interface AbsenceFacts extends DayRange {
  kind: AbsenceKind;
  hours: number | null;
}

export interface AbsenceRow extends AbsenceFacts {
  id: string;
  officerId: string;
  collarNumber: string;
  externalId: string | null;
  version: number;
}

const ABSENCE = `
select b.id, b.officer_id as "officerId", o.collar_number as "collarNumber", b.kind, lower(b.during) as "fromOn",
       upper(b.during) - 1 as "untilOn", b.hours, b.external_id as "externalId", b.version
from absence b join officer o on o.force_id = b.force_id and o.id = b.officer_id
where b.force_id = $1`;

/** Which absence is this? Locked, whoever else changes it waits until we are done. */
export async function absenceById(
  manager: EntityManager,
  forceId: string,
  id: string,
  { lock }: { lock: boolean },
): Promise<AbsenceRow | null> {
  const text = `${ABSENCE} and b.id = $2 ${lock ? 'for update of b' : ''}`;
  const [found] = await manager.query<AbsenceRow[]>(text, [forceId, id]);
  return found ?? null;
}

export interface AbsenceFilter {
  collarNumber: string | null;
  kind: AbsenceKind | null;
  /** Only those of this day. */
  on: string | null;
  limit: number;
  offset: number;
}

/** Which absences are recorded, those that began last first? */
export async function listAbsences(
  manager: EntityManager,
  forceId: string,
  { collarNumber, kind, on, limit, offset }: AbsenceFilter,
): Promise<{ rows: AbsenceRow[]; total: number }> {
  const found = await manager.query<(AbsenceRow & { total: number })[]>(
    `select h.*, count(*) over () as total
     from (${ABSENCE} and ($2::text is null or o.collar_number = $2) and ($3::text is null or b.kind = $3)
             and ($4::date is null or b.during @> $4::date)) h
     order by h."fromOn" desc, h."collarNumber", h.kind, h.id limit $5 offset $6`,
    [forceId, collarNumber, kind, on, limit, offset],
  );
  return { rows: found.map(({ total: _, ...row }) => row), total: found[0]?.total ?? 0 };
}

/** Which other absence of the officer, by the day, falls into these days? Hours of abstraction may fall into any. */
export async function absenceInTheWay(
  manager: EntityManager,
  forceId: string,
  officerId: string,
  days: DayRange,
  ownId: string | null,
): Promise<AbsenceRow | null> {
  const [found] = await manager.query<AbsenceRow[]>(
    `${ABSENCE} and b.officer_id = $2 and b.during && $3::daterange and b.kind <> 'abstraction'
       and ($4::uuid is null or b.id <> $4) order by b.during limit 1`,
    [forceId, officerId, toDateRange(days), ownId],
  );
  return found ?? null;
}

export async function insertAbsence(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  absence: AbsenceFacts & { officerId: string; externalId: string | null },
): Promise<string> {
  const id = newId();
  const { officerId, kind, hours, externalId } = absence;
  await manager.query(
    `insert into absence (force_id, id, officer_id, kind, during, hours, external_id, recorded_at)
     values ($1, $2, $3, $4, $5::daterange, $6, $7, $8)`,
    [forceId, id, officerId, kind, toDateRange(absence), hours, externalId, at],
  );
  return id;
}

export async function updateAbsence(
  manager: EntityManager,
  forceId: string,
  id: string,
  facts: AbsenceFacts,
): Promise<void> {
  await manager.query(
    `update absence set kind = $3, during = $4::daterange, hours = $5 where force_id = $1 and id = $2`,
    [forceId, id, facts.kind, toDateRange(facts), facts.hours],
  );
}

export async function removeAbsence(manager: EntityManager, forceId: string, id: string): Promise<void> {
  await manager.query(`delete from absence where force_id = $1 and id = $2`, [forceId, id]);
}
