import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import { type DayRange, toDateRange } from '../domain/day-range.js';

/** "have a dedicated anti-social behaviour lead in every force" */
export const ASB_LEAD = 'anti-social-behaviour-lead';

/** One officer's time in the post. The name may be withheld: see `nameWithheld` before anything is published. */
export interface PostHolder extends DayRange {
  id: string;
  officerId: string;
  collarNumber: string;
  name: string;
  rank: string;
  nameWithheld: boolean;
  publicEmail: string | null;
  publicTelephone: string | null;
}

const HOLDERS = `
-- Who has held a post of the force, holds it and is to hold it, latest first?
select p.id, p.officer_id as "officerId", o.collar_number as "collarNumber", o.name, o.rank, o.name_withheld as "nameWithheld",
       o.public_email as "publicEmail", o.public_telephone as "publicTelephone",
       coalesce(lower(p.during), date '1900-01-01') as "fromOn", upper(p.during) - 1 as "untilOn"
from force_post p join officer o on o.force_id = p.force_id and o.id = p.officer_id
where p.force_id = $1 and p.post = $2
order by lower(p.during) desc nulls last`;

export function holdersOf(manager: EntityManager, forceId: string, post: string): Promise<PostHolder[]> {
  return manager.query<PostHolder[]>(HOLDERS, [forceId, post]);
}

const GAPS = `
-- On which days up to a day, since the force's figures begin, did nobody in service hold a post?
select lower(gap) as "fromOn", upper(gap) - 1 as "untilOn"
from force f
cross join lateral (
  select range_agg(p.during * o.in_service) as days
  from force_post p join officer o on o.force_id = p.force_id and o.id = p.officer_id
  where p.force_id = f.id and p.post = $2
) held
cross join lateral unnest(datemultirange(daterange(least(f.starts_on, $3::date + 1), $3::date + 1)) - coalesce(held.days, '{}')) as gap
where f.id = $1
order by gap desc`;

/** The latest gap first. One that goes on ends with the day asked about. */
export function gapsOf(
  manager: EntityManager,
  forceId: string,
  post: string,
  on: string,
): Promise<{ fromOn: string; untilOn: string }[]> {
  return manager.query(GAPS, [forceId, post, on]);
}

/** Which officer in service on a day has this collar number? Whoever else changes the posts of the force waits. */
export async function lockOfficer(
  manager: EntityManager,
  forceId: string,
  collarNumber: string,
  on: string,
): Promise<{ id: string; serves: boolean } | null> {
  await manager.query(`select from force where id = $1 for update`, [forceId]);
  const [found] = await manager.query<{ id: string; serves: boolean }[]>(
    `select id, in_service @> $3::date as serves from officer where force_id = $1 and collar_number = $2`,
    [forceId, collarNumber, on],
  );
  return found ?? null;
}

export async function insertPost(
  manager: EntityManager,
  forceId: string,
  post: string,
  { officerId, ...days }: { officerId: string } & DayRange,
): Promise<string> {
  const id = newId();
  await manager.query(
    `insert into force_post (force_id, id, post, officer_id, during) values ($1, $2, $3, $4, $5::daterange)`,
    [forceId, id, post, officerId, toDateRange(days)],
  );
  return id;
}

/** The first day stays; the last one becomes another. */
export async function setPostsLastDay(
  manager: EntityManager,
  forceId: string,
  id: string,
  untilOn: string,
): Promise<void> {
  await manager.query(
    `update force_post set during = daterange(lower(during), $3::date + 1) where force_id = $1 and id = $2`,
    [forceId, id, untilOn],
  );
}

export async function removePost(manager: EntityManager, forceId: string, id: string): Promise<void> {
  await manager.query(`delete from force_post where force_id = $1 and id = $2`, [forceId, id]);
}
