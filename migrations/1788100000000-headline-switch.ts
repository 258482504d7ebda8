import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a force shows the public the headline figures of its latest issued report. It is a setting of the force's own
 * row, so that it is counted and kept in history as the rest of it. It is no part of `force_page`, which is what an
 * import brings: undoing one does not switch it.
 */
export class HeadlineSwitch1788100000000 implements MigrationInterface {
  readonly name = 'HeadlineSwitch1788100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table force add column publishes_headline boolean not null default false`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table force drop column publishes_headline`);
  }
}
