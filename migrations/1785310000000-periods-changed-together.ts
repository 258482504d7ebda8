import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Periods that change in one statement may change places. Whether two of them share a day is asked when the statement is
 * done, and no longer row by row: undoing an import gives two officers back the days that they had exchanged, and row by
 * row the first would still meet the second. Nothing else is allowed by it.
 */
export class PeriodsChangedTogether1785310000000 implements MigrationInterface {
  readonly name = 'PeriodsChangedTogether1785310000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(constraints('deferrable initially immediate'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(constraints('not deferrable'));
  }
}

const constraints = (asked: string): string => `
alter table assignment
  drop constraint assignment_one_lead, drop constraint assignment_officer_once,
  add constraint assignment_one_lead exclude using gist (force_id with =, neighbourhood_id with =, during with &&)
    where (role = 'lead') ${asked},
  add constraint assignment_officer_once exclude using gist
    (force_id with =, neighbourhood_id with =, officer_id with =, during with &&) ${asked};
alter table absence
  drop constraint absence_one_a_day,
  add constraint absence_one_a_day exclude using gist (force_id with =, officer_id with =, during with &&)
    where (kind <> 'abstraction') ${asked};
`;
