import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A file of a report that takes longer than a second is asked for, made by whichever instance claims it, and lost with
 * that instance only until another takes it up. It is kept for a day.
 */
export class ReportFiles1788410000000 implements MigrationInterface {
  readonly name = 'ReportFiles1788410000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(FILES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table report_file');
  }
}

const FILES = `
create table report_file (
  force_id      text not null,
  id            uuid not null,
  format        text not null,
  -- Of a kept report, or of figures as of now: of a period, and of a part unless it is empty.
  report_id     uuid,
  from_on       date,
  to_on         date,
  part          text not null default '',
  asked_by      uuid not null,
  asked_at      timestamptz not null,
  -- How often it was taken up: what ends its worker each time is not tried for ever.
  tries         integer not null default 0,
  claim         uuid,
  claimed_until timestamptz,
  done_at       timestamptz,
  name          text,
  type          text,
  bytes         bytea,
  problem       text,
  constraint report_file_pk primary key (force_id, id),
  constraint report_file_asked_by_fk foreign key (force_id, asked_by) references person (force_id, id),
  constraint report_file_report_fk foreign key (force_id, report_id) references compliance_report (force_id, id),
  constraint report_file_of_one check ((report_id is null) = (from_on is not null) and (from_on is null) = (to_on is null)),
  constraint report_file_done check ((done_at is null) = (bytes is null)),
  constraint report_file_named check ((bytes is null) = (name is null) and (bytes is null) = (type is null)),
  constraint report_file_done_or_failed check (done_at is null or problem is null)
);
-- Whoever asks again for what is being made is shown the same.
create unique index report_file_once on report_file (force_id, asked_by, format, report_id, from_on, to_on, part)
  nulls not distinct where done_at is null and problem is null;
create index report_file_asked_idx on report_file (force_id, asked_at);

alter table report_file enable row level security;
alter table report_file force row level security;
create policy report_file_of_the_force on report_file to npg_app
  using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, update, delete on report_file to npg_app;

-- The job finds the forces with work across all of them; it reads nothing of a file.
create policy report_file_for_the_sweeper on report_file for select to npg_sweeper using (true);
grant select (force_id, asked_at, claimed_until, done_at, problem) on report_file to npg_sweeper;
`;
