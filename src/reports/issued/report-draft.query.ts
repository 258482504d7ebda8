import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** What a report is of: local days, both included, and the part of the force, empty for the whole. */
export interface ReportSubject {
  fromOn: string;
  toOn: string;
  /** `command-area:WEST`, `neighbourhood:NC04` or empty. */
  part: string;
}

export interface DraftRow extends ReportSubject {
  id: string;
  version: number;
  begunAt: DateTime;
  closedAt: DateTime | null;
  closedAs: 'issued' | 'discarded' | null;
}

export interface CommentaryRow {
  key: string;
  version: number;
  text: string;
  writtenAt: DateTime;
  writtenBy: string;
}

const COLUMNS = `id, from_on as "fromOn", to_on as "toOn", part, version, begun_at as "begunAt", closed_at as "closedAt",
  closed_as as "closedAs"`;

const FIND = `
-- What is this draft of, and is it still one?
select ${COLUMNS} from report_draft where force_id = $1 and id = $2`;

const OPEN = `
-- Which reports of a force are being prepared?
select ${COLUMNS} from report_draft where force_id = $1 and closed_at is null order by to_on desc, from_on desc, part`;

const BEGIN = `
-- Begin a draft, unless there is one of the same period and part.
insert into report_draft (force_id, id, from_on, to_on, part, begun_at, begun_by) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (force_id, from_on, to_on, part) where closed_at is null do nothing returning id`;

const OPEN_OF = `
-- Which draft is open of this period and part?
select id from report_draft where force_id = $1 and from_on = $2 and to_on = $3 and part = $4 and closed_at is null`;

const CLOSE = `
-- Close a draft for good.
update report_draft set closed_at = $3, closed_as = $4 where force_id = $1 and id = $2`;

const CARRY_OVER = `
-- Begin with what the force said about the version that is to be corrected.
insert into report_commentary (force_id, draft_id, exception_key, text, written_at, written_by)
select c.force_id, $5, c.exception_key, c.text, c.written_at, c.written_by
from issued_report r join report_commentary c on c.force_id = r.force_id and c.draft_id = r.draft_id and c.text <> ''
where r.force_id = $1 and r.from_on = $2 and r.to_on = $3 and r.part = $4
  and r.version = (select max(version) from issued_report l where l.force_id = $1 and l.from_on = $2 and l.to_on = $3 and l.part = $4)`;

const NOT_HELD = `
-- Does nobody change or issue this draft at the moment?
select id from report_draft where force_id = $1 and id = $2 for update skip locked`;

const COMMENTARIES = `
-- What has the force said about the exceptions of a draft? An empty text was taken back.
select exception_key as key, version, text, written_at as "writtenAt", written_by as "writtenBy"
from report_commentary where force_id = $1 and draft_id = $2 order by exception_key`;

const COMMENT = `
-- Say something about an exception, in place of what was said before.
with counted as (update report_draft set version = version + 1 where force_id = $1 and id = $2)
insert into report_commentary as c (force_id, draft_id, exception_key, text, written_at, written_by) values ($1, $2, $3, $4, $5, $6)
on conflict on constraint report_commentary_pk do update
  set text = excluded.text, written_at = excluded.written_at, written_by = excluded.written_by, version = c.version + 1`;

/** @param lock nobody else changes or issues it until the end of the transaction */
export async function findDraft(
  manager: EntityManager,
  forceId: string,
  id: string,
  lock = false,
): Promise<DraftRow | null> {
  const [draft]: DraftRow[] = await manager.query(lock ? `${FIND} for update` : FIND, [forceId, id]);
  return draft ?? null;
}

/** Is it being changed or issued, by whichever instance? */
export async function isDraftHeld(manager: EntityManager, forceId: string, id: string): Promise<boolean> {
  const exists = (await findDraft(manager, forceId, id)) !== null;
  const free: unknown[] = await manager.query(NOT_HELD, [forceId, id]);
  return exists && free.length === 0;
}

export const openDrafts = (manager: EntityManager, forceId: string): Promise<DraftRow[]> =>
  manager.query(OPEN, [forceId]);

/** @returns the draft there is, or the new one; `begun` says which */
export async function beginDraft(
  manager: EntityManager,
  forceId: string,
  { fromOn, toOn, part }: ReportSubject,
  draft: { id: string; at: DateTime; by: string },
): Promise<{ id: string; begun: boolean }> {
  const begun: { id: string }[] = await manager.query(BEGIN, [
    forceId,
    draft.id,
    fromOn,
    toOn,
    part,
    draft.at,
    draft.by,
  ]);
  if (begun.length > 0) {
    await manager.query(CARRY_OVER, [forceId, fromOn, toOn, part, draft.id]);
    return { id: draft.id, begun: true };
  }
  const [open]: { id: string }[] = await manager.query(OPEN_OF, [forceId, fromOn, toOn, part]);
  return { id: open!.id, begun: false };
}

export async function closeDraft(
  manager: EntityManager,
  forceId: string,
  id: string,
  at: DateTime,
  as: 'issued' | 'discarded',
): Promise<void> {
  await manager.query(CLOSE, [forceId, id, at, as]);
}

export const commentariesOf = (
  manager: EntityManager,
  forceId: string,
  draftId: string,
): Promise<CommentaryRow[]> => manager.query(COMMENTARIES, [forceId, draftId]);

export async function saveCommentary(
  manager: EntityManager,
  forceId: string,
  draftId: string,
  { key, text, at, by }: { key: string; text: string; at: DateTime; by: string },
): Promise<void> {
  await manager.query(COMMENT, [forceId, draftId, key, text, at, by]);
}
