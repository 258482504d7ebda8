import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who works on an import, so that one whose process died is taken up by another: a claim holds until an instant, which
 * the worker moves on with its progress. And the two states an import needs besides: its columns are asked for, and it
 * is being undone.
 */
export class ImportWork1784700000000 implements MigrationInterface {
  readonly name = 'ImportWork1784700000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(WORK);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop policy registry_import_for_the_sweeper on registry_import;
      drop index registry_import_work_idx, officer_rank_officer_idx, officer_name_withheld_officer_idx, absence_officer_idx;
      alter table registry_import drop column claim, drop column claimed_until, drop column notes, drop column left_out;`);
  }
}

const WORK = `
alter table registry_import drop constraint registry_import_state_known;
alter table registry_import add constraint registry_import_state_known check (state in
  ('unmapped', 'waiting', 'previewing', 'previewed', 'refused', 'applying', 'applied', 'undoing', 'undone'));
alter table registry_import add column claim uuid;
alter table registry_import add column claimed_until timestamptz;
-- What a person should know of the whole file, without names.
alter table registry_import add column notes jsonb not null default '[]';
-- Whether the rows that the preview refuses are left out when the others are applied.
alter table registry_import add column left_out boolean not null default false;
create index registry_import_work_idx on registry_import (force_id, made_at)
  where state in ('waiting', 'previewing', 'applying', 'undoing');

-- The dated rows of one officer, and his absences. The exclusion constraints' own indexes are not taken while the tables
-- are small, and a plan once made then reads the whole force for each of 50,000 officers of an import.
create index officer_rank_officer_idx on officer_rank (force_id, officer_id);
create index officer_name_withheld_officer_idx on officer_name_withheld (force_id, officer_id);
create index absence_officer_idx on absence (force_id, officer_id);

-- Undoing an import takes back what it added; whatever depends on a row keeps it, by its foreign key.
grant delete on officer, neighbourhood, assignment to npg_app;

-- The job finds the forces with work across all of them; it reads nothing of a file.
create policy registry_import_for_the_sweeper on registry_import for select to npg_sweeper using (true);
grant select (force_id, id, state, claimed_until, made_at) on registry_import to npg_sweeper;
`;
