import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The outer wall: what strangers may do how often, counted by all instances together, and a wall for the one table that
 * had none, because it is asked before the force is known.
 */
export class OuterWall1789600000000 implements MigrationInterface {
  readonly name = 'OuterWall1789600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TURNS);
    await queryRunner.query(LOCATOR);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(BEFORE);
  }
}

const TURNS = `
-- What a stranger did lately: a keyed digest of what it was and where it came from, and until when that is paid for. Each
-- turn costs a little time; whoever is too far ahead of the clock waits. Nothing here says who anybody is, and nothing of
-- it need outlive a crash.
create unlogged table stranger_turn (
  digest     bytea not null,
  paid_until timestamptz not null,
  constraint stranger_turn_pk primary key (digest)
);
create index stranger_turn_paid_idx on stranger_turn (paid_until);
grant select, insert, update, delete on stranger_turn to npg_app;

-- How many seconds must this stranger wait? 0: the turn is theirs, and paid for. p_each: the seconds that a turn costs;
-- p_ahead: how far ahead of the clock they may be. A refused turn costs nothing, so whoever waits gets in.
create function take_turn(p_digest bytea, p_each double precision, p_ahead double precision) returns double precision
  language plpgsql as $$
declare
  now_at timestamptz := clock_timestamp();
  ahead  double precision;
begin
  insert into stranger_turn as t (digest, paid_until) values (p_digest, now_at + make_interval(secs => p_each))
  on conflict on constraint stranger_turn_pk do update
    set paid_until = greatest(t.paid_until, now_at) + make_interval(secs => p_each)
    where t.paid_until <= now_at + make_interval(secs => p_ahead);
  if found then
    -- Two of those who are long done go for each that comes, so the table stays as small as its last minutes.
    delete from stranger_turn where digest = any (array(
      select digest from stranger_turn where paid_until < now_at - interval '1 minute' order by paid_until limit 2 for update skip locked));
    return 0;
  end if;
  select extract(epoch from paid_until - now_at) - p_ahead into ahead from stranger_turn where digest = p_digest;
  return greatest(coalesce(ahead, 0), 0.1);
end $$;
`;

const LOCATOR = `
-- Found before the force is known; entered, changed and removed for the force alone that acts.
alter table locator enable row level security;
alter table locator force row level security;
create policy locator_is_looked_up on locator for select to npg_app using (true);
create policy locator_adds_for_the_force on locator for insert to npg_app with check (force_id = current_force());
create policy locator_changes_for_the_force on locator for update to npg_app
  using (force_id = current_force()) with check (force_id = current_force());
create policy locator_removes_for_the_force on locator for delete to npg_app using (force_id = current_force());
`;

const BEFORE = `
drop policy locator_removes_for_the_force on locator;
drop policy locator_changes_for_the_force on locator;
drop policy locator_adds_for_the_force on locator;
drop policy locator_is_looked_up on locator;
alter table locator no force row level security;
alter table locator disable row level security;
drop function take_turn(bytea, double precision, double precision);
drop table stranger_turn;
`;
