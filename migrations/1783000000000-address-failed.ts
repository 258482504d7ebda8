import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A clock can end as "no reply possible (address failed)": the only address of the person refused an answer for good.
 * Such a clock waits for nobody, so it leaves the index of what waits and may have no alert planned.
 */
export class AddressFailed1783000000000 implements MigrationInterface {
  readonly name = 'AddressFailed1783000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ADDRESS_FAILED);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(BEFORE);
  }
}

const ADDRESS_FAILED = `
alter table clock
  add column address_failed_at timestamptz,
  add constraint clock_address_failed_is_quiet check (address_failed_at is null or next_alert_at is null);

-- Did the receiving server refuse the address for good, rather than the text, or us?
alter table response add column address_refused boolean not null default false;

drop index clock_open_idx;
-- What waits: the list of a team, and how many are open or overdue. It stays small however many were answered.
create index clock_waiting_idx on clock (force_id, due_at)
  where stopped_at is null and out_of_scope_at is null and address_failed_at is null;
create index clock_address_failed_idx on clock (force_id, address_failed_at desc)
  where address_failed_at is not null and stopped_at is null and out_of_scope_at is null;
`;

const BEFORE = `
drop index clock_address_failed_idx;
drop index clock_waiting_idx;
create index clock_open_idx on clock (force_id, due_at) where stopped_at is null and out_of_scope_at is null;
alter table response drop column address_refused;
alter table clock drop column address_failed_at;
`;
