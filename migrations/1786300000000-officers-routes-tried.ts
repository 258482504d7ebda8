import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The public e-mail address of an officer is tried like a neighbourhood's mailbox, and its failing days are kept. */
export class OfficersRoutesTried1786300000000 implements MigrationInterface {
  readonly name = 'OfficersRoutesTried1786300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table route_try drop constraint route_try_pk');
    for (const table of TABLES) await queryRunner.query(ofOfficersToo(table));
    await queryRunner.query(TRIES);
    await queryRunner.query(FAILURES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ONLY_NEIGHBOURHOODS);
  }
}

const TABLES = ['route_check', 'route_failure', 'route_try'];

/** A route is of one neighbourhood or of one officer, as in contact_route; of an officer only the mailbox is tried. */
const ofOfficersToo = (table: string): string => `
alter table ${table} add column officer_id uuid;
alter table ${table} alter column neighbourhood_id drop not null,
  add constraint ${table}_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  add constraint ${table}_of_one check (num_nonnulls(neighbourhood_id, officer_id) = 1),
  add constraint ${table}_of_officer_is_email check (officer_id is null or kind = 'email');
`;

const TRIES = `
-- Whose route it is, so that each has one row, whether a neighbourhood's or an officer's.
alter table route_try add column of_id uuid not null generated always as (coalesce(neighbourhood_id, officer_id)) stored;
alter table route_try add constraint route_try_pk primary key (force_id, of_id, kind);
create index route_check_latest_of_officer_idx on route_check (force_id, officer_id, kind, checked_at desc) where officer_id is not null;
`;

const FAILURES = `
alter table route_failure add constraint route_failure_once_of_officer exclude using gist
  (force_id with =, officer_id with =, kind with =, during with &&) where (officer_id is not null);
`;

/** The owner sees rows of no force as long as the walls bind it too; the history keeps what goes. */
const ONLY_NEIGHBOURHOODS = `
alter table route_check no force row level security;
alter table route_failure no force row level security;
alter table route_try no force row level security;
alter table registry_history no force row level security;
delete from route_check where officer_id is not null;
delete from route_failure where officer_id is not null;
delete from route_try where officer_id is not null;
alter table registry_history force row level security;
alter table route_check force row level security;
alter table route_failure force row level security;
alter table route_try force row level security;

alter table route_try drop constraint route_try_pk, drop column of_id;
alter table route_check drop column officer_id, alter column neighbourhood_id set not null;
alter table route_failure drop column officer_id, alter column neighbourhood_id set not null;
alter table route_try drop column officer_id, alter column neighbourhood_id set not null;
alter table route_try add constraint route_try_pk primary key (force_id, neighbourhood_id, kind);
`;
