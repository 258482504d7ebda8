import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alerts that climb: a contact can be taken up and handed over, a rung that nobody takes up calls the next one, and for
 * everybody who should have heard it is kept whether they did and, if not, why.
 */
export class Alerts1786000000000 implements MigrationInterface {
  readonly name = 'Alerts1786000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ALERTS);
    await queryRunner.query(OWN_TIMES);
    await queryRunner.query(WALLS);
    await queryRunner.query(intake(true));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(intake(false));
    await queryRunner.query(BEFORE);
  }
}

const ALERTS = `
alter table clock
  -- Who said "I have it", and when: a person of the force.
  add column taken_up_at timestamptz,
  add column taken_up_by uuid,
  -- "Figures by neighbourhood use the holder at the earlier of response and due": only if that is not neighbourhood_id, who holds it now.
  add column measured_neighbourhood_id uuid,
  add constraint clock_taken_up_by_fk foreign key (force_id, taken_up_by) references person (force_id, id),
  add constraint clock_taken_up_by_somebody check ((taken_up_at is null) = (taken_up_by is null)),
  add constraint clock_measured_neighbourhood_fk foreign key (force_id, measured_neighbourhood_id) references neighbourhood (force_id, id),
  add constraint clock_target_not_after_due check (target_at <= due_at);

alter table alert
  -- 0: the rung's own listeners; 1 and more: nobody had taken it up, so those of the next rungs as well.
  add column step integer not null default 0,
  -- How often a mail about it was refused or given up: each time it goes one rung higher.
  add column climbed integer not null default 0,
  -- When its rung first spoke: whoever takes the contact up after that hears alone until the next rung.
  add column rung_at timestamptz,
  -- "Overdue and the last warning ignore" quiet hours.
  add column urgent boolean not null default true,
  add constraint alert_step_not_negative check (step >= 0),
  drop constraint alert_once,
  add constraint alert_once unique (force_id, clock_id, stage, occurrence, step);
-- The alerts page: the latest first.
create index alert_raised_idx on alert (force_id, raised_at desc);

-- Who should have heard and did not, with the reason; everybody else with the mail that told them.
alter table delivery
  alter column mail_id drop not null,
  add column skipped text,
  add constraint delivery_told_or_skipped check ((mail_id is null) = (skipped is not null)),
  add constraint delivery_skipped_known check (skipped in ('absent', 'no-address', 'not-in-service', 'taken-up'));

-- From whom to whom a contact went. Kept for good: the figures of a neighbourhood follow it.
create table contact_transfer (
  force_id              text not null,
  id                    uuid not null,
  contact_id            uuid not null,
  from_neighbourhood_id uuid not null,
  to_neighbourhood_id   uuid not null,
  at                    timestamptz not null,
  actor_kind            text not null,
  actor_id              text not null,
  constraint contact_transfer_pk primary key (force_id, id),
  constraint contact_transfer_contact_fk foreign key (force_id, contact_id) references contact (force_id, id),
  constraint contact_transfer_from_fk foreign key (force_id, from_neighbourhood_id) references neighbourhood (force_id, id),
  constraint contact_transfer_to_fk foreign key (force_id, to_neighbourhood_id) references neighbourhood (force_id, id),
  constraint contact_transfer_elsewhere check (from_neighbourhood_id <> to_neighbourhood_id)
);
create index contact_transfer_contact_idx on contact_transfer (force_id, contact_id, at);
create index contact_transfer_from_idx on contact_transfer (force_id, from_neighbourhood_id, at);

-- Nobody of a neighbourhood's own people could hear an alert: a gap in cover that its supervisor was told of.
create table listening_gap (
  force_id         text not null,
  id               uuid not null default gen_random_uuid(),
  neighbourhood_id uuid not null,
  opened_at        timestamptz not null,
  closed_at        timestamptz,
  constraint listening_gap_pk primary key (force_id, id),
  constraint listening_gap_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint listening_gap_closed_after check (closed_at >= opened_at)
);
create unique index listening_gap_open_once on listening_gap (force_id, neighbourhood_id) where closed_at is null;
`;

const OWN_TIMES = `
-- An officer's own quiet hours and time of the digest, in local time. Quiet hours may go over midnight.
create table alert_preference (
  force_id    text not null,
  officer_id  uuid not null,
  quiet_from  time,
  quiet_until time,
  digest_at   time,
  updated_at  timestamptz not null,
  constraint alert_preference_pk primary key (force_id, officer_id),
  constraint alert_preference_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  constraint alert_preference_quiet_from_until check ((quiet_from is null) = (quiet_until is null) and quiet_from <> quiet_until)
);

-- A team's own time of the digest, where it is not that of config/alerts.yaml.
create table team_digest (
  force_id         text not null,
  neighbourhood_id uuid not null,
  digest_at        time not null,
  updated_at       timestamptz not null,
  constraint team_digest_pk primary key (force_id, neighbourhood_id),
  constraint team_digest_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id)
);

-- Whose digest of which day was seen to; without a mail there was nothing to say.
create table digest (
  force_id       text not null,
  recipient_kind text not null,
  recipient_id   uuid not null,
  on_day         date not null,
  made_at        timestamptz not null,
  mail_id        uuid,
  constraint digest_pk primary key (force_id, recipient_kind, recipient_id, on_day),
  constraint digest_mail_fk foreign key (force_id, mail_id) references outbox_mail (force_id, id),
  constraint digest_recipient_known check (recipient_kind in ('officer', 'mailbox'))
);

-- Until when does this officer want no mail? Null: now is as good as any time. p_zone is the product's one zone.
create function quiet_until(p_force_id text, p_officer_id uuid, p_now timestamptz, p_zone text) returns timestamptz
  language sql stable as $$
  select case
      when quiet_from < quiet_until and local.time >= quiet_from and local.time < quiet_until then (local.day + quiet_until) at time zone p_zone
      when quiet_from > quiet_until and local.time >= quiet_from then (local.day + 1 + quiet_until) at time zone p_zone
      when quiet_from > quiet_until and local.time < quiet_until then (local.day + quiet_until) at time zone p_zone
    end
    from alert_preference,
         (select (p_now at time zone p_zone)::date as day, (p_now at time zone p_zone)::time as time) local
   where force_id = p_force_id and officer_id = p_officer_id
$$;
`;

const WALLS = `
do $$
declare t text;
begin
  foreach t in array array['contact_transfer', 'listening_gap', 'alert_preference', 'team_digest', 'digest'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
    execute format('create policy %I on %I to npg_sweeper using (true) with check (true)', t || '_for_the_sweeper', t);
  end loop;
end $$;
grant select, insert on contact_transfer to npg_app;
grant select, insert, update on listening_gap to npg_app, npg_sweeper;
grant select, insert, update, delete on alert_preference, team_digest to npg_app;
grant select on alert_preference, team_digest to npg_sweeper;
grant select, insert, update on digest to npg_app, npg_sweeper;
`;

const BEFORE = `
drop function quiet_until(text, uuid, timestamptz, text);
drop table digest, team_digest, alert_preference, listening_gap, contact_transfer;
delete from delivery where mail_id is null;
alter table delivery drop column skipped, alter column mail_id set not null;
drop index alert_raised_idx;
delete from alert where step > 0 and not exists (select from delivery d where d.force_id = alert.force_id and d.alert_id = alert.id);
alter table alert drop constraint alert_once, drop column step, drop column climbed, drop column rung_at, drop column urgent,
  add constraint alert_once unique (force_id, clock_id, stage, occurrence);
alter table clock drop column taken_up_at, drop column taken_up_by, drop column measured_neighbourhood_id,
  drop constraint clock_target_not_after_due;
`;

/** The function of the first migration, which now stores a stricter standard's target as well. */
function intake(withTarget: boolean): string {
  const target = (text: string): string => (withTarget ? ` ${text}` : '');
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
  p_clock_ids uuid[], p_due_at timestamptz[], p_standard_versions text[], p_next_alert_at timestamptz[],${target('p_target_at timestamptz[],')}
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
          p_wrapped_keys, p_sealed, p_clock_ids, p_due_at, p_standard_versions, p_next_alert_at,${target('p_target_at,')} p_client_ids, p_keys,
          p_body_digests, p_actor_kinds, p_actor_ids, p_request_ids, p_acknowledge)
        with ordinality as g (received_at, on_day, id, reference, code, channel, stated_at, reachable, master_key_id, wrapped_key, sealed, clock_id,
          due_at, standard_version, next_alert_at,${target('target_at,')} client_id, key, body_digest, actor_kind, actor_id, request_id, acknowledge, place)
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
    insert into clock (force_id, id, contact_id, neighbourhood_id, started_at, due_at, standard_version,${target('target_at,')} next_alert_at)
    select p_force_id, clock_id, id, neighbourhood_id, stated_at, due_at, standard_version,${target('target_at,')} next_alert_at from taken
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
}
