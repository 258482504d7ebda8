import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { ReportFile } from '../report-content.js';
import type { FileFormat } from '../report-formats.js';

/** What was asked for: a kept report, or one of a period and perhaps a part. */
export interface AskedFile {
  format: FileFormat;
  reportId: string | null;
  fromOn: string | null;
  toOn: string | null;
  part: string;
}

export interface FileRow extends AskedFile {
  id: string;
  askedAt: DateTime;
  doneAt: DateTime | null;
  name: string | null;
  problem: string | null;
  /** Is an instance making it? */
  isClaimed: boolean;
}

const IS_OPEN = 'done_at is null and problem is null';
/** An instance that is not heard of for so long is dead, and another takes the file up. */
const LEASE = `interval '2 minutes'`;
const MOST_TRIES = 3;
const KEPT = `interval '1 day'`;

/** Which file is being made of what this person asks for? Asks for one if none is, and says which it then is. */
export async function askForFile(
  manager: EntityManager,
  forceId: string,
  { format, reportId, fromOn, toOn, part }: AskedFile,
  by: { id: string; personId: string; at: DateTime },
): Promise<string> {
  const [file] = await manager.query<{ id: string }[]>(
    `insert into report_file as f (force_id, id, format, report_id, from_on, to_on, part, asked_by, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (force_id, asked_by, format, report_id, from_on, to_on, part) where ${IS_OPEN}
       do update set asked_at = f.asked_at
     returning f.id`,
    [forceId, by.id, format, reportId, fromOn, toOn, part, by.personId, by.at],
  );
  return file!.id;
}

const FILE = `
-- How far is the file that a person has asked for?
select id, format, report_id as "reportId", from_on as "fromOn", to_on as "toOn", part, asked_at as "askedAt",
  done_at as "doneAt", name, problem, coalesce(claimed_until > clock_timestamp(), false) as "isClaimed"
from report_file where force_id = $1 and id = $2 and asked_by = $3`;

export async function findFile(
  manager: EntityManager,
  forceId: string,
  id: string,
  personId: string,
): Promise<FileRow | null> {
  const [file] = await manager.query<FileRow[]>(FILE, [forceId, id, personId]);
  return file ?? null;
}

const BYTES = `
-- What is in the file that a person has asked for?
select name, type, bytes from report_file where force_id = $1 and id = $2 and asked_by = $3 and done_at is not null`;

export async function readFile(
  manager: EntityManager,
  forceId: string,
  id: string,
  personId: string,
): Promise<ReportFile | null> {
  const [file] = await manager.query<ReportFile[]>(BYTES, [forceId, id, personId]);
  return file ?? null;
}

export interface ClaimedFile extends AskedFile {
  id: string;
  claim: string;
}

const CLAIM = `
-- Which file waits, or has lost whoever made it? The one who asks has it for the time of a lease.
update report_file f set claim = $2, claimed_until = clock_timestamp() + ${LEASE}, tries = f.tries + 1
where (f.force_id, f.id) = (
  select force_id, id from report_file
  where force_id = $1 and ${IS_OPEN} and tries < ${MOST_TRIES} and (claimed_until is null or claimed_until < clock_timestamp())
  order by asked_at, id limit 1 for update skip locked)
returning f.id, f.format, f.report_id as "reportId", f.from_on as "fromOn", f.to_on as "toOn", f.part`;

export async function claimFile(
  manager: EntityManager,
  forceId: string,
  claim: string,
): Promise<ClaimedFile | null> {
  const [[file]] = await manager.query<[Omit<ClaimedFile, 'claim'>[], number]>(CLAIM, [forceId, claim]);
  return file ? { ...file, claim } : null;
}

/** It is made; nothing is kept if another instance has taken it up meanwhile. */
export async function finishFile(
  manager: EntityManager,
  forceId: string,
  { id, claim }: ClaimedFile,
  { name, type, bytes }: ReportFile,
  at: DateTime,
): Promise<void> {
  await manager.query(
    `update report_file set done_at = $4, name = $5, type = $6, bytes = $7, claim = null, claimed_until = null
     where force_id = $1 and id = $2 and claim = $3`,
    [forceId, id, claim, at, name, type, Buffer.from(bytes)],
  );
}

/** It could not be made. */
export async function giveFileUp(
  manager: EntityManager,
  forceId: string,
  { id, claim }: ClaimedFile,
  problem: string,
): Promise<void> {
  await manager.query(
    `update report_file set problem = $4, claim = null, claimed_until = null
     where force_id = $1 and id = $2 and claim = $3`,
    [forceId, id, claim, problem],
  );
}

/** Files whose instance was lost each time fail, and those of yesterday are forgotten. */
export async function tidyFiles(
  manager: EntityManager,
  forceId: string,
  now: DateTime,
  problem: string,
): Promise<void> {
  await manager.query(
    `update report_file set problem = $2, claim = null, claimed_until = null
     where force_id = $1 and ${IS_OPEN} and tries >= ${MOST_TRIES} and claimed_until < clock_timestamp()`,
    [forceId, problem],
  );
  await manager.query(
    `delete from report_file where force_id = $1 and asked_at < $2::timestamptz - ${KEPT}`,
    [forceId, now],
  );
}

/** Which forces have a file to be made, taken up or forgotten? For the sweeper's role. */
export async function forcesWithFiles(manager: EntityManager, now: DateTime): Promise<string[]> {
  const rows = await manager.query<{ forceId: string }[]>(
    `select distinct force_id as "forceId" from report_file
     where ${IS_OPEN} and (claimed_until is null or claimed_until < clock_timestamp())
        or asked_at < $1::timestamptz - ${KEPT}
     order by 1`,
    [now],
  );
  return rows.map(({ forceId }) => forceId);
}
