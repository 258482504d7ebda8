import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A person whom nobody answered is told so, and can ask a supervisor to look at it. */
export class Recourse1788200000000 implements MigrationInterface {
  readonly name = 'Recourse1788200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    await queryRunner.query(BEGIN);
    await queryRunner.query(WALLS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table recourse_request, breach_notice, breach_notices_begun');
  }
}

const TABLES = `
-- From when on people are told that their answer is overdue, for a force that was here before anybody was: nobody is mailed
-- about what was missed before that. A force without a row tells of everything that is not too old.
create table breach_notices_begun (
  force_id text not null,
  at       timestamptz not null,
  constraint breach_notices_begun_pk primary key (force_id),
  constraint breach_notices_begun_force_fk foreign key (force_id) references force (id)
);

-- Whom we told that the answer is overdue: once for each clock, or why we could not.
create table breach_notice (
  force_id text not null,
  clock_id uuid not null,
  at       timestamptz not null,
  mail_id  uuid,
  skipped  text,
  constraint breach_notice_pk primary key (force_id, clock_id),
  constraint breach_notice_clock_fk foreign key (force_id, clock_id) references clock (force_id, id),
  constraint breach_notice_mail_fk foreign key (force_id, mail_id) references outbox_mail (force_id, id),
  constraint breach_notice_told_or_skipped check ((mail_id is null) = (skipped is not null)),
  constraint breach_notice_skipped_known check (skipped in ('no-email', 'no-reply-address', 'address-refused', 'erased'))
);

-- A person asked for a supervisor; what they said and were told is sealed under the request's id and the answer's.
create table recourse_request (
  force_id           text not null,
  id                 uuid not null,
  contact_id         uuid not null,
  -- Who held the contact when it was asked: the figures stay there.
  neighbourhood_id   uuid not null,
  asked_at           timestamptz not null,
  asked_by           text not null,
  recorded_at        timestamptz not null,
  -- The end of the fifth working day after the day it was asked on.
  due_at             timestamptz not null,
  answer_id          uuid,
  outcome            text,
  answer_route       text,
  answered_by        uuid,
  answer_recorded_at timestamptz,
  mail_id            uuid,
  -- Null for a message from here until the receiving server has accepted it.
  answered_at        timestamptz,
  constraint recourse_request_pk primary key (force_id, id),
  constraint recourse_request_contact_fk foreign key (force_id, contact_id) references contact (force_id, id),
  constraint recourse_request_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint recourse_request_answered_by_fk foreign key (force_id, answered_by) references person (force_id, id),
  constraint recourse_request_mail_fk foreign key (force_id, mail_id) references outbox_mail (force_id, id),
  constraint recourse_request_asked_by_known check (asked_by in ('page', 'phone', 'in-person', 'email', 'letter', 'social-media')),
  constraint recourse_request_outcome_known check (outcome in ('upheld', 'partly-upheld', 'not-upheld')),
  constraint recourse_request_due_after_asked check (due_at > asked_at),
  constraint recourse_request_answer_whole check (num_nulls(answer_id, outcome, answer_route, answered_by, answer_recorded_at) in (0, 5)),
  constraint recourse_request_answer_given check (case when outcome is null then answered_at is null and mail_id is null
    else answered_at is not null or mail_id is not null end),
  constraint recourse_request_answered_after_asked check (answered_at >= asked_at)
);
-- At most one open request a contact.
create unique index recourse_request_open_once on recourse_request (force_id, contact_id) where answered_at is null;
create index recourse_request_contact_idx on recourse_request (force_id, contact_id);
create index recourse_request_open_idx on recourse_request (force_id, due_at) where answered_at is null;
create index recourse_request_asked_idx on recourse_request (force_id, asked_at);
`;

/** The owner sees rows of no force as long as the walls bind it too. */
const BEGIN = `
alter table force no force row level security;
insert into breach_notices_begun (force_id, at) select id, now() from force;
alter table force force row level security;
`;

const WALLS = `
do $$
declare t text;
begin
  foreach t in array array['breach_notices_begun', 'breach_notice', 'recourse_request'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
  end loop;
end $$;
grant select on breach_notices_begun to npg_app;
grant select, insert, update on breach_notice, recourse_request to npg_app;

-- The digest of a supervisor says how many requests wait.
create policy recourse_request_for_the_sweeper on recourse_request for select to npg_sweeper using (true);
grant select on recourse_request to npg_sweeper;
`;
