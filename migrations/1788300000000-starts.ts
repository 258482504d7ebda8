import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A start can be corrected, and what it was is kept; and an address can be added to a contact that had none. */
export class Starts1788300000000 implements MigrationInterface {
  readonly name = 'Starts1788300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(STARTS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(BEFORE);
  }
}

const REASONS = `'absent', 'no-address', 'not-in-service', 'taken-up', 'answered', 'out of scope', 'address-failed', 'transferred',
  'standard-changed', 'moved-on', 'heard-before', 'mail-failed', 'unconfirmed'`;

const STARTS = `
-- "A start is corrected only by a supervisor with a reason; due follows, and the correction is listed." The reason is sealed
-- under the correction's id.
create table start_correction (
  force_id         text not null,
  id               uuid not null,
  clock_id         uuid not null,
  contact_id       uuid not null,
  -- Who held the contact then: the figure stays there.
  neighbourhood_id uuid not null,
  at               timestamptz not null,
  by               uuid not null,
  from_at          timestamptz not null,
  to_at            timestamptz not null,
  constraint start_correction_pk primary key (force_id, id),
  constraint start_correction_clock_fk foreign key (force_id, clock_id) references clock (force_id, id),
  constraint start_correction_contact_fk foreign key (force_id, contact_id) references contact (force_id, id),
  constraint start_correction_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint start_correction_by_fk foreign key (force_id, by) references person (force_id, id),
  constraint start_correction_moves check (from_at <> to_at)
);
create index start_correction_contact_idx on start_correction (force_id, contact_id, at);
create index start_correction_at_idx on start_correction (force_id, at);
alter table start_correction enable row level security;
alter table start_correction force row level security;
create policy start_correction_of_the_force on start_correction to npg_app
  using (force_id = current_force()) with check (force_id = current_force());
grant select, insert on start_correction to npg_app;

alter table delivery drop constraint delivery_skipped_known,
  add constraint delivery_skipped_known check (skipped in (${REASONS}, 'start-corrected'));

-- An address that was added later is sealed with the rest, under the same key.
grant update (sealed) on contact_personal to npg_app;
`;

/** The owner sees rows of no force as long as the walls bind it too. */
const BEFORE = `
revoke update (sealed) on contact_personal from npg_app;
alter table delivery no force row level security;
delete from delivery where skipped = 'start-corrected';
alter table delivery force row level security;
alter table delivery drop constraint delivery_skipped_known,
  add constraint delivery_skipped_known check (skipped in (${REASONS}));
drop table start_correction;
`;
