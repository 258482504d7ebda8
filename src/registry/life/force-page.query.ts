import type { EntityManager } from 'typeorm';
import type { Recorded } from './life-kind.js';

/** One way in which the force is reached and followed, as the national interface has it. */
export interface EngagementMethod {
  type: string;
  title: string;
  description: string | null;
  url: string;
}

export interface SeniorOfficerFields {
  /** Where it stands on the force's page; of equal ones by name. */
  place: number;
  name: string;
  rank: string;
  bio: string | null;
  email: string | null;
  telephone: string | null;
}
export type SeniorOfficerRow = SeniorOfficerFields & Recorded;

export interface ForceAbout {
  id: string;
  version: number;
  name: string;
  /** The local day on which its figures begin. */
  startsOn: string;
  websiteUrl: string | null;
  telephone: string | null;
  description: string | null;
  engagementMethods: EngagementMethod[];
  /** Whether the public is shown the headline figures of the latest issued report. */
  publishesHeadline: boolean;
}

/** How does the force present itself? @param lock whether whoever else changes it waits until we are done */
export async function forceAbout(manager: EntityManager, forceId: string, lock = false): Promise<ForceAbout> {
  const [force] = await manager.query<ForceAbout[]>(
    `select id, version, name, starts_on as "startsOn", website_url as "websiteUrl", telephone, description,
            engagement_methods as "engagementMethods", publishes_headline as "publishesHeadline"
     from force where id = $1 ${lock ? 'for update' : ''}`,
    [forceId],
  );
  return force!;
}

export async function storeForceAbout(
  manager: EntityManager,
  { id, websiteUrl, telephone, description, engagementMethods, publishesHeadline }: ForceAbout,
): Promise<void> {
  await manager.query(
    `update force set website_url = $2, telephone = $3, description = $4, engagement_methods = $5::jsonb,
       publishes_headline = $6 where id = $1`,
    [id, websiteUrl, telephone, description, JSON.stringify(engagementMethods), publishesHeadline],
  );
}

/** Who are the senior officers as the force presents them, in its order? */
export function listSeniorOfficers(manager: EntityManager, forceId: string): Promise<SeniorOfficerRow[]> {
  return manager.query<SeniorOfficerRow[]>(
    `select id, version, place, name, rank, bio, email, telephone from senior_officer where force_id = $1
     order by place, name, id`,
    [forceId],
  );
}

export async function insertSeniorOfficer(
  manager: EntityManager,
  forceId: string,
  id: string,
  fields: SeniorOfficerFields,
): Promise<void> {
  await manager.query(
    `insert into senior_officer (force_id, id, place, name, rank, bio, email, telephone) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [forceId, id, ...valuesOf(fields)],
  );
}

export async function updateSeniorOfficer(
  manager: EntityManager,
  forceId: string,
  id: string,
  fields: SeniorOfficerFields,
): Promise<void> {
  await manager.query(
    `update senior_officer set place = $3, name = $4, rank = $5, bio = $6, email = $7, telephone = $8
     where force_id = $1 and id = $2`,
    [forceId, id, ...valuesOf(fields)],
  );
}

export async function removeSeniorOfficer(
  manager: EntityManager,
  forceId: string,
  id: string,
): Promise<void> {
  await manager.query(`delete from senior_officer where force_id = $1 and id = $2`, [forceId, id]);
}

function valuesOf({ place, name, rank, bio, email, telephone }: SeniorOfficerFields): unknown[] {
  return [place, name, rank, bio, email, telephone];
}
