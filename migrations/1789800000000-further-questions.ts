import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person writes after their first message is kept, and a new question after an answer has a clock of its own. */
export class FurtherQuestions1789800000000 implements MigrationInterface {
  readonly name = 'FurtherQuestions1789800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(MESSAGES);
    await queryRunner.query(WALLS);
    await queryRunner.query(reasonsKnown(`${REASONS}, 'no-question'`));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(BEFORE);
    await queryRunner.query(reasonsKnown(REASONS));
    await queryRunner.query('drop table contact_message');
  }
}

const MESSAGES = `
-- "A new question from the same person on the same contact after a response starts a new clock on it": what the person said
-- after their first message. The text is sealed under the message's id.
create table contact_message (
  force_id    text not null,
  id          uuid not null,
  contact_id  uuid not null,
  channel     text not null,
  stated_at   timestamptz not null,
  received_at timestamptz not null,
  actor_kind  text not null,
  actor_id    text not null,
  client_key  text not null,
  body_digest bytea not null,
  -- "A person may decide within the first look that it is none": whoever wrote it down did.
  no_question boolean not null default false,
  -- Its own clock. Null for what was said while the query before it waited, or where no reply was possible.
  clock_id    uuid,
  -- When that clock was first known: later than the receipt where an answer from before the message was recorded late.
  counted_at  timestamptz,
  constraint contact_message_pk primary key (force_id, id),
  -- The same message sent twice is one message.
  constraint contact_message_once unique (force_id, contact_id, client_key),
  constraint contact_message_clock_once unique (force_id, clock_id),
  constraint contact_message_contact_fk foreign key (force_id, contact_id) references contact (force_id, id),
  constraint contact_message_clock_fk foreign key (force_id, clock_id) references clock (force_id, id),
  constraint contact_message_channel_shape check (channel ~ '^[a-z][a-z0-9_-]{0,39}$'),
  constraint contact_message_decided_by_person check (not no_question or actor_kind = 'person'),
  constraint contact_message_counted check ((clock_id is null) = (counted_at is null))
);
create index contact_message_contact_idx on contact_message (force_id, contact_id, stated_at);
create index contact_message_late_idx on contact_message (force_id, received_at)
  where received_at - stated_at > interval '72 hours';
`;

const WALLS = `
alter table contact_message enable row level security;
alter table contact_message force row level security;
create policy contact_message_of_the_force on contact_message to npg_app
  using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, update (clock_id, counted_at, body_digest) on contact_message to npg_app;
`;

const REASONS = `'emergency', 'crime', 'complaint', 'information-request', 'wrong-force', 'spam', 'duplicate'`;

const reasonsKnown = (reasons: string): string => `
alter table clock drop constraint clock_out_of_scope_reason_known,
  add constraint clock_out_of_scope_reason_known check (out_of_scope_reason in (${reasons}))`;

/**
 * The version before knows no such reason; of those it knows, the same person's same query again is the nearest. The owner
 * sees rows of no force, and writes none, as long as the walls bind it too.
 */
const BEFORE = `
alter table clock no force row level security;
alter table response_month_due no force row level security;
update clock set out_of_scope_reason = 'duplicate' where out_of_scope_reason = 'no-question';
alter table clock force row level security;
alter table response_month_due force row level security;
`;
