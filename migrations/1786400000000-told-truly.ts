import type { MigrationInterface, QueryRunner } from 'typeorm';

/** More reasons why somebody was not told: what ended before their mail went, and that they had heard before. */
export class ToldTruly1786400000000 implements MigrationInterface {
  readonly name = 'ToldTruly1786400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table delivery drop constraint delivery_skipped_known,
        add constraint delivery_skipped_known check (skipped in ('absent', 'no-address', 'not-in-service', 'taken-up',
          'answered', 'out of scope', 'address-failed', 'transferred', 'standard-changed', 'moved-on', 'heard-before', 'mail-failed', 'unconfirmed'));`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      delete from delivery where skipped not in ('absent', 'no-address', 'not-in-service', 'taken-up');
      alter table delivery drop constraint delivery_skipped_known,
        add constraint delivery_skipped_known check (skipped in ('absent', 'no-address', 'not-in-service', 'taken-up'));`);
  }
}
