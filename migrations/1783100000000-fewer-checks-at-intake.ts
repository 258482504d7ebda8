import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Three checks fewer at every contact. A foreign key locks the row it points to once for each row that is stored, which
 * together took a fifth of the database's time at intake (docs/decisions/0010). These can go without: no contact is ever
 * deleted, personal fields open only with the id of the contact they were sealed for, a key is stored by the very
 * statement that stores its contact, and the timeline is appended to like the audit log, in the transaction that
 * stored or locked its contact. That the application may delete no contact is a test (line-walls).
 */
export class FewerChecksAtIntake1783100000000 implements MigrationInterface {
  readonly name = 'FewerChecksAtIntake1783100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table contact_personal drop constraint contact_personal_contact_fk;
      alter table timeline_entry drop constraint timeline_entry_contact_fk;
      alter table idempotency_key drop constraint idempotency_key_contact_fk;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table contact_personal add constraint contact_personal_contact_fk
        foreign key (force_id, contact_id) references contact (force_id, id);
      alter table timeline_entry add constraint timeline_entry_contact_fk
        foreign key (force_id, contact_id) references contact (force_id, id);
      alter table idempotency_key add constraint idempotency_key_contact_fk
        foreign key (force_id, contact_id) references contact (force_id, id) deferrable initially deferred;`);
  }
}
