import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a link says of transactions that had not begun is certain now (format 2 of a link), what a client made of its own
 * keys is forgotten with the rest, and nothing that keeps the log looks at a table that somebody has put before the log's own.
 */
export class SealedForCertain1790500000000 implements MigrationInterface {
  readonly name = 'SealedForCertain1790500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [CANONICAL_2, sealing(2), UNSEALED_HERE, KEYS_FORGOTTEN, ownTablesOnly('set')])
      await queryRunner.query(part);
  }

  /** Links of format 2 stay as they are; a version before this one cannot tell whether they are whole. */
  async down(queryRunner: QueryRunner): Promise<void> {
    for (const part of [ownTablesOnly('reset'), KEYS_KEPT, UNSEALED, CANONICAL_1, sealing(1)])
      await queryRunner.query(part);
  }
}

/** An entry and its link as they go into the hash: every column of both, as a JSON array of texts. */
const canonical = (parameters: string, format: string): string => `
create function audit_canonical(e audit_entry, ${parameters} place bigint, sealed timestamptz, below xid8, next xid8) returns bytea
  language sql stable parallel safe
  return convert_to(json_build_array(${format}, e.force_id, place::text, e.id::text, e.at, e.actor_kind, e.actor_id, e.actor_role,
    e.action, e.subject_kind, e.subject_id, e.request_id, e.detail::text, e.transaction_id::text, sealed, below::text, next::text)::text, 'UTF8');
`;

const CANONICAL_1 = `
drop function audit_canonical(audit_entry, smallint, bigint, timestamptz, xid8, xid8);
${canonical('', `'npg-audit-1'`)}`;

const CANONICAL_2 = `
drop function audit_canonical(audit_entry, bigint, timestamptz, xid8, xid8);
-- The zone of the session decides how instants are written: UTC, wherever this is asked.
${canonical('link_format smallint,', `'npg-audit-' || link_format`)}`;

/**
 * The function that seals. Of format 1 the link's next_transaction was the upper end of a snapshot: one past the highest
 * transaction that had ended, while later ones may have been at work.
 */
function sealing(format: 1 | 2): string {
  const either = (before: string, now: string): string => (format === 1 ? before : now);
  return `
-- Seal the next entries of a force, p_most at most: how many were there? None also if another instance is at it.
-- Sealed is what no entry can come before any more: transactions lower than all that run have ended for good.
${either(
  '',
  `--
-- A link says two things of transactions (format 2), and each is certain whatever runs beside:
--   below_transaction  those below it had ended, and all that they wrote has its place up to here. It is at most \`lowest\`, the
--                      lowest that ran in a snapshot; whatever a later snapshot finds of those below is therefore all there is.
--   next_transaction   those from it on begin to number entries only after all that is sealed here was committed. It is the
--                      number of this very transaction, and that is given out only after the snapshot of \`lowest\`: what is
--                      sealed had ended before the snapshot, what has a higher number got it afterwards, and an entry is
--                      numbered only when its transaction is.
-- So whoever gets the transaction's number late counts among the later ones; entries of a part of a transaction bear the number
-- of the whole; one that is prepared runs, and holds \`lowest\`, until it is committed; what commits between the snapshot and the
-- link is not below \`lowest\` and waits. Of two that seal at once the second leaves, before it has a number: links and their
-- numbers have one order. Numbers of 64 bits never begin anew on a server, and a replica, which has none to give, seals nothing.
`,
)}create or replace function seal_audit_entries(p_force_id text, p_at timestamptz, p_most integer) returns integer
  language plpgsql set timezone = 'UTC'
  -- The next ones in their order by one index, whatever the table looked like when it was planned.
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  reached audit_sealing;
  this_system text := (select s.system_identifier::text from pg_control_system() s);
  sealed integer;
  is_end boolean;${either(
    '',
    `
  lowest xid8;
  next_number xid8;`,
  )}
begin
${either(
  '',
  `  if pg_current_xact_id_if_assigned() is not null then
    raise exception 'seal_audit_entries needs a transaction of its own, in which nothing was written before';
  end if;
  if not pg_try_advisory_xact_lock(hashtextextended('seal-audit ' || p_force_id, 0)) then return 0; end if;
  lowest := pg_snapshot_xmin(pg_current_snapshot());

`,
)}  perform set_config('npg.force_id', p_force_id, true);
  if not exists (select from audit_sealing s where s.force_id = p_force_id) then
    insert into audit_sealing (force_id, system_id) values (p_force_id, this_system) on conflict do nothing;
  end if;
  select s.* into reached from audit_sealing s where s.force_id = p_force_id for update skip locked;
  if not found then return 0; end if;
  if reached.system_id <> this_system then
    reached.system_id := this_system;
    reached.catching_up := true;
    reached.from_transaction := '0';
    reached.from_entry := 0;
  end if;
${either(
  '',
  `  -- Somebody has been here since the snapshot, and further.
  if not reached.catching_up and lowest <= reached.from_transaction then return 0; end if;
  next_number := pg_current_xact_id();
`,
)}
  with horizon as materialized (
    select ${either(
      'pg_snapshot_xmin(pg_current_snapshot()) as lowest, pg_snapshot_xmax(pg_current_snapshot()) as next',
      'lowest, next_number as next, pg_snapshot_xmax(pg_current_snapshot()) as not_here',
    )}
  ),
  chosen as materialized (
    select e as entry, e.id, e.transaction_id, row_number() over (order by e.transaction_id, e.id) as place
      from audit_entry e
     where e.force_id = p_force_id and (e.transaction_id, e.id) > (reached.from_transaction, reached.from_entry)
       -- ${either('From the next one on only', 'What can be seen from the end of the snapshot on only')} another server's transactions have written: they, too, have ended.
       and (e.transaction_id < (select h.lowest from horizon h)
         or reached.catching_up and e.transaction_id >= (select h.${either('next', 'not_here')} from horizon h))
       ${either(
         'and not (reached.catching_up and exists (select from audit_chain c where c.entry_id = e.id))',
         `-- Another server's were sealed there: passed over when they are caught up with, and again when this one counts so far.
       and (select c.position from audit_chain c where c.entry_id = e.id) is null`,
       )}
     order by e.transaction_id, e.id limit p_most
  ),
  told as materialized (
    select n.entries, n.entries < p_most as is_end, h.next, h.lowest, l.transaction_id as last_transaction, l.id as last_entry,
           case when reached.catching_up then '0'::xid8 when n.entries < p_most then h.lowest else l.transaction_id end as below
      from horizon h cross join (select count(*)::integer as entries from chosen) n
      left join lateral (select c.transaction_id, c.id from chosen c order by c.place desc limit 1) l on true
  ),
  linked as (
    insert into audit_chain (force_id, position, entry_id, format, sealed_at, below_transaction, next_transaction, hash)
    select p_force_id, reached.position + c.place, c.id, ${format}, p_at, t.below, t.next,
           audit_chained(case when c.place = 1 then reached.hash else ''::bytea end
             || audit_canonical(c.entry, ${either('', '2::smallint, ')}reached.position + c.place, p_at, t.below, t.next)) over (order by c.place rows unbounded preceding)
      from chosen c cross join told t order by c.place
    returning position, hash
  ),
  mentions as (
    insert into audit_mention (force_id, mentioned, entry_id)
    select p_force_id, m.mentioned, c.id from chosen c cross join lateral audit_mentions(c.entry) as m (mentioned)
  )
  select t.entries, t.is_end,
         coalesce((select l.position from linked l order by l.position desc limit 1), reached.position),
         coalesce((select l.hash from linked l order by l.position desc limit 1), reached.hash),
         case when t.is_end then t.lowest else t.last_transaction end,
         case when t.is_end then 0 else t.last_entry end
    into sealed, is_end, reached.position, reached.hash, reached.from_transaction, reached.from_entry
    from told t;

  update audit_sealing s
     set position = reached.position, hash = reached.hash, from_transaction = reached.from_transaction,
         from_entry = reached.from_entry, system_id = reached.system_id, catching_up = reached.catching_up and not is_end
   where s.force_id = p_force_id;
  return sealed;
end $$;
`;
}

/** When was the oldest entry written that waits to be sealed? */
const unsealed = (which: string, more: string): string => `
-- When was the oldest entry written that waits to be sealed, of any force? Null if none waits. One look into an index for
-- each force; by the place that the sealer has reached, so on a server that the log was brought to it is only a guess until
-- the sealer has been there.
create or replace function audit_unsealed_since() returns timestamptz language plpgsql
  -- That index, whatever the table looked like when it was planned.
  set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  one text;
  reached audit_sealing;
  next_at timestamptz;
  oldest_at timestamptz;${which}
begin
  for one in select f.id from force f order by f.id loop
    perform set_config('npg.force_id', one, true);
    select s.* into reached from audit_sealing s where s.force_id = one;
    select e.at into next_at from audit_entry e
     where e.force_id = one
       and (e.transaction_id, e.id) > (coalesce(reached.from_transaction, '0'), coalesce(reached.from_entry, 0))${more}
     order by e.transaction_id, e.id limit 1;
    oldest_at := least(oldest_at, next_at);
  end loop;
  perform set_config('npg.force_id', '', true);
  return oldest_at;
end $$;
`;
const UNSEALED = unsealed('', '');
const UNSEALED_HERE = unsealed(
  `
  this_system text := (select s.system_identifier::text from pg_control_system() s);`,
  `
       -- What another server sealed waits for nothing, however far ahead its transactions counted.
       and (reached.force_id is null or reached.catching_up or reached.system_id <> this_system
         or e.transaction_id < pg_snapshot_xmax(pg_current_snapshot())
           and (select c.position from audit_chain c where c.entry_id = e.id) is null)`,
);

const KEYS_FORGOTTEN = `
-- The client's own word for an answer or a message, of which it may have made what it should not: forgotten when the contact is
-- erased, and with the keys of repeated requests. Nothing is recognised as sent twice by it any more then.
alter table contact_message alter column client_key drop not null;
grant update (client_key) on contact_message to npg_app;
create index response_keyed_idx on response (force_id, recorded_at) where client_key is not null;
create index contact_message_keyed_idx on contact_message (force_id, received_at) where client_key is not null;
`;

/** The version before wants a key; the message's id is one that nobody sends. */
const KEYS_KEPT = `
drop index contact_message_keyed_idx;
drop index response_keyed_idx;
revoke update (client_key) on contact_message from npg_app;
alter table contact_message no force row level security;
update contact_message set client_key = 'forgotten:' || id where client_key is null;
alter table contact_message force row level security;
alter table contact_message alter column client_key set not null;
`;

/** What keeps the log looks for tables where this one lies, and among those of a session last. */
const ownTablesOnly = (how: 'set' | 'reset'): string => `
do $$
declare f text;
begin
  foreach f in array array['audit_role_of_person()', 'audit_mail_sent()', 'audit_sealing_from_last_link()', 'forces_to_seal()',
      'seal_audit_entries(text, timestamptz, integer)', 'audit_unsealed_since()',
      'record_consultation(text, timestamptz, text, text, text, text, text, jsonb)'] loop
    execute format('alter function %s ${how === 'set' ? 'set search_path = %I, pg_temp' : 'reset search_path'}', f${how === 'set' ? ', current_schema()' : ''});
  end loop;
end $$;
`;
