import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the few contacts that were recorded when their 72 hours were over: every report counts them. */
export class ReportIndexes1788400000000 implements MigrationInterface {
  readonly name = 'ReportIndexes1788400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index contact_recorded_late_idx on contact (force_id, received_at)
        where received_at - stated_at > interval '72 hours'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index contact_recorded_late_idx');
  }
}
