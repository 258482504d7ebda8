import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reports that were issued: what a version said, the files it was handed over in and what was decided about it are
 * written once and never changed, by whoever it is; only a draft moves until it is issued.
 */
export class IssuedReports1788000000000 implements MigrationInterface {
  readonly name = 'IssuedReports1788000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DRAFTS);
    await queryRunner.query(ISSUED);
    await queryRunner.query(DECISIONS);
    await queryRunner.query(KEPT);
    await queryRunner.query(WALLS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table report_answer, report_question, report_decision, issued_report_file, issued_report, report_signing_key,
        report_commentary, report_draft;
      drop function refuse_change_of_closed_draft(), refuse_file_after_issue();`);
  }
}

const DRAFTS = `
-- A report that is being prepared: its figures are made anew whenever it is looked at. part is empty for the whole force,
-- else command-area:CODE or neighbourhood:CODE. version counts every change of a commentary, so that nobody issues what
-- they have not seen.
create table report_draft (
  force_id  text not null,
  id        uuid not null,
  from_on   date not null,
  to_on     date not null,
  part      text not null,
  version   integer not null default 1,
  begun_at  timestamptz not null,
  begun_by  uuid not null,
  closed_at timestamptz,
  closed_as text,
  constraint report_draft_pk primary key (force_id, id),
  constraint report_draft_force_fk foreign key (force_id) references force (id),
  constraint report_draft_begun_by_fk foreign key (force_id, begun_by) references person (force_id, id),
  constraint report_draft_period check (from_on <= to_on),
  constraint report_draft_part_shape check (part ~ '^$|^(command-area|neighbourhood):.'),
  constraint report_draft_closed_as_known check (closed_as in ('issued', 'discarded')),
  constraint report_draft_closed_whole check ((closed_at is null) = (closed_as is null))
);
-- One draft at a time of a period and a part.
create unique index report_draft_open_once on report_draft (force_id, from_on, to_on, part) where closed_at is null;

-- What the force says about an exception; an empty text takes it back.
create table report_commentary (
  force_id      text not null,
  draft_id      uuid not null,
  exception_key text not null,
  version       integer not null default 1,
  text          text not null,
  written_at    timestamptz not null,
  written_by    uuid not null,
  constraint report_commentary_pk primary key (force_id, draft_id, exception_key),
  constraint report_commentary_draft_fk foreign key (force_id, draft_id) references report_draft (force_id, id),
  constraint report_commentary_written_by_fk foreign key (force_id, written_by) references person (force_id, id),
  constraint report_commentary_length check (length(text) <= 4000)
);
`;

const ISSUED = `
-- The public halves of the keys that reports were ever signed with, by thumbprint (RFC 7638). Of no force: anybody reads them.
create table report_signing_key (
  id            text not null,
  jwk           jsonb not null,
  first_used_at timestamptz not null,
  constraint report_signing_key_pk primary key (id),
  constraint report_signing_key_public check (not jwk ? 'd')
);

-- One version of a report. document is its JSON in canonical form (RFC 8785); sha256 and signature are over those bytes.
create table issued_report (
  force_id   text not null,
  id         uuid not null,
  draft_id   uuid not null,
  from_on    date not null,
  to_on      date not null,
  part       text not null,
  part_name  text,
  version    integer not null,
  supersedes uuid,
  issued_at  timestamptz not null,
  issued_by  uuid not null,
  cut_off_at timestamptz not null,
  document   bytea not null,
  sha256     text not null,
  signature  text not null,
  key_id     text not null,
  constraint issued_report_pk primary key (force_id, id),
  constraint issued_report_force_fk foreign key (force_id) references force (id),
  constraint issued_report_draft_fk foreign key (force_id, draft_id) references report_draft (force_id, id),
  constraint issued_report_draft_once unique (force_id, draft_id),
  constraint issued_report_issued_by_fk foreign key (force_id, issued_by) references person (force_id, id),
  constraint issued_report_supersedes_fk foreign key (force_id, supersedes) references issued_report (force_id, id),
  constraint issued_report_superseded_once unique (force_id, supersedes),
  constraint issued_report_key_fk foreign key (key_id) references report_signing_key (id),
  constraint issued_report_version_once unique (force_id, from_on, to_on, part, version),
  constraint issued_report_first_or_later check ((version = 1) = (supersedes is null)),
  constraint issued_report_part_named check ((part = '') = (part_name is null)),
  constraint issued_report_period check (from_on <= to_on),
  constraint issued_report_digest check (sha256 = encode(sha256(document), 'hex'))
);
create index issued_report_latest_idx on issued_report (force_id, to_on desc, from_on desc, version desc);

-- The files of a version as they were written when it was issued; nothing is ever written anew.
create table issued_report_file (
  force_id   text not null,
  report_id  uuid not null,
  name       text not null,
  media_type text not null,
  file_name  text not null,
  bytes      bytea not null,
  sha256     text not null,
  constraint issued_report_file_pk primary key (force_id, report_id, name),
  constraint issued_report_file_report_fk foreign key (force_id, report_id) references issued_report (force_id, id),
  constraint issued_report_file_name_shape check (name ~ '^[a-z][a-z0-9-]{0,19}$'),
  constraint issued_report_file_digest check (sha256 = encode(sha256(bytes), 'hex'))
);
`;

const DECISIONS = `
-- What the local policing body decided about a version; a later decision is a row of its own.
create table report_decision (
  force_id   text not null,
  id         uuid not null,
  report_id  uuid not null,
  decision   text not null,
  remarks    text not null,
  decided_at timestamptz not null,
  decided_by uuid not null,
  constraint report_decision_pk primary key (force_id, id),
  constraint report_decision_report_fk foreign key (force_id, report_id) references issued_report (force_id, id),
  constraint report_decision_decided_by_fk foreign key (force_id, decided_by) references person (force_id, id),
  constraint report_decision_known check (decision in ('assured', 'partly-assured', 'not-assured')),
  constraint report_decision_length check (length(remarks) <= 4000)
);
create index report_decision_report_idx on report_decision (force_id, report_id, decided_at);

create table report_question (
  force_id     text not null,
  id           uuid not null,
  decision_id  uuid not null,
  position     integer not null,
  text         text not null,
  follow_up_on date,
  constraint report_question_pk primary key (force_id, id),
  constraint report_question_decision_fk foreign key (force_id, decision_id) references report_decision (force_id, id),
  constraint report_question_position_once unique (force_id, decision_id, position),
  constraint report_question_length check (length(text) between 1 and 2000)
);

-- What the force answered; a later answer is a row of its own.
create table report_answer (
  force_id    text not null,
  id          uuid not null,
  question_id uuid not null,
  text        text not null,
  answered_at timestamptz not null,
  answered_by uuid not null,
  constraint report_answer_pk primary key (force_id, id),
  constraint report_answer_question_fk foreign key (force_id, question_id) references report_question (force_id, id),
  constraint report_answer_answered_by_fk foreign key (force_id, answered_by) references person (force_id, id),
  constraint report_answer_length check (length(text) between 1 and 4000)
);
create index report_answer_question_idx on report_answer (force_id, question_id, answered_at);
`;

// Statement by statement, so that a change is refused even where it would find no row, and always, so that a session
// that plays a replica is refused too.
const KEPT = `
do $$
declare t text;
begin
  foreach t in array array['report_signing_key', 'issued_report', 'issued_report_file', 'report_decision', 'report_question',
      'report_answer'] loop
    execute format('create trigger %I before update or delete or truncate on %I for each statement execute function refuse_change()',
      t || '_append_only', t);
    execute format('alter table %I enable always trigger %I', t, t || '_append_only');
  end loop;
end $$;

create function refuse_change_of_closed_draft() returns trigger language plpgsql as $$
declare closed boolean;
begin
  if tg_table_name = 'report_draft' then
    closed := old.closed_at is not null;
  else
    select d.closed_at is not null into closed from report_draft d where d.force_id = new.force_id and d.id = new.draft_id;
  end if;
  if closed then
    raise exception '% of a report that was issued or discarded: % is refused', tg_table_name, tg_op
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger report_draft_closed_for_good before update on report_draft for each row
  execute function refuse_change_of_closed_draft();
create trigger report_commentary_closed_for_good before insert or update on report_commentary for each row
  execute function refuse_change_of_closed_draft();
create trigger report_draft_kept before delete or truncate on report_draft for each statement execute function refuse_change();
create trigger report_commentary_kept before delete or truncate on report_commentary for each statement
  execute function refuse_change();
alter table report_draft enable always trigger report_draft_closed_for_good;
alter table report_commentary enable always trigger report_commentary_closed_for_good;
alter table report_draft enable always trigger report_draft_kept;
alter table report_commentary enable always trigger report_commentary_kept;

-- A file is written in the transaction that issues its report, or never.
create function refuse_file_after_issue() returns trigger language plpgsql as $$
begin
  if not exists (select from issued_report r where r.force_id = new.force_id and r.id = new.report_id
      and r.xmin = pg_current_xact_id()::xid) then
    raise exception 'issued_report_file of a report that was issued before: % is refused', tg_op
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger issued_report_file_with_its_report before insert on issued_report_file for each row
  execute function refuse_file_after_issue();
alter table issued_report_file enable always trigger issued_report_file_with_its_report;
`;

const WALLS = `
do $$
declare t text;
begin
  foreach t in array array['report_draft', 'report_commentary', 'issued_report', 'issued_report_file', 'report_decision',
      'report_question', 'report_answer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
    execute format('grant select, insert on %I to npg_app', t);
  end loop;
end $$;
grant update on report_draft, report_commentary to npg_app;
grant select, insert on report_signing_key to npg_app;
`;
