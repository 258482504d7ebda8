import type { MigrationInterface, QueryRunner } from 'typeorm';
import { wallsOfRegistryTables } from './registry-walls.js';

/** How many officers there are, should be and will be; how much of their duty went elsewhere; who leads on what. */
export class Workforce1784200000000 implements MigrationInterface {
  readonly name = 'Workforce1784200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(WORKFORCE);
    await queryRunner.query(wallsOfRegistryTables(['duty_month', 'establishment', 'force_post']));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table force_post, establishment, duty_month');
  }
}

const WORKFORCE = `
-- Duty of an officer in a calendar month, as imported: hours rostered, and of these the hours taken for other duties.
create table duty_month (
  force_id         text not null,
  id               uuid not null,
  officer_id       uuid not null,
  month_on         date not null,
  rostered_hours   numeric(7,2) not null,
  abstracted_hours numeric(7,2) not null,
  version          integer not null default 1,
  constraint duty_month_pk primary key (force_id, id),
  constraint duty_month_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  constraint duty_month_once unique (force_id, officer_id, month_on),
  constraint duty_month_begins check (extract(day from month_on) = 1),
  constraint duty_month_hours check (rostered_hours >= 0 and abstracted_hours >= 0 and abstracted_hours <= rostered_hours)
);
create index duty_month_month_idx on duty_month (force_id, month_on);

-- Posts that neighbourhood policing has (establishment) and is to have (uplift target), by rank, over days.
create table establishment (
  force_id      text not null,
  id            uuid not null,
  rank          text not null,
  posts         integer not null,
  uplift_target integer,
  during        daterange not null,
  version       integer not null default 1,
  constraint establishment_pk primary key (force_id, id),
  constraint establishment_force_fk foreign key (force_id) references force (id),
  constraint establishment_counts check (posts >= 0 and uplift_target >= 0),
  constraint establishment_during_not_empty check (not isempty(during)),
  constraint establishment_once exclude using gist (force_id with =, rank with =, during with &&)
);

-- Posts of the whole force that the guarantee asks for, such as the lead on anti-social behaviour, over days.
create table force_post (
  force_id   text not null,
  id         uuid not null,
  post       text not null,
  officer_id uuid not null,
  during     daterange not null,
  version    integer not null default 1,
  constraint force_post_pk primary key (force_id, id),
  constraint force_post_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  constraint force_post_known check (post in ('anti-social-behaviour-lead')),
  constraint force_post_during_not_empty check (not isempty(during)),
  constraint force_post_once exclude using gist (force_id with =, post with =, during with &&)
);
`;
