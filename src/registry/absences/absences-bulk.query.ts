import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { type DayRange, toDateRange } from '../domain/day-range.js';
import type { AbsenceKind } from './domain/absence-kind.js';

export interface StoredAbsence extends DayRange {
  id: string;
  externalId: string | null;
  officerId: string;
  kind: AbsenceKind;
  hours: number | null;
  version: number;
}

/** Which absences are of these officers or have these ids of the force's own? Locked until we are done. */
export function absencesToChange(
  manager: EntityManager,
  forceId: string,
  officerIds: readonly string[],
  externalIds: readonly string[],
): Promise<StoredAbsence[]> {
  return manager.query<StoredAbsence[]>(
    `select id, external_id as "externalId", officer_id as "officerId", kind, lower(during) as "fromOn",
            upper(during) - 1 as "untilOn", hours, version
     from absence where force_id = $1 and (officer_id = any($2) or external_id = any($3)) order by id for update`,
    [forceId, officerIds, externalIds],
  );
}

export async function takeOutAbsences(
  manager: EntityManager,
  forceId: string,
  ids: readonly string[],
): Promise<void> {
  await manager.query(`delete from absence where force_id = $1 and id = any($2)`, [forceId, ids]);
}

/** Give these absences other days, hours and an id of the force's own. */
export async function setAbsences(
  manager: EntityManager,
  forceId: string,
  rows: readonly (DayRange & { id: string; externalId: string; hours: number | null })[],
): Promise<void> {
  await manager.query(
    `update absence a set during = w.during::daterange, hours = w.hours, external_id = w.external_id
     from unnest($2::uuid[], $3::text[], $4::numeric[], $5::text[]) as w (id, during, hours, external_id)
     where a.force_id = $1 and a.id = w.id`,
    [
      forceId,
      rows.map(({ id }) => id),
      rows.map(toDateRange),
      rows.map(({ hours }) => hours),
      rows.map(({ externalId }) => externalId),
    ],
  );
}

/** Store these absences; one that was taken out before keeps its id and counts its versions on. */
export async function putAbsences(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  rows: readonly StoredAbsence[],
): Promise<void> {
  await manager.query(
    `insert into absence (force_id, id, external_id, officer_id, kind, during, hours, version, recorded_at)
     select $1, w.id, w.external_id, w.officer_id, w.kind, w.during::daterange, w.hours, w.version, $2
     from unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::numeric[], $9::integer[])
       as w (id, external_id, officer_id, kind, during, hours, version)`,
    [
      forceId,
      at,
      rows.map(({ id }) => id),
      rows.map(({ externalId }) => externalId),
      rows.map(({ officerId }) => officerId),
      rows.map(({ kind }) => kind),
      rows.map(toDateRange),
      rows.map(({ hours }) => hours),
      rows.map(({ version }) => version),
    ],
  );
}
