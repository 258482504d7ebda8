import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Signing in by a force's identity provider: whom it vouches for by issuer and subject, sign-ins that were begun, limits
 * of sessions, and machine keys that are changed over while the old one is still good.
 */
export class SigningIn1789300000000 implements MigrationInterface {
  readonly name = 'SigningIn1789300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [TABLES, SESSIONS, KEYS]) await queryRunner.query(part);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(BEFORE);
  }
}

const TABLES = `
-- The account at the force's identity provider that a person signs in with. An address or a name identifies nobody.
create table person_identity (
  force_id          text not null,
  issuer            text not null,
  subject           text not null,
  person_id         uuid not null,
  created_at        timestamptz not null,
  last_signed_in_at timestamptz not null,
  constraint person_identity_pk primary key (force_id, issuer, subject),
  constraint person_identity_person_fk foreign key (force_id, person_id) references person (force_id, id),
  constraint person_identity_person_once unique (force_id, person_id)
);

-- A sign-in that was begun and has not come back: good once, for ten minutes, in the browser that began it.
create table sign_in_attempt (
  force_id       text not null,
  state_digest   bytea not null,
  browser_digest bytea not null,
  code_verifier  text not null,
  nonce          text not null,
  next_path      text,
  fresh          boolean not null,
  ends_at        timestamptz not null,
  constraint sign_in_attempt_pk primary key (force_id, state_digest),
  constraint sign_in_attempt_force_fk foreign key (force_id) references force (id)
);
create index sign_in_attempt_ends_idx on sign_in_attempt (force_id, ends_at);

do $$
declare t text;
begin
  foreach t in array array['person_identity', 'sign_in_attempt'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
  end loop;
end $$;
grant select, insert, update on person_identity to npg_app;
grant select, insert, delete on sign_in_attempt to npg_app;
`;

const SESSIONS = `
-- signed_in_at: when the person last proved who they are, where that is known. role: what they were when it began.
alter table session
  add column role         text,
  add column signed_in_at timestamptz,
  add column last_used_at timestamptz,
  add column idle_minutes integer;
create index session_person_idx on session (force_id, person_id);
create index locator_target_idx on locator (force_id, target_id);

-- Whose session is this? Over when its person was disabled or is no longer what they were when it began, and when it was
-- not used for as long as it may be idle. Its last use is written at most once a minute. Sessions from before these limits
-- have none of them and end after their 12 hours.
drop function resolve_session(bytea, timestamptz);
create function resolve_session(p_digest bytea, p_now timestamptz)
  returns table (force_id text, session_id uuid, id uuid, name text, role text, officer_id uuid, signed_in_at timestamptz)
  language plpgsql as $$
#variable_conflict use_column
declare
  found_at locator;
  used_at  timestamptz;
begin
  select * into found_at from locator l where l.digest = p_digest and l.kind = 'session';
  if not found then return; end if;
  perform set_config('npg.force_id', found_at.force_id, true);
  select s.last_used_at, p.force_id, s.id, p.id, p.name, p.role, p.officer_id, s.signed_in_at
    into used_at, force_id, session_id, id, name, role, officer_id, signed_in_at
    from session s join person p on p.force_id = s.force_id and p.id = s.person_id
    where s.force_id = found_at.force_id and s.id = found_at.target_id
      and s.ended_at is null and s.ends_at > p_now and p.disabled_at is null
      and (s.role is null or s.role = p.role)
      and (s.idle_minutes is null or s.last_used_at + make_interval(mins => s.idle_minutes) > p_now);
  if not found then return; end if;
  if used_at <= p_now - interval '1 minute' then
    update session s set last_used_at = p_now
     where s.force_id = found_at.force_id and s.id = found_at.target_id and s.last_used_at <= p_now - interval '1 minute';
  end if;
  return next;
end $$;
`;

const KEYS = `
-- While a key is changed over, its old secret is good until here.
alter table locator add column valid_until timestamptz;
alter table api_key add column rotated_at timestamptz;
grant update (valid_until) on locator to npg_app;

-- Whose key is this? Goes through the locator to the force, sets it for the transaction, reads the key itself.
create or replace function resolve_api_key(p_digest bytea, p_now timestamptz)
  returns table (force_id text, id uuid, name text, scopes text[], expires_at timestamptz)
  language plpgsql as $$
#variable_conflict use_column
declare found_at locator;
begin
  select * into found_at from locator l where l.digest = p_digest and l.kind = 'api-key'
    and (l.valid_until is null or l.valid_until > p_now);
  if not found then return; end if;
  perform set_config('npg.force_id', found_at.force_id, true);
  return query select k.force_id, k.id, k.name, k.scopes, least(k.expires_at, found_at.valid_until) from api_key k
    where k.force_id = found_at.force_id and k.id = found_at.target_id
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > p_now);
end $$;
`;

const BEFORE = `
create or replace function resolve_api_key(p_digest bytea, p_now timestamptz)
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
-- Old secrets of keys that are being changed over would be good for ever.
delete from locator where valid_until is not null;
revoke update (valid_until) on locator from npg_app;
alter table locator drop column valid_until;
alter table api_key drop column rotated_at;

drop function resolve_session(bytea, timestamptz);
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
drop index locator_target_idx;
drop index session_person_idx;
alter table session drop column idle_minutes, drop column last_used_at, drop column signed_in_at, drop column role;
drop table sign_in_attempt;
drop table person_identity;
`;
