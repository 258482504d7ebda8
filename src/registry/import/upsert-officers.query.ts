import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** An officer as he is to be recorded, whole. */
export interface OfficerToStore {
  id: string;
  collarNumber: string;
  name: string;
  rank: string;
  nameWithheld: boolean;
  publicEmail: string | null;
  publicTelephone: string | null;
  dutyEmail: string | null;
  joinedOn: string | null;
  leftOn: string | null;
  externalId: string | null;
}

/** Store these officers, those who are known by their collar number over what is recorded of them. */
const UPSERT_OFFICERS = `
insert into officer as o (force_id, id, collar_number, name, rank, name_withheld, public_email, public_telephone,
  duty_email, in_service, external_id, created_at, updated_at)
select $1, w.id, w.collar_number, w.name, w.rank, w.name_withheld, w.public_email, w.public_telephone, w.duty_email,
  daterange(w.joined_on, w.left_on + 1), w.external_id, $2, $2
from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[], $9::text[], $10::text[],
    $11::date[], $12::date[], $13::text[])
  as w (id, collar_number, name, rank, name_withheld, public_email, public_telephone, duty_email, joined_on, left_on, external_id)
on conflict on constraint officer_collar_number_once do update set
  name = excluded.name, rank = excluded.rank, name_withheld = excluded.name_withheld,
  public_email = excluded.public_email, public_telephone = excluded.public_telephone,
  duty_email = excluded.duty_email, in_service = excluded.in_service, external_id = excluded.external_id,
  updated_at = excluded.updated_at`;

export async function upsertOfficers(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  rows: readonly OfficerToStore[],
): Promise<void> {
  await manager.query(UPSERT_OFFICERS, [
    forceId,
    at,
    rows.map(({ id }) => id),
    rows.map(({ collarNumber }) => collarNumber),
    rows.map(({ name }) => name),
    rows.map(({ rank }) => rank),
    rows.map(({ nameWithheld }) => nameWithheld),
    rows.map(({ publicEmail }) => publicEmail),
    rows.map(({ publicTelephone }) => publicTelephone),
    rows.map(({ dutyEmail }) => dutyEmail),
    rows.map(({ joinedOn }) => joinedOn),
    rows.map(({ leftOn }) => leftOn),
    rows.map(({ externalId }) => externalId),
  ]);
}
