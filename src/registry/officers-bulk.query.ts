import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** The columns of an officer's own row. */
export interface OfficerColumns {
  id: string;
  collarNumber: string;
  externalId: string | null;
  name: string;
  rank: string;
  nameWithheld: boolean;
  publicEmail: string | null;
  publicTelephone: string | null;
  dutyEmail: string | null;
  serviceFromOn: string | null;
  serviceUntilOn: string | null;
}

/** Which officers have these collar numbers or these ids of the force's own? Locked until we are done. */
export function officersToChange(
  manager: EntityManager,
  forceId: string,
  collarNumbers: readonly string[],
  externalIds: readonly string[],
): Promise<OfficerColumns[]> {
  return manager.query<OfficerColumns[]>(
    `select id, collar_number as "collarNumber", external_id as "externalId", name, rank, name_withheld as "nameWithheld",
            public_email as "publicEmail", public_telephone as "publicTelephone", duty_email as "dutyEmail",
            lower(in_service) as "serviceFromOn", upper(in_service) - 1 as "serviceUntilOn"
     from officer where force_id = $1 and (collar_number = any($2) or external_id = any($3)) order by id for update`,
    [forceId, collarNumbers, externalIds],
  );
}

const columnsOf = (rows: readonly OfficerColumns[]): unknown[] => [
  rows.map(({ id }) => id),
  rows.map(({ collarNumber }) => collarNumber),
  rows.map(({ externalId }) => externalId),
  rows.map(({ name }) => name),
  rows.map(({ rank }) => rank),
  rows.map(({ nameWithheld }) => nameWithheld),
  rows.map(({ publicEmail }) => publicEmail),
  rows.map(({ publicTelephone }) => publicTelephone),
  rows.map(({ dutyEmail }) => dutyEmail),
  rows.map(({ serviceFromOn }) => serviceFromOn),
  rows.map(({ serviceUntilOn }) => serviceUntilOn),
];

const WANTED = `unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::text[], $10::text[],
    $11::text[], $12::date[], $13::date[])
  as w (id, collar_number, external_id, name, rank, name_withheld, public_email, public_telephone, duty_email, from_on, until_on)`;

/** Store these officers, who are new. */
export async function addOfficers(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  rows: readonly OfficerColumns[],
): Promise<void> {
  await manager.query(
    `insert into officer (force_id, id, collar_number, external_id, name, rank, name_withheld, public_email,
       public_telephone, duty_email, in_service, created_at, updated_at)
     select $1, w.id, w.collar_number, w.external_id, w.name, w.rank, w.name_withheld, w.public_email,
       w.public_telephone, w.duty_email, daterange(w.from_on, w.until_on + 1), $2, $2
     from ${WANTED}`,
    [forceId, at, ...columnsOf(rows)],
  );
}

/** Let these officers be so. */
export async function changeOfficers(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  rows: readonly OfficerColumns[],
): Promise<void> {
  await manager.query(
    `update officer o set external_id = w.external_id, name = w.name, rank = w.rank, name_withheld = w.name_withheld,
       public_email = w.public_email, public_telephone = w.public_telephone, duty_email = w.duty_email,
       in_service = daterange(w.from_on, w.until_on + 1), updated_at = $2
     from ${WANTED} where o.force_id = $1 and o.id = w.id and o.collar_number = w.collar_number`,
    [forceId, at, ...columnsOf(rows)],
  );
}
