import type { OtherClass } from './domain/retention.js';

interface OldRecords {
  /** What kind of thing the audit log says was erased. */
  subjectKind: 'session' | 'import' | 'report' | 'force';
  /** Where it lies: taken one after the other. */
  places: readonly Place[];
}

interface Place {
  /** Those that ended before $2, in force $1: their ids, or one word for what has none of its own. */
  old: string;
  /** Takes away up to $3 of them and answers which. */
  erase: string;
}

/** The client's word for an answer or a message, which tells when it is sent twice; what it was for stays. */
const keyOf = (table: 'response' | 'contact_message', at: string): Place => ({
  old: `select ctid, force_id as id from ${table} where force_id = $1 and ${at} < $2 and client_key is not null`,
  erase: `update ${table} r set client_key = null from old where r.ctid = old.ctid and r.force_id = $1 returning old.id`,
});

/**
 * What is kept for a while beside contacts: which is too old, and how it goes. None of it holds a text of the public, but
 * for what a mail server may have said. Nothing that a figure counts is taken.
 */
export const OTHER_RECORDS: Readonly<Record<OtherClass, OldRecords>> = {
  'repeated-requests': {
    subjectKind: 'force',
    places: [
      {
        old: `select ctid, force_id as id from idempotency_key where force_id = $1 and created_at < $2`,
        erase: `delete from idempotency_key r using old where r.ctid = old.ctid and r.force_id = $1 returning old.id`,
      },
      keyOf('response', 'recorded_at'),
      keyOf('contact_message', 'received_at'),
    ],
  },
  sessions: {
    subjectKind: 'session',
    places: [
      {
        old: `select ctid, id from session where force_id = $1 and coalesce(ended_at, ends_at) < $2`,
        erase: `, gone as (
              delete from locator l using old where l.force_id = $1 and l.kind = 'session' and l.target_id = old.id)
            delete from session r using old where r.ctid = old.ctid and r.force_id = $1 returning old.id`,
      },
    ],
  },
  'import-files': {
    subjectKind: 'import',
    places: [
      {
        old: `select i.ctid, i.id from registry_import i
           where i.force_id = $1 and i.made_at < $2 and i.state in ('unmapped', 'previewed', 'refused', 'applied', 'undone')
             and (i.content is not null or exists (select from import_row w
                   where w.force_id = i.force_id and w.import_id = i.id and w.detail is not null))`,
        erase: `, rows as (update import_row w set detail = null from old where w.force_id = $1 and w.import_id = old.id)
            update registry_import r set content = null from old where r.ctid = old.ctid and r.force_id = $1 returning old.id`,
      },
    ],
  },
  'report-files': {
    subjectKind: 'report',
    places: [
      {
        old: `select ctid, id from report_file where force_id = $1 and asked_at < $2`,
        erase: `delete from report_file r using old where r.ctid = old.ctid and r.force_id = $1 returning old.id`,
      },
    ],
  },
  'mail-server-words': {
    subjectKind: 'force',
    places: [
      {
        old: `select ctid, force_id as id from outbox_mail where force_id = $1 and last_error is not null
           and coalesce(sent_at, dead_at, withdrawn_at) < $2`,
        erase: `update outbox_mail r set last_error = null from old where r.ctid = old.ctid and r.force_id = $1 returning old.id`,
      },
    ],
  },
};

/** Nothing is counted further than this; the night takes all of it, however much there is. */
export const COUNTED_AT_MOST = 100_000;

/** How many of a class are too old now? No more than are counted at most. */
export const countOld = (name: OtherClass): string =>
  `-- How many of these have been kept long enough?
   select count(*)::int as total from (${OTHER_RECORDS[name].places.map(({ old }) => old).join(' union all ')} limit ${COUNTED_AT_MOST}) old`;

/** Take a batch of them away, a statement for each place; whoever works on one keeps it. */
export const eraseOld = (name: OtherClass): string[] =>
  OTHER_RECORDS[name].places.map(({ old, erase }) => {
    const joined = erase.startsWith(',') ? erase : ` ${erase}`;
    return `-- Which of these were kept long enough, and went now?
   with old as materialized (${old} limit $3 for update skip locked)${joined}`;
  });
