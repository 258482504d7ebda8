import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of the closed clocks of each month, counted beforehand, and which of it is to be counted anew. */
export class ResponseMonths1787000000000 implements MigrationInterface {
  readonly name = 'ResponseMonths1787000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    await queryRunner.query(BEGIN);
    await queryRunner.query(MARKS);
    await queryRunner.query(WALLS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger clock_closed_response_month on clock;
      drop trigger clock_changed_response_month on clock;
      drop trigger clock_removed_response_month on clock;
      drop trigger force_start_response_month on force;
      drop function mark_response_month(), mark_response_months_of_force(), due_month(timestamptz);
      drop table response_month_due, response_month;`);
  }
}

const TABLES = `
create function due_month(due_at timestamptz) returns date language sql immutable strict parallel safe
return date_trunc('month', due_at at time zone 'Europe/London')::date;

-- The closed clocks (stopped, taken out of scope, or left without an address) that a neighbourhood answers for, by the
-- local month of their due instant and by channel: how many have which code (see clock-code.ts), and the minutes from
-- start to stop of each one that counts as due and was answered, in order.
create table response_month (
  force_id         text not null,
  neighbourhood_id uuid not null,
  channel          text not null,
  due_month        date not null,
  codes            smallint[] not null,
  counts           integer[] not null,
  minutes          integer[] not null,
  constraint response_month_pk primary key (force_id, due_month, neighbourhood_id, channel),
  constraint response_month_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint response_month_counted check (cardinality(codes) = cardinality(counts)),
  constraint response_month_first_day check (extract(day from due_month) = 1)
);

-- What is to be counted anew, written in the transaction of the change; nobody waits for anybody, so the same may stand
-- here often. While it stands here, figures come from the clocks themselves.
create table response_month_due (
  force_id         text not null,
  id               bigint generated always as identity,
  neighbourhood_id uuid not null,
  due_month        date not null,
  constraint response_month_due_pk primary key (force_id, id)
);
`;

const MARKS = `
create function mark_response_month() returns trigger language plpgsql as $$
declare
  was_closed boolean := tg_op <> 'INSERT'
    and (old.stopped_at is not null or old.out_of_scope_at is not null or old.address_failed_at is not null);
  is_closed boolean := tg_op <> 'DELETE'
    and (new.stopped_at is not null or new.out_of_scope_at is not null or new.address_failed_at is not null);
  before_id uuid; before_month date; after_id uuid; after_month date;
begin
  if was_closed then
    before_id := coalesce(old.measured_neighbourhood_id, old.neighbourhood_id);
    before_month := due_month(old.due_at);
    insert into response_month_due (force_id, neighbourhood_id, due_month) values (old.force_id, before_id, before_month);
  end if;
  if is_closed then
    after_id := coalesce(new.measured_neighbourhood_id, new.neighbourhood_id);
    after_month := due_month(new.due_at);
    if not was_closed or (before_id, before_month) <> (after_id, after_month) then
      insert into response_month_due (force_id, neighbourhood_id, due_month) values (new.force_id, after_id, after_month);
    end if;
  end if;
  return null;
end $$;

-- A clock that begins is open: the condition keeps intake as quick as it was.
create trigger clock_closed_response_month after insert on clock for each row
  when (new.stopped_at is not null or new.out_of_scope_at is not null or new.address_failed_at is not null)
  execute function mark_response_month();
create trigger clock_changed_response_month after update of neighbourhood_id, measured_neighbourhood_id, started_at, due_at,
  stopped_at, stopped_recorded_at, out_of_scope_at, out_of_scope_reason, out_of_scope_confirmed_at, address_failed_at
  on clock for each row execute function mark_response_month();
create trigger clock_removed_response_month after delete on clock for each row execute function mark_response_month();

-- "A force's figures begin at its start date."
create function mark_response_months_of_force() returns trigger language plpgsql as $$
begin
  insert into response_month_due (force_id, neighbourhood_id, due_month)
  select distinct k.force_id, coalesce(k.measured_neighbourhood_id, k.neighbourhood_id), due_month(k.due_at)
  from clock k where k.force_id = new.id;
  return null;
end $$;
create trigger force_start_response_month after update of starts_on on force for each row
  when (old.starts_on <> new.starts_on) execute function mark_response_months_of_force();
`;

const WALLS = `
do $$
declare t text;
begin
  foreach t in array array['response_month', 'response_month_due'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
    execute format('grant select, insert, update, delete on %I to npg_app', t);
  end loop;
end $$;
`;

// As long as the walls bind it too, the owner sees no rows.
const BEGIN = `
alter table clock no force row level security;
insert into response_month_due (force_id, neighbourhood_id, due_month)
select distinct force_id, coalesce(measured_neighbourhood_id, neighbourhood_id), due_month(due_at)
from clock where stopped_at is not null or out_of_scope_at is not null or address_failed_at is not null;
alter table clock force row level security;
`;
