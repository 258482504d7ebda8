import type { EntityManager } from 'typeorm';

export interface RecordedOfficer {
  id: string;
  collarNumber: string;
  name: string;
  rank: string;
  /** Since when the rank is recorded; null: always. */
  rankFromOn: string | null;
  dutyEmail: string | null;
  publicEmail: string | null;
  publicTelephone: string | null;
  nameWithheld: boolean;
  joinedOn: string | null;
  leftOn: string | null;
  externalId: string | null;
}

/** Which officers have one of these collar numbers or one of these ids of the force, and what is recorded of them? */
export function recordedOfficers(
  manager: EntityManager,
  forceId: string,
  on: string,
  { collarNumbers, externalIds }: { collarNumbers: readonly string[]; externalIds: readonly string[] },
): Promise<RecordedOfficer[]> {
  return manager.query<RecordedOfficer[]>(
    `select o.id, o.collar_number as "collarNumber", o.name, o.rank, o.duty_email as "dutyEmail",
            o.public_email as "publicEmail", o.public_telephone as "publicTelephone",
            o.name_withheld as "nameWithheld", lower(o.in_service) as "joinedOn", upper(o.in_service) - 1 as "leftOn",
            o.external_id as "externalId",
            (select lower(r.during) from officer_rank r
              where r.force_id = o.force_id and r.officer_id = o.id and r.during @> $2::date) as "rankFromOn"
     from officer o where o.force_id = $1 and (o.collar_number = any($3) or o.external_id = any($4))`,
    [forceId, on, collarNumbers, externalIds],
  );
}

export interface RankSince {
  id: string;
  rank: string;
  fromOn: string;
}

/**
 * These officers hold their rank from these days on: what was recorded of the days from there until today gives way,
 * days before keep what is recorded of them, and so do days to come. An officer who is new had no rank before.
 */
export async function correctRanks(
  manager: EntityManager,
  forceId: string,
  todayOn: string,
  rows: readonly (RankSince & { isNew: boolean })[],
): Promise<void> {
  if (rows.length === 0) return;
  const wanted = 'unnest($3::uuid[], $4::date[], $5::text[], $6::boolean[]) as w (id, from_on, rank, is_new)';
  const values = [
    forceId,
    todayOn,
    rows.map(({ id }) => id),
    rows.map(({ fromOn }) => fromOn),
    rows.map(({ rank }) => rank),
    rows.map(({ isNew }) => isNew),
  ];
  await manager.query(
    `delete from officer_rank r using ${wanted}
     where r.force_id = $1 and r.officer_id = w.id
       and (w.is_new or (lower(r.during) >= w.from_on and lower(r.during) <= $2::date)) and w.rank is not null`,
    values,
  );
  await manager.query(
    `update officer_rank r set during = daterange(lower(r.during), w.from_on) from ${wanted}
     where r.force_id = $1 and r.officer_id = w.id and r.during @> w.from_on and w.from_on <= $2::date
       and w.rank is not null and not w.is_new`,
    values,
  );
  await manager.query(
    `insert into officer_rank (force_id, id, officer_id, rank, during)
     select $1, gen_random_uuid(), w.id, w.rank, daterange(w.from_on,
       (select min(lower(r.during)) from officer_rank r
         where r.force_id = $1 and r.officer_id = w.id and lower(r.during) > $2::date and not w.is_new))
     from ${wanted}`,
    values,
  );
}

/** How many of these officers have an assignment on days on which they do not serve? */
export async function assignedOutOfService(
  manager: EntityManager,
  forceId: string,
  officerIds: readonly string[],
): Promise<number> {
  const [found] = await manager.query<{ officers: number }[]>(
    `select count(distinct a.officer_id)::int as officers
     from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
     where a.force_id = $1 and a.officer_id = any($2) and not a.during <@ o.in_service`,
    [forceId, officerIds],
  );
  return found!.officers;
}
