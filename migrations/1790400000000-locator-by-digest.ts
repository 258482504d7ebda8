import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where keys and sessions lead is read by the force they are of, and before a force is known by whoever holds the secret:
 * one row, that of the digest that was asked for. Nobody can list those of another force any more.
 */
export class LocatorByDigest1790400000000 implements MigrationInterface {
  readonly name = 'LocatorByDigest1790400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [LOOKED_UP, lookups(SAYS_WHICH), NARROWED]) await queryRunner.query(part);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const part of [OPENED, lookups('')]) await queryRunner.query(part);
    await queryRunner.query('drop function looked_up()');
  }
}

const LOOKED_UP = `
-- Which digest is looked up in this transaction? Said by the functions that find a force, as they say the force itself.
create function looked_up() returns bytea
  language sql stable parallel safe
  return decode(nullif(current_setting('npg.looked_up', true), ''), 'hex');
`;

const NARROWED = `
alter policy locator_is_looked_up on locator using (force_id = current_force() or digest = looked_up());
`;

const OPENED = `
alter policy locator_is_looked_up on locator using (true);
`;

const SAYS_WHICH = `perform set_config('npg.looked_up', encode(p_digest, 'hex'), true);`;

/** The two functions that find a force by a secret, as they were but for what they say beforehand. */
const lookups = (beforehand: string): string => `
create or replace function resolve_api_key(p_digest bytea, p_now timestamptz)
  returns table (force_id text, id uuid, name text, scopes text[], expires_at timestamptz)
  language plpgsql as $$
#variable_conflict use_column
declare found_at locator;
begin
  ${beforehand}
  select * into found_at from locator l where l.digest = p_digest and l.kind = 'api-key'
    and (l.valid_until is null or l.valid_until > p_now);
  if not found then return; end if;
  perform set_config('npg.force_id', found_at.force_id, true);
  return query select k.force_id, k.id, k.name, k.scopes, least(k.expires_at, found_at.valid_until) from api_key k
    where k.force_id = found_at.force_id and k.id = found_at.target_id
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > p_now);
end $$;

create or replace function resolve_session(p_digest bytea, p_now timestamptz)
  returns table (force_id text, session_id uuid, id uuid, name text, role text, officer_id uuid, signed_in_at timestamptz)
  language plpgsql as $$
#variable_conflict use_column
declare
  found_at locator;
  used_at  timestamptz;
begin
  ${beforehand}
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
