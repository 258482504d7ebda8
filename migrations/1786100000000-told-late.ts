import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was told late, so that it can be counted and told; and digests of force admins, who are people and no officers. */
export class ToldLate1786100000000 implements MigrationInterface {
  readonly name = 'ToldLate1786100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- When the mail that told them was accepted, if that was late as config/alerts.yaml had it then.
      alter table delivery add column late_at timestamptz;
      create index delivery_late_idx on delivery (late_at) where late_at is not null;
      alter table digest drop constraint digest_recipient_known,
        add constraint digest_recipient_known check (recipient_kind in ('officer', 'mailbox', 'person'));`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      delete from digest where recipient_kind = 'person';
      alter table digest drop constraint digest_recipient_known,
        add constraint digest_recipient_known check (recipient_kind in ('officer', 'mailbox'));
      drop index delivery_late_idx;
      alter table delivery drop column late_at;`);
  }
}
