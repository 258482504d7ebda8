import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail that others go before: a morning's digests to every officer must not keep an alert from going out. */
export class MailThatCanWait1786500000000 implements MigrationInterface {
  readonly name = 'MailThatCanWait1786500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table outbox_mail add column can_wait boolean not null default false;
      -- As long as the walls bind it too, the owner sees no rows.
      alter table outbox_mail no force row level security;
      update outbox_mail set can_wait = true
       where template = 'digest' and sent_at is null and withdrawn_at is null and dead_at is null;
      alter table outbox_mail force row level security;
      drop index outbox_mail_waiting_idx;
      create index outbox_mail_waiting_idx on outbox_mail (can_wait, not_before)
       where sent_at is null and withdrawn_at is null and dead_at is null;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index outbox_mail_waiting_idx;
      alter table outbox_mail drop column can_wait;
      create index outbox_mail_waiting_idx on outbox_mail (not_before)
       where sent_at is null and withdrawn_at is null and dead_at is null;`);
  }
}
