import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log becomes provable: every entry gets a place and a hash in its force's chain, a second after it was written and
 * outside the transaction that wrote it, so that nothing waits for the chain. What an upgrade finds is chained as well.
 */
export class AuditChain1789400000000 implements MigrationInterface {
  readonly name = 'AuditChain1789400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [ENTRIES, CHAIN, WALLS, READING, MAILS, CANONICAL, SEALING])
      await queryRunner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('A log is not taken apart: restore the database as it was before instead.');
  }
}

const ENTRIES = `
-- transaction_id tells which entries can still be joined by earlier ones: transactions commit in another order than they
-- begin. Entries from before this column all get this migration's own, and so keep the order of their ids.
alter table audit_entry
  add column actor_role text,
  add column transaction_id xid8 not null default pg_current_xact_id();
create index audit_entry_to_seal_idx on audit_entry (force_id, transaction_id, id);
-- Some bytes for a hundred pages: writing does not notice it.
create index audit_entry_at_idx on audit_entry using brin (at);

-- Number, transaction and role are the database's own to give.
revoke insert on audit_entry from npg_app;
grant insert (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, detail)
  on audit_entry to npg_app;

-- In which role did the person act? As it stands in this very transaction, whoever writes the entry. What others do (the
-- public, machine clients, jobs) has no role and does not come here.
create function audit_role_of_person() returns trigger language plpgsql as $$
begin
  if new.actor_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    select p.role into new.actor_role from person p where p.force_id = new.force_id and p.id = new.actor_id::uuid;
  end if;
  return new;
end $$;
create trigger audit_entry_role before insert on audit_entry for each row
  when (new.actor_kind = 'person' and new.actor_role is null) execute function audit_role_of_person();
`;

const CHAIN = `
-- One link an entry. below_transaction: everything written by an earlier transaction has its place up to here.
-- next_transaction: no transaction from this one on had begun when the link was made.
-- No foreign key to the entry: its check would lock and so rewrite every entry; entries cannot be deleted as it is.
create table audit_chain (
  force_id          text not null,
  position          bigint not null,
  entry_id          bigint not null,
  format            smallint not null,
  sealed_at         timestamptz not null,
  below_transaction xid8 not null,
  next_transaction  xid8 not null,
  hash              bytea not null,
  constraint audit_chain_pk primary key (force_id, position),
  constraint audit_chain_entry_once unique (entry_id),
  constraint audit_chain_position_from_one check (position >= 1),
  constraint audit_chain_hash_whole check (length(hash) = 32)
);

-- Which entries speak of an id (whoever acted, what it was done to, every id in its detail) or are a disclosure, a
-- combination or an erasure? Written with the chain, so that looking something up costs those who write entries nothing.
create table audit_mention (
  force_id  text not null,
  mentioned text not null,
  entry_id  bigint not null,
  constraint audit_mention_pk primary key (force_id, mentioned, entry_id)
);
create index audit_mention_entry_idx on audit_mention (entry_id);

-- How far has the log of a force been sealed? from_transaction and from_entry: where to look for more. system_id: the
-- server whose transactions these are; after a restore into another one all entries are looked through once (catching_up).
create table audit_sealing (
  force_id         text not null,
  position         bigint not null default 0,
  hash             bytea not null default decode(repeat('00', 32), 'hex'),
  from_transaction xid8 not null default '0',
  from_entry       bigint not null default 0,
  system_id        text not null,
  catching_up      boolean not null default false,
  constraint audit_sealing_pk primary key (force_id),
  constraint audit_sealing_force_fk foreign key (force_id) references force (id)
);

-- What was said of the chain to people outside the database, once for each day.
create table audit_head (
  force_id     text not null,
  id           uuid not null,
  day_on       date not null,
  position     bigint not null,
  hash         bytea not null,
  published_at timestamptz not null,
  constraint audit_head_pk primary key (force_id, id),
  constraint audit_head_force_fk foreign key (force_id) references force (id),
  constraint audit_head_day_once unique (force_id, day_on)
);
`;

const WALLS = `
do $$
declare t text;
begin
  foreach t in array array['audit_chain', 'audit_mention', 'audit_sealing', 'audit_head'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
    execute format('grant select, insert on %I to npg_app', t);
  end loop;
  foreach t in array array['audit_chain', 'audit_mention', 'audit_head'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()',
      t || '_append_only', t);
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()',
      t || '_no_truncate', t);
  end loop;
end $$;
grant update (position, hash, from_transaction, from_entry, system_id, catching_up) on audit_sealing to npg_app;
`;

const READING = `
-- Somebody read something: one entry, one commit and one round trip, for reads that need no transaction of their own. An
-- officer is named by collar number, as in addresses, and logged by id. The reader does not wait for the disk, which has it
-- within a second: only a crash of the database server itself in that second would forget the read.
create function record_consultation(p_force_id text, p_at timestamptz, p_actor_kind text, p_actor_id text, p_subject_kind text,
    p_subject_id text, p_request_id text, p_detail jsonb) returns void language plpgsql as $$
declare subject text := p_subject_id;
begin
  perform set_config('npg.force_id', p_force_id, true), set_config('synchronous_commit', 'off', true), pg_current_xact_id();
  if p_subject_kind = 'officer' then
    select o.id::text into subject from officer o where o.force_id = p_force_id and o.collar_number = p_subject_id;
  end if;
  insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, detail)
  values (p_force_id, p_at, p_actor_kind, p_actor_id, 'consult', p_subject_kind, coalesce(subject, p_subject_id), p_request_id, p_detail);
end $$;
`;

const MAILS = `
-- What was mailed went out: a disclosure, logged with its recipient in the transaction that marks the mail, whatever it is.
-- What goes to an enquirer is logged as a disclosure of their contact instead, by whoever writes it.
create function audit_mail_sent() returns trigger language plpgsql as $$
begin
  insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail)
  values (new.force_id, new.sent_at, 'job', 'sender', 'disclose', 'mail', new.id::text, jsonb_strip_nulls(jsonb_build_object(
    'template', new.template, 'to', new.recipient_kind, 'recipient', new.recipient_id, 'about', new.subject_id)));
  return null;
end $$;
create trigger outbox_mail_sent_logged after update of sent_at on outbox_mail for each row
  when (old.sent_at is null and new.sent_at is not null and new.recipient_kind <> 'enquirer') execute function audit_mail_sent();

-- Mails of many forces are marked at once, by the sweeper: it may add to the log, and read nothing of it.
grant insert (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, detail) on audit_entry to npg_sweeper;
create policy audit_entry_added_by_the_sweeper on audit_entry for insert to npg_sweeper with check (true);
`;

const CANONICAL = `
-- An entry and its link as they go into the hash, format 1: every column of both, as a JSON array of texts. The zone of the
-- session decides how instants are written: UTC, wherever this is asked.
create function audit_canonical(e audit_entry, place bigint, sealed timestamptz, below xid8, next xid8) returns bytea
  language sql stable parallel safe
  return convert_to(json_build_array('npg-audit-1', e.force_id, place::text, e.id::text, e.at, e.actor_kind, e.actor_id, e.actor_role,
    e.action, e.subject_kind, e.subject_id, e.request_id, e.detail::text, e.transaction_id::text, sealed, below::text, next::text)::text, 'UTF8');

create function audit_link(previous bytea, content bytea) returns bytea language sql immutable parallel safe
  return sha256(coalesce(previous, ''::bytea) || content);
create aggregate audit_chained (bytea) (sfunc = audit_link, stype = bytea);

-- By what can the entry be found? A machine client that brings contacts in is not looked up by each of them.
create function audit_mentions(e audit_entry) returns setof text language sql immutable parallel safe begin atomic
  select e.subject_id
  union select e.actor_id where e.actor_kind = 'person' or e.actor_kind = 'api-key' and e.action <> 'collect'
  union select 'action:' || e.action where e.action in ('disclose', 'combine', 'erase')
  union select m.found[1] from regexp_matches(e.detail::text, '"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"', 'g') as m (found);
end;
`;

const SEALING = `
-- Which forces have entries that can be sealed? One look into an index for each.
create function forces_to_seal() returns setof text language plpgsql
  -- That index, whatever the table looked like when it was planned.
  set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  one text;
  reached audit_sealing;
  this_system text := (select s.system_identifier::text from pg_control_system() s);
begin
  for one in select f.id from force f order by f.id loop
    perform set_config('npg.force_id', one, true);
    select s.* into reached from audit_sealing s where s.force_id = one;
    if not found then
      if exists (select from audit_entry e where e.force_id = one) then return next one; end if;
    elsif reached.catching_up or reached.system_id <> this_system or exists (
        select from audit_entry e where e.force_id = one and (e.transaction_id, e.id) > (reached.from_transaction, reached.from_entry)
          and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())) then
      return next one;
    end if;
  end loop;
  perform set_config('npg.force_id', '', true);
end $$;

-- Seal the next entries of a force, p_most at most: how many were there? None also if another instance is at it.
-- Sealed is what no entry can come before any more: transactions lower than all that run have ended for good.
create function seal_audit_entries(p_force_id text, p_at timestamptz, p_most integer) returns integer
  language plpgsql set timezone = 'UTC'
  -- The next ones in their order by one index, whatever the table looked like when it was planned.
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  reached audit_sealing;
  this_system text := (select s.system_identifier::text from pg_control_system() s);
  sealed integer;
  is_end boolean;
begin
  perform set_config('npg.force_id', p_force_id, true);
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

  with horizon as materialized (
    select pg_snapshot_xmin(pg_current_snapshot()) as lowest, pg_snapshot_xmax(pg_current_snapshot()) as next
  ),
  chosen as materialized (
    select e as entry, e.id, e.transaction_id, row_number() over (order by e.transaction_id, e.id) as place
      from audit_entry e
     where e.force_id = p_force_id and (e.transaction_id, e.id) > (reached.from_transaction, reached.from_entry)
       -- From the next one on only another server's transactions have written: they, too, have ended.
       and (e.transaction_id < (select h.lowest from horizon h)
         or reached.catching_up and e.transaction_id >= (select h.next from horizon h))
       and not (reached.catching_up and exists (select from audit_chain c where c.entry_id = e.id))
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
    select p_force_id, reached.position + c.place, c.id, 1, p_at, t.below, t.next,
           audit_chained(case when c.place = 1 then reached.hash else ''::bytea end
             || audit_canonical(c.entry, reached.position + c.place, p_at, t.below, t.next)) over (order by c.place rows unbounded preceding)
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
