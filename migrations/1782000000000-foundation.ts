import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The walls of the house: one role for the application that owns nothing, one for the sweeper, every row of a
 * force behind forced row-level security, personal fields apart from timing facts and sealed by the
 * application, and an audit log that can only grow.
 */
export class Foundation1782000000000 implements MigrationInterface {
  readonly name = 'Foundation1782000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [ROLES, REGISTRY, ACCESS, CONTACTS, ALERTS, REPORTS, WALLS, INTAKE]) {
      await queryRunner.query(part);
    }
  }

  async down(): Promise<void> {
    throw new Error('The first migration is not undone: drop the database instead.');
  }
}

const ROLES = `
-- Roles belong to the whole server: another database of it, or an administrator, may have made them before.
do $$
declare wanted text;
begin
  foreach wanted in array array['npg_app', 'npg_sweeper'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin noinherit', wanted);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
  end loop;
end $$;

create extension if not exists btree_gist;

grant usage on schema public to npg_app, npg_sweeper;

-- Which force does this transaction act for? Null outside one, so every policy then refuses every row.
-- After a transaction a local setting reads '' and not null, hence nullif.
create function current_force() returns text
  language sql stable parallel safe
  return nullif(current_setting('npg.force_id', true), '');
`;

const REGISTRY = `
create table force (
  id          text not null,
  name        text not null,
  starts_on   date not null,
  website_url text,
  telephone   text,
  created_at  timestamptz not null,
  constraint force_pk primary key (id),
  constraint force_id_shape check (id ~ '^[a-z][a-z0-9-]{1,39}$' and id <> 'forces')
);

create table neighbourhood (
  force_id     text not null,
  id           uuid not null,
  code         text not null,
  name         text not null,
  description  text,
  population   integer,
  during       daterange not null,
  boundary     jsonb,
  min_lng      double precision,
  min_lat      double precision,
  max_lng      double precision,
  max_lat      double precision,
  area_km2     double precision,
  centre_lng   double precision,
  centre_lat   double precision,
  email        text,
  telephone    text,
  web_url      text,
  form_enabled boolean not null default true,
  team_mailbox text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  constraint neighbourhood_pk primary key (force_id, id),
  constraint neighbourhood_force_fk foreign key (force_id) references force (id),
  constraint neighbourhood_code_once unique (force_id, code),
  constraint neighbourhood_code_shape check (code = btrim(code) and length(code) between 1 and 100 and code <> 'neighbourhoods'),
  constraint neighbourhood_during_not_empty check (not isempty(during)),
  constraint neighbourhood_population_not_negative check (population >= 0)
);

create table officer (
  force_id         text not null,
  id               uuid not null,
  collar_number    text not null,
  name             text not null,
  rank             text not null,
  name_withheld    boolean not null default false,
  public_email     text,
  public_telephone text,
  duty_email       text,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  constraint officer_pk primary key (force_id, id),
  constraint officer_force_fk foreign key (force_id) references force (id),
  constraint officer_collar_number_once unique (force_id, collar_number)
);

create table assignment (
  force_id         text not null,
  id               uuid not null,
  neighbourhood_id uuid not null,
  officer_id       uuid not null,
  role             text not null,
  during           daterange not null,
  recorded_at      timestamptz not null,
  constraint assignment_pk primary key (force_id, id),
  constraint assignment_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint assignment_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  constraint assignment_role_known check (role in ('lead', 'named', 'deputy', 'team', 'supervisor')),
  constraint assignment_during_not_empty check (not isempty(during)),
  constraint assignment_starts check (not lower_inf(during)),
  -- A neighbourhood has one lead named officer on any day.
  constraint assignment_one_lead exclude using gist (force_id with =, neighbourhood_id with =, during with &&) where (role = 'lead'),
  -- An officer has one role in a neighbourhood on any day.
  constraint assignment_officer_once exclude using gist (force_id with =, neighbourhood_id with =, officer_id with =, during with &&)
);
create index assignment_officer_idx on assignment (force_id, officer_id);
`;

const ACCESS = `
create table person (
  force_id    text not null,
  id          uuid not null,
  name        text not null,
  email       text,
  role        text not null,
  officer_id  uuid,
  created_at  timestamptz not null,
  disabled_at timestamptz,
  constraint person_pk primary key (force_id, id),
  constraint person_force_fk foreign key (force_id) references force (id),
  constraint person_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  constraint person_officer_once unique (force_id, officer_id),
  constraint person_role_known check (role in ('team', 'supervisor', 'force-admin', 'auditor', 'local-policing-body', 'operator'))
);

create table session (
  force_id   text not null,
  id         uuid not null,
  person_id  uuid not null,
  created_at timestamptz not null,
  ends_at    timestamptz not null,
  ended_at   timestamptz,
  constraint session_pk primary key (force_id, id),
  constraint session_person_fk foreign key (force_id, person_id) references person (force_id, id)
);

create table api_key (
  force_id   text not null,
  id         uuid not null,
  name       text not null,
  scopes     text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  constraint api_key_pk primary key (force_id, id),
  constraint api_key_force_fk foreign key (force_id) references force (id),
  constraint api_key_name_once unique (force_id, name)
);

-- What must be found before the force is known: the SHA-256 of a key or of a session's token, and where it leads.
-- It holds nothing else, so it stands outside row-level security.
create table locator (
  digest    bytea not null,
  kind      text not null,
  force_id  text not null,
  target_id uuid not null,
  constraint locator_pk primary key (digest),
  constraint locator_force_fk foreign key (force_id) references force (id),
  constraint locator_kind_known check (kind in ('api-key', 'session'))
);

create table audit_entry (
  force_id     text not null,
  id           bigint generated always as identity,
  at           timestamptz not null,
  actor_kind   text not null,
  actor_id     text not null,
  action       text not null,
  subject_kind text not null,
  subject_id   text not null,
  request_id   text,
  detail       jsonb,
  constraint audit_entry_pk primary key (id)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry for each row execute function refuse_change();
create trigger audit_entry_no_truncate before truncate on audit_entry for each statement execute function refuse_change();
`;

const CONTACTS = `
create table contact (
  force_id         text not null,
  id               uuid not null,
  reference        text not null,
  neighbourhood_id uuid not null,
  channel          text not null,
  stated_at        timestamptz not null,
  received_at      timestamptz not null,
  reachable        boolean not null,
  constraint contact_pk primary key (force_id, id),
  constraint contact_reference_once unique (force_id, reference),
  constraint contact_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint contact_channel_shape check (channel ~ '^[a-z][a-z0-9_-]{0,39}$')
);

create index contact_unreachable_idx on contact (force_id, received_at) where not reachable;

-- Who asked and what about, sealed under a key of the contact's own that is itself wrapped by the master key:
-- forgetting a person is deleting this row, and every timing fact stays.
create table contact_personal (
  force_id      text not null,
  contact_id    uuid not null,
  master_key_id text not null,
  wrapped_key   bytea not null,
  sealed        bytea not null,
  constraint contact_personal_pk primary key (force_id, contact_id),
  constraint contact_personal_contact_fk foreign key (force_id, contact_id) references contact (force_id, id)
);

-- Texts written later about a contact (responses, notes), sealed under the contact's key; id is that of the response or note.
create table contact_text (
  force_id   text not null,
  id         uuid not null,
  contact_id uuid not null,
  sealed     bytea not null,
  constraint contact_text_pk primary key (force_id, id),
  constraint contact_text_contact_fk foreign key (force_id, contact_id) references contact (force_id, id)
);

-- One clock a query. due_at is always 72 elapsed hours after the start: hours, never days, so that a change of
-- the clocks moves nothing.
create table clock (
  force_id                  text not null,
  id                        uuid not null,
  contact_id                uuid not null,
  neighbourhood_id          uuid not null,
  started_at                timestamptz not null,
  due_at                    timestamptz not null,
  target_at                 timestamptz,
  standard_version          text not null,
  stopped_at                timestamptz,
  stopped_recorded_at       timestamptz,
  out_of_scope_at           timestamptz,
  out_of_scope_reason       text,
  out_of_scope_by           uuid,
  out_of_scope_confirmed_at timestamptz,
  next_alert_at             timestamptz,
  constraint clock_pk primary key (force_id, id),
  constraint clock_contact_fk foreign key (force_id, contact_id) references contact (force_id, id),
  constraint clock_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint clock_contact_start_once unique (force_id, contact_id, started_at),
  constraint clock_due_after_72_hours check (due_at = started_at + interval '72 hours'),
  constraint clock_stop_after_start check (stopped_at >= started_at),
  constraint clock_stop_recorded check ((stopped_at is null) = (stopped_recorded_at is null)),
  constraint clock_out_of_scope_reasoned check ((out_of_scope_at is null) = (out_of_scope_reason is null)),
  constraint clock_out_of_scope_reason_known check (out_of_scope_reason in
    ('emergency', 'crime', 'complaint', 'information-request', 'wrong-force', 'spam', 'duplicate')),
  constraint clock_confirmation_of_something check (out_of_scope_confirmed_at is null or out_of_scope_at is not null)
);
create index clock_next_alert_idx on clock (next_alert_at) where next_alert_at is not null;
create index clock_due_idx on clock (force_id, due_at);
-- What waits: the list of a team, and how many are open or overdue. It stays small however many were answered.
create index clock_open_idx on clock (force_id, due_at) where stopped_at is null and out_of_scope_at is null;
create index clock_answered_idx on clock (force_id, stopped_at desc) where stopped_at is not null and out_of_scope_at is null;
create index clock_out_of_scope_idx on clock (force_id, out_of_scope_at desc) where out_of_scope_at is not null;

create table response (
  force_id     text not null,
  id           uuid not null,
  contact_id   uuid not null,
  route        text not null,
  responded_at timestamptz,
  recorded_at  timestamptz not null,
  actor_kind   text not null,
  actor_id     text not null,
  mail_id      uuid,
  client_key   text,
  voided_at    timestamptz,
  void_reason  text,
  constraint response_pk primary key (force_id, id),
  -- The same answer sent twice is one answer.
  constraint response_once unique (force_id, contact_id, client_key),
  constraint response_contact_fk foreign key (force_id, contact_id) references contact (force_id, id),
  constraint response_route_known check (route in ('email-from-here', 'email', 'phone', 'visit', 'in-person', 'letter', 'social-media')),
  -- A message from here has no instant of response until the receiving server has accepted it.
  constraint response_instant check (responded_at is not null or mail_id is not null)
);

create table timeline_entry (
  force_id    text not null,
  id          bigint generated always as identity,
  contact_id  uuid not null,
  at          timestamptz not null,
  recorded_at timestamptz not null,
  kind        text not null,
  actor_kind  text not null,
  actor_id    text not null,
  facts       jsonb,
  text_id     uuid,
  constraint timeline_entry_pk primary key (force_id, contact_id, id),
  constraint timeline_entry_contact_fk foreign key (force_id, contact_id) references contact (force_id, id)
);

create table idempotency_key (
  force_id    text not null,
  client_id   text not null,
  key         text not null,
  body_digest bytea not null,
  contact_id  uuid not null,
  created_at  timestamptz not null,
  constraint idempotency_key_pk primary key (force_id, client_id, key),
  constraint idempotency_key_contact_fk foreign key (force_id, contact_id) references contact (force_id, id)
    deferrable initially deferred
);
`;

const ALERTS = `
create table alert (
  force_id         text not null,
  id               uuid not null default gen_random_uuid(),
  clock_id         uuid not null,
  stage            text not null,
  occurrence       integer not null,
  planned_at       timestamptz not null,
  raised_at        timestamptz not null,
  superseded_at    timestamptz,
  dispatched_at    timestamptz,
  withdrawn_at     timestamptz,
  withdrawn_reason text,
  constraint alert_pk primary key (force_id, id),
  constraint alert_clock_fk foreign key (force_id, clock_id) references clock (force_id, id),
  constraint alert_once unique (force_id, clock_id, stage, occurrence)
);
create index alert_undispatched_idx on alert (raised_at)
  where dispatched_at is null and superseded_at is null and withdrawn_at is null;

-- A mail on its way out: ids and a template's name only. Addresses and texts are read when it is sent.
create table outbox_mail (
  force_id       text not null,
  id             uuid not null default gen_random_uuid(),
  template       text not null,
  recipient_kind text not null,
  recipient_id   uuid not null,
  subject_id     uuid,
  created_at     timestamptz not null,
  not_before     timestamptz not null,
  attempts       integer not null default 0,
  first_tried_at timestamptz,
  claim_token    uuid,
  lease_until    timestamptz,
  sent_at        timestamptz,
  withdrawn_at   timestamptz,
  dead_at        timestamptz,
  last_error     text,
  constraint outbox_mail_pk primary key (force_id, id),
  constraint outbox_mail_one_end check (num_nonnulls(sent_at, withdrawn_at, dead_at) <= 1)
);
create index outbox_mail_waiting_idx on outbox_mail (not_before)
  where sent_at is null and withdrawn_at is null and dead_at is null;
create index outbox_mail_subject_idx on outbox_mail (force_id, subject_id);
create index outbox_mail_dead_idx on outbox_mail (dead_at) where dead_at is not null;

create table delivery (
  force_id       text not null,
  id             uuid not null default gen_random_uuid(),
  alert_id       uuid not null,
  recipient_kind text not null,
  recipient_id   uuid not null,
  mail_id        uuid not null,
  constraint delivery_pk primary key (force_id, id),
  constraint delivery_alert_fk foreign key (force_id, alert_id) references alert (force_id, id),
  constraint delivery_mail_fk foreign key (force_id, mail_id) references outbox_mail (force_id, id),
  constraint delivery_once unique (force_id, alert_id, recipient_kind, recipient_id),
  constraint delivery_recipient_known check (recipient_kind in ('officer', 'mailbox', 'person'))
);
create index delivery_mail_idx on delivery (force_id, mail_id);

alter table response add constraint response_mail_fk foreign key (force_id, mail_id) references outbox_mail (force_id, id);

-- When did each job last run, on each instance? One row each, so it never grows.
create table heartbeat (
  job         text not null,
  instance    text not null,
  started_at  timestamptz not null,
  finished_at timestamptz,
  result      jsonb,
  constraint heartbeat_pk primary key (job, instance)
);
`;

const REPORTS = `
create table compliance_report (
  force_id   text not null,
  id         uuid not null,
  kind       text not null,
  from_on    date not null,
  to_on      date not null,
  made_at    timestamptz not null,
  cut_off_at timestamptz not null,
  figures    jsonb not null,
  constraint compliance_report_pk primary key (force_id, id),
  constraint compliance_report_force_fk foreign key (force_id) references force (id),
  constraint compliance_report_once unique (force_id, kind, from_on, to_on)
);
`;

const WALLS = `
do $$
declare t text;
begin
  foreach t in array array['neighbourhood', 'officer', 'assignment', 'person', 'session', 'api_key', 'audit_entry',
      'contact', 'contact_personal', 'contact_text', 'clock', 'response', 'timeline_entry', 'idempotency_key',
      'alert', 'outbox_mail', 'delivery', 'compliance_report'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
  end loop;
end $$;

-- Which forces there are is public; a force is changed only from inside.
alter table force enable row level security;
alter table force force row level security;
create policy force_is_public on force for select to npg_app, npg_sweeper using (true);
create policy force_adds_itself on force for insert to npg_app with check (id = current_force());
create policy force_changes_itself on force for update to npg_app using (id = current_force()) with check (id = current_force());

grant select, insert, update on force, neighbourhood, officer, assignment, person, session, api_key, contact, clock,
  response, alert, outbox_mail, delivery to npg_app;
grant delete on assignment, contact_personal, contact_text to npg_app;
grant select, insert on audit_entry, contact_personal, contact_text, timeline_entry, idempotency_key, compliance_report to npg_app;
grant select, insert, delete on locator to npg_app;
grant select, insert, update, delete on heartbeat to npg_app, npg_sweeper;

-- The sweeper works across forces, and only on what alerting needs: no personal field of a contact, no audit.
do $$
declare t text;
begin
  foreach t in array array['neighbourhood', 'officer', 'assignment', 'person', 'clock', 'alert', 'outbox_mail', 'delivery'] loop
    execute format('create policy %I on %I to npg_sweeper using (true) with check (true)', t || '_for_the_sweeper', t);
  end loop;
end $$;
grant select on force, neighbourhood, officer, assignment, person, clock to npg_sweeper;
grant update (next_alert_at) on clock to npg_sweeper;
grant select, insert, update on alert, outbox_mail, delivery to npg_sweeper;
`;

const INTAKE = `
-- Whose key is this? Goes through the locator to the force, sets it for the transaction, reads the key itself.
create function resolve_api_key(p_digest bytea, p_now timestamptz)
  returns table (force_id text, id uuid, name text, scopes text[], expires_at timestamptz)
  language plpgsql as $$
#variable_conflict use_column
declare found_at locator;
begin
  select * into found_at from locator l where l.digest = p_digest and l.kind = 'api-key';
  if not found then return; end if;
  perform set_config('npg.force_id', found_at.force_id, true);
  return query select k.force_id, k.id, k.name, k.scopes, k.expires_at from api_key k
    where k.force_id = found_at.force_id and k.id = found_at.target_id
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > p_now);
end $$;

-- Whose session is this?
create function resolve_session(p_digest bytea, p_now timestamptz)
  returns table (force_id text, session_id uuid, id uuid, name text, role text, officer_id uuid)
  language plpgsql as $$
#variable_conflict use_column
declare found_at locator;
begin
  select * into found_at from locator l where l.digest = p_digest and l.kind = 'session';
  if not found then return; end if;
  perform set_config('npg.force_id', found_at.force_id, true);
  return query select p.force_id, s.id, p.id, p.name, p.role, p.officer_id
    from session s join person p on p.force_id = s.force_id and p.id = s.person_id
    where s.force_id = found_at.force_id and s.id = found_at.target_id
      and s.ended_at is null and s.ends_at > p_now and p.disabled_at is null;
end $$;

-- Take in contacts of one force: key, contact, personal fields, clock, timeline, audit and acknowledgement, in one commit
-- and one round trip however many they are. The caller has decided every value; this only stores, and says for each
-- (by its place in the arrays, from 1) which of the outcomes it was:
--   created
--   repeated               the same key with the same body was stored before: contact_id is that one's
--   key-reused             the same key with another body
--   unknown-neighbourhood  nothing of this contact is stored, its key neither
--   raced                  another request with the same key was being stored at this moment: ask again
-- A reference that is taken already fails the whole call on contact_reference_once.
create function receive_contacts(
  p_force_id text, p_received_at timestamptz[], p_on date[],
  p_contact_ids uuid[], p_references text[], p_neighbourhood_codes text[], p_channels text[], p_stated_at timestamptz[],
  p_reachable boolean[], p_master_key_ids text[], p_wrapped_keys bytea[], p_sealed bytea[],
  p_clock_ids uuid[], p_due_at timestamptz[], p_standard_versions text[], p_next_alert_at timestamptz[],
  p_client_ids text[], p_keys text[], p_body_digests bytea[],
  p_actor_kinds text[], p_actor_ids text[], p_request_ids text[], p_acknowledge boolean[]
) returns table (place bigint, outcome text, contact_id uuid)
  -- Planned once a session: planning anew for each call costs more than storing a contact.
  language plpgsql set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  perform set_config('npg.force_id', p_force_id, true);
  return query
  with given as materialized (
    select g.*, n.id as neighbourhood_id, k.contact_id as earlier_id, k.body_digest as earlier_digest
      from unnest(p_received_at, p_on, p_contact_ids, p_references, p_neighbourhood_codes, p_channels, p_stated_at, p_reachable, p_master_key_ids,
          p_wrapped_keys, p_sealed, p_clock_ids, p_due_at, p_standard_versions, p_next_alert_at, p_client_ids, p_keys,
          p_body_digests, p_actor_kinds, p_actor_ids, p_request_ids, p_acknowledge)
        with ordinality as g (received_at, on_day, id, reference, code, channel, stated_at, reachable, master_key_id, wrapped_key, sealed, clock_id,
          due_at, standard_version, next_alert_at, client_id, key, body_digest, actor_kind, actor_id, request_id, acknowledge, place)
      -- One look into the index for each: the plan is kept for the session, and a join planned while the tables were
      -- small would read them whole for ever.
      left join lateral (select n.id from neighbourhood n
        where n.force_id = p_force_id and n.code = g.code and n.during @> g.on_day limit 1) n on true
      left join lateral (select k.contact_id, k.body_digest from idempotency_key k
        where k.force_id = p_force_id and k.client_id = g.client_id and k.key = g.key limit 1) k on true
  ),
  kept as (
    insert into idempotency_key (force_id, client_id, key, body_digest, contact_id, created_at)
    select p_force_id, client_id, key, body_digest, id, received_at from given
     where earlier_id is null and neighbourhood_id is not null
    on conflict do nothing returning contact_id as id
  ),
  taken as materialized (select g.* from given g join kept using (id)),
  contacts as (
    insert into contact (force_id, id, reference, neighbourhood_id, channel, stated_at, received_at, reachable)
    select p_force_id, id, reference, neighbourhood_id, channel, stated_at, received_at, reachable from taken
  ),
  personal as (
    insert into contact_personal (force_id, contact_id, master_key_id, wrapped_key, sealed)
    select p_force_id, id, master_key_id, wrapped_key, sealed from taken
  ),
  clocks as (
    insert into clock (force_id, id, contact_id, neighbourhood_id, started_at, due_at, standard_version, next_alert_at)
    select p_force_id, clock_id, id, neighbourhood_id, stated_at, due_at, standard_version, next_alert_at from taken
     where clock_id is not null
  ),
  timelines as (
    insert into timeline_entry (force_id, contact_id, at, recorded_at, kind, actor_kind, actor_id)
    select p_force_id, id, stated_at, received_at, 'received', actor_kind, actor_id from taken
  ),
  audits as (
    insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id)
    select p_force_id, received_at, actor_kind, actor_id, 'collect', 'contact', id::text, request_id from taken
  ),
  acknowledgements as (
    insert into outbox_mail (force_id, template, recipient_kind, recipient_id, subject_id, created_at, not_before)
    select p_force_id, 'acknowledgement', 'enquirer', id, id, received_at, received_at from taken where acknowledge
  )
  select g.place,
         case when g.earlier_digest = g.body_digest then 'repeated' when g.earlier_id is not null then 'key-reused'
              when g.neighbourhood_id is null then 'unknown-neighbourhood' when t.id is null then 'raced' else 'created' end,
         coalesce(g.earlier_id, g.id)
    from given g left join taken t on t.place = g.place;
end $$;
`;
