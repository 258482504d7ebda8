import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What should be forgotten is, and who is asked about is found: keyed digests of e-mail and telephone beside what is
 * sealed, legal holds, and what erasing and a change of the master key may touch.
 */
export class Privacy1789500000000 implements MigrationInterface {
  readonly name = 'Privacy1789500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SEARCH);
    await queryRunner.query(HOLDS);
    await queryRunner.query(ERASING);
    await queryRunner.query(intake(true));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(intake(false));
    await queryRunner.query(BEFORE);
  }
}

const SEARCH = `
-- The only two things a person is found by, as digests under a key that comes of the master key. Rows from before are
-- searchable once a job that has the key has read them; a change of the master key makes them anew.
alter table contact_personal
  add column email_digest bytea,
  add column telephone_digest bytea,
  add column searchable boolean not null default false;
create index contact_personal_email_idx on contact_personal (force_id, email_digest) where email_digest is not null;
create index contact_personal_telephone_idx on contact_personal (force_id, telephone_digest) where telephone_digest is not null;
create index contact_personal_unsearchable_idx on contact_personal (force_id) where not searchable;
-- By which keys is anything sealed, and what by the one that goes? Nearly all have the same, so it stays small.
create index contact_personal_key_idx on contact_personal (force_id, master_key_id);
grant update (master_key_id, wrapped_key, email_digest, telephone_digest, searchable) on contact_personal to npg_app;
`;

const HOLDS = `
-- As long as it holds nothing of the contact is erased. Why it was set is sealed under its id, why it was lifted under
-- lifted_text_id, both with the contact's own key.
create table legal_hold (
  force_id       text not null,
  id             uuid not null,
  contact_id     uuid not null,
  set_at         timestamptz not null,
  set_by         uuid not null,
  lifted_at      timestamptz,
  lifted_by      uuid,
  lifted_text_id uuid,
  constraint legal_hold_pk primary key (force_id, id),
  constraint legal_hold_contact_fk foreign key (force_id, contact_id) references contact (force_id, id),
  constraint legal_hold_set_by_fk foreign key (force_id, set_by) references person (force_id, id),
  constraint legal_hold_lifted_by_fk foreign key (force_id, lifted_by) references person (force_id, id),
  constraint legal_hold_lifted_whole check (num_nulls(lifted_at, lifted_by, lifted_text_id) in (0, 3)),
  constraint legal_hold_lifted_after_set check (lifted_at >= set_at)
);
create unique index legal_hold_open_once on legal_hold (force_id, contact_id) where lifted_at is null;
create index legal_hold_contact_idx on legal_hold (force_id, contact_id);
alter table legal_hold enable row level security;
alter table legal_hold force row level security;
create policy legal_hold_of_the_force on legal_hold to npg_app
  using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, update on legal_hold to npg_app;
`;

const ERASING = `
create index contact_text_contact_idx on contact_text (force_id, contact_id);
-- Keys are kept in the order they came in, so the few pages of a time are found without an index of their own.
create index idempotency_key_created_idx on idempotency_key using brin (created_at) with (pages_per_range = 16);
grant update (body_digest), delete on idempotency_key to npg_app;
grant delete on session to npg_app;
`;

const BEFORE = `
revoke delete on session from npg_app;
revoke update (body_digest), delete on idempotency_key from npg_app;
drop index idempotency_key_created_idx;
drop index contact_text_contact_idx;
drop table legal_hold;
revoke update (master_key_id, wrapped_key, email_digest, telephone_digest, searchable) on contact_personal from npg_app;
drop index contact_personal_key_idx;
alter table contact_personal drop column email_digest, drop column telephone_digest, drop column searchable;
`;

/**
 * The function that stores contacts, with the digests of e-mail and telephone: still one statement. While the master key
 * is being changed a body is recognised by the previous key's digest as well.
 */
function intake(searchable: boolean): string {
  const search = (text: string): string => (searchable ? text : '');
  return `
drop function receive_contacts;
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
  p_clock_ids uuid[], p_due_at timestamptz[], p_standard_versions text[], p_next_alert_at timestamptz[], p_target_at timestamptz[],
  p_client_ids text[], p_keys text[], p_body_digests bytea[],
  p_actor_kinds text[], p_actor_ids text[], p_request_ids text[], p_acknowledge boolean[]${search(`,
  p_email_digests bytea[], p_telephone_digests bytea[], p_previous_body_digests bytea[]`)}
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
          p_wrapped_keys, p_sealed, p_clock_ids, p_due_at, p_standard_versions, p_next_alert_at, p_target_at, p_client_ids, p_keys,
          p_body_digests, p_actor_kinds, p_actor_ids, p_request_ids, p_acknowledge${search(', p_email_digests, p_telephone_digests, p_previous_body_digests')})
        with ordinality as g (received_at, on_day, id, reference, code, channel, stated_at, reachable, master_key_id, wrapped_key, sealed, clock_id,
          due_at, standard_version, next_alert_at, target_at, client_id, key, body_digest, actor_kind, actor_id, request_id, acknowledge${search(', email_digest, telephone_digest, previous_body_digest')}, place)
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
    insert into contact_personal (force_id, contact_id, master_key_id, wrapped_key, sealed${search(', email_digest, telephone_digest, searchable')})
    select p_force_id, id, master_key_id, wrapped_key, sealed${search(', email_digest, telephone_digest, true')} from taken
  ),
  clocks as (
    insert into clock (force_id, id, contact_id, neighbourhood_id, started_at, due_at, standard_version, target_at, next_alert_at)
    select p_force_id, clock_id, id, neighbourhood_id, stated_at, due_at, standard_version, target_at, next_alert_at from taken
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
         case when g.earlier_digest = g.body_digest${search(' or g.earlier_digest = g.previous_body_digest')} then 'repeated' when g.earlier_id is not null then 'key-reused'
              when g.neighbourhood_id is null then 'unknown-neighbourhood' when t.id is null then 'raced' else 'created' end,
         coalesce(g.earlier_id, g.id)
    from given g left join taken t on t.place = g.place;
end $$;
`;
}
