import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who holds a mail, so that others take it over as soon as that instance is gone, not only when its lease ends. */
export class MailOfTheGone1788600000000 implements MigrationInterface {
  readonly name = 'MailOfTheGone1788600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table outbox_mail add column claimed_by text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table outbox_mail drop column claimed_by');
  }
}
