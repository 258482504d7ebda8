import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import type { OfficerRow } from '../domain/officer-row.js';
import type { UpsertedRow } from './upsert-neighbourhoods.query.js';

/**
 * Which of these officers are new, which differ from what is recorded? Stores both kinds and returns them; what is the
 * same is not touched.
 */
const UPSERT_OFFICERS = `
insert into officer as o (force_id, id, collar_number, name, rank, name_withheld, public_email, public_telephone,
  duty_email, created_at, updated_at)
select $1, w.id, w.collar_number, w.name, w.rank, w.name_withheld, w.public_email, w.public_telephone, w.duty_email, $2, $2
from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[], $9::text[], $10::text[])
  as w (id, collar_number, name, rank, name_withheld, public_email, public_telephone, duty_email)
on conflict on constraint officer_collar_number_once do update set
  name = excluded.name, rank = excluded.rank, name_withheld = excluded.name_withheld,
  public_email = excluded.public_email, public_telephone = excluded.public_telephone,
  duty_email = excluded.duty_email, updated_at = excluded.updated_at
where (o.name, o.rank, o.name_withheld, o.public_email, o.public_telephone, o.duty_email)
  is distinct from (excluded.name, excluded.rank, excluded.name_withheld, excluded.public_email,
    excluded.public_telephone, excluded.duty_email)
returning o.id, (o.xmax = 0) as added`;

export function upsertOfficers(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  rows: readonly OfficerRow[],
): Promise<UpsertedRow[]> {
  return manager.query<UpsertedRow[]>(UPSERT_OFFICERS, [
    forceId,
    at,
    rows.map(() => newId()),
    rows.map(({ collarNumber }) => collarNumber),
    rows.map(({ name }) => name),
    rows.map(({ rank }) => rank),
    rows.map(({ nameWithheld }) => nameWithheld),
    rows.map(({ publicEmail }) => publicEmail),
    rows.map(({ publicTelephone }) => publicTelephone),
    rows.map(({ dutyEmail }) => dutyEmail),
  ]);
}
