import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A pull of a force from data.police.uk takes minutes, so it is asked for, claimed by a worker and lost with it only
 * until another takes it up. What it brings is an import like any other, under the same id.
 */
export class PoliceUkPull1785200000000 implements MigrationInterface {
  readonly name = 'PoliceUkPull1785200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(PULL);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table police_uk_pull');
  }
}

const PULL = `
create table police_uk_pull (
  force_id      text not null,
  id            uuid not null,
  state         text not null,
  asked_at      timestamptz not null,
  asked_by_kind text not null,
  asked_by      text not null,
  progress      integer not null default 0,
  total         integer,
  -- How often it was taken up: what ends its worker each time is not tried for ever.
  tries         integer not null default 0,
  claim         uuid,
  claimed_until timestamptz,
  problem       text,
  constraint police_uk_pull_pk primary key (force_id, id),
  constraint police_uk_pull_force_fk foreign key (force_id) references force (id),
  constraint police_uk_pull_state_known check (state in ('waiting', 'pulling', 'pulled', 'failed')),
  constraint police_uk_pull_problem_if_failed check ((state = 'failed') = (problem is not null))
);
-- One pull of a force at a time.
create unique index police_uk_pull_one_at_a_time on police_uk_pull (force_id) where state in ('waiting', 'pulling');
create index police_uk_pull_asked_idx on police_uk_pull (force_id, asked_at desc);

alter table police_uk_pull enable row level security;
alter table police_uk_pull force row level security;
create policy police_uk_pull_of_the_force on police_uk_pull to npg_app
  using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, update on police_uk_pull to npg_app;

-- The job finds the forces with work across all of them.
create policy police_uk_pull_for_the_sweeper on police_uk_pull for select to npg_sweeper using (true);
grant select (force_id, state, claimed_until, asked_at) on police_uk_pull to npg_sweeper;
`;
