import type { MigrationInterface, QueryRunner } from 'typeorm';
import { wallsOfRegistryTables } from './registry-walls.js';

/**
 * The registry in periods: an officer's service, ranks, withheld name and absences, the published routes, command
 * areas, and how neighbourhoods follow one another. Every change of a row of the registry is kept with what stood there
 * before and who changed it, so that a correction hides nothing.
 *
 * What an officer or a neighbourhood is today stands on its own row; what it was, and from which day, stands in the
 * dated tables beside it, which the database keeps in step: no way of writing can forget them.
 */
export class RegistryThroughTime1784000000000 implements MigrationInterface {
  readonly name = 'RegistryThroughTime1784000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [HISTORY, OFFICERS, ROUTES, PLACES, DATED, WALLS, PERIODS])
      await queryRunner.query(part);
  }

  async down(): Promise<void> {
    throw new Error(
      'What was recorded in periods does not fit the columns it came from; restore a backup instead.',
    );
  }
}

const HISTORY = `
-- Every version of every row of the registry: what stood there before, what after, who changed it, when and by which import.
create table registry_history (
  force_id   text not null,
  id         bigint generated always as identity,
  at         timestamptz not null,
  actor_kind text not null,
  actor_id   text not null,
  request_id text,
  import_id  uuid,
  kind       text not null,
  row_id     uuid not null,
  before     jsonb,
  after      jsonb,
  constraint registry_history_pk primary key (id),
  constraint registry_history_of_something check (before is not null or after is not null)
);
create index registry_history_row_idx on registry_history (force_id, kind, row_id, id);
create index registry_history_import_idx on registry_history (force_id, import_id, id) where import_id is not null;
create trigger registry_history_append_only before update or delete on registry_history
  for each row execute function refuse_change();
create trigger registry_history_no_truncate before truncate on registry_history
  for each statement execute function refuse_change();

-- A setting of this transaction, null if the registry has not set it.
create function registry_setting(p_name text) returns text
  language sql stable return nullif(current_setting('npg.' || p_name, true), '');

-- The local day on which a change of the registry takes force, unless it says another.
create function registry_today() returns date
  language sql stable
  return coalesce(registry_setting('today')::date, (clock_timestamp() at time zone 'Europe/London')::date);

-- After a change of a row: keep both versions. The registry sets who changes, when and by which import for the
-- transaction; whoever writes past it is named by the database's own account.
create function keep_registry_history() returns trigger language plpgsql as $$
declare
  before_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  after_row  jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
begin
  insert into registry_history (force_id, at, actor_kind, actor_id, request_id, import_id, kind, row_id, before, after)
  values (coalesce(after_row, before_row) ->> 'force_id',
          coalesce(registry_setting('changed_at')::timestamptz, clock_timestamp()),
          coalesce(registry_setting('actor_kind'), 'database'), coalesce(registry_setting('actor_id'), session_user),
          registry_setting('request_id'), registry_setting('import_id')::uuid,
          tg_table_name, (coalesce(after_row, before_row) ->> 'id')::uuid, before_row, after_row);
  return null;
end $$;

-- Before a change of a row: count its versions, so that of two people who change it at once the second is told.
create function count_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
`;

const OFFICERS = `
-- The days on which the officer serves in this force: an assignment outside them covers nothing.
alter table officer add column in_service daterange not null default '(,)';
alter table officer add constraint officer_in_service_not_empty check (not isempty(in_service));
alter table officer add column external_id text;
alter table officer add constraint officer_external_id_once unique (force_id, external_id);

create table officer_rank (
  force_id   text not null,
  id         uuid not null,
  officer_id uuid not null,
  rank       text not null,
  during     daterange not null,
  version    integer not null default 1,
  constraint officer_rank_pk primary key (force_id, id),
  constraint officer_rank_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  constraint officer_rank_during_not_empty check (not isempty(during)),
  constraint officer_rank_one_a_day exclude using gist (force_id with =, officer_id with =, during with &&)
);
insert into officer_rank (force_id, id, officer_id, rank, during) select force_id, gen_random_uuid(), id, rank, '(,)' from officer;

-- On which days the officer's name stays unpublished for safety.
create table officer_name_withheld (
  force_id   text not null,
  id         uuid not null,
  officer_id uuid not null,
  during     daterange not null,
  version    integer not null default 1,
  constraint officer_name_withheld_pk primary key (force_id, id),
  constraint officer_name_withheld_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  constraint officer_name_withheld_during_not_empty check (not isempty(during)),
  constraint officer_name_withheld_once exclude using gist (force_id with =, officer_id with =, during with &&)
);
insert into officer_name_withheld (force_id, id, officer_id, during)
  select force_id, gen_random_uuid(), id, '(,)' from officer where name_withheld;

-- Absent from the neighbourhood: leave, sickness and secondment by days. Abstraction is other duty by hours within a
-- period and is no absence. An absence without an end is one that nobody has set an end to yet.
create table absence (
  force_id    text not null,
  id          uuid not null,
  officer_id  uuid not null,
  kind        text not null,
  during      daterange not null,
  hours       numeric(7,2),
  external_id text,
  recorded_at timestamptz not null,
  version     integer not null default 1,
  constraint absence_pk primary key (force_id, id),
  constraint absence_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  constraint absence_external_id_once unique (force_id, external_id),
  constraint absence_kind_known check (kind in ('leave', 'parental-leave', 'sickness', 'secondment', 'abstraction')),
  constraint absence_during_not_empty check (not isempty(during)),
  constraint absence_starts check (not lower_inf(during)),
  constraint absence_hours_of_abstraction check ((kind = 'abstraction') = (hours is not null) and hours >= 0),
  -- An officer is away for one reason at a time; hours of abstraction may fall into any period.
  constraint absence_one_a_day exclude using gist (force_id with =, officer_id with =, during with &&) where (kind <> 'abstraction')
);

alter table assignment add column external_id text;
alter table assignment add constraint assignment_external_id_once unique (force_id, external_id);
`;

const ROUTES = `
-- How the public reaches a neighbourhood's team or an officer, on which days. form, email and web are online.
create table contact_route (
  force_id         text not null,
  id               uuid not null,
  neighbourhood_id uuid,
  officer_id       uuid,
  kind             text not null,
  value            text not null,
  during           daterange not null,
  version          integer not null default 1,
  constraint contact_route_pk primary key (force_id, id),
  constraint contact_route_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint contact_route_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  constraint contact_route_of_one check (num_nonnulls(neighbourhood_id, officer_id) = 1),
  constraint contact_route_value_given check (value <> ''),
  constraint contact_route_kind_shape check (kind ~ '^[a-z][a-z-]{1,39}$'),
  constraint contact_route_during_not_empty check (not isempty(during)),
  constraint contact_route_once_of_neighbourhood exclude using gist
    (force_id with =, neighbourhood_id with =, kind with =, during with &&) where (neighbourhood_id is not null),
  constraint contact_route_once_of_officer exclude using gist
    (force_id with =, officer_id with =, kind with =, during with &&) where (officer_id is not null)
);
create index contact_route_neighbourhood_idx on contact_route (force_id, neighbourhood_id);
create index contact_route_officer_idx on contact_route (force_id, officer_id);
insert into contact_route (force_id, id, neighbourhood_id, kind, value, during)
  select n.force_id, gen_random_uuid(), n.id, r.kind, r.value, '(,)' from neighbourhood n
    cross join lateral (values ('form', case when n.form_enabled then 'own' end), ('email', n.email), ('telephone', n.telephone),
      ('web', n.web_url)) as r (kind, value) where r.value <> '';
insert into contact_route (force_id, id, officer_id, kind, value, during)
  select o.force_id, gen_random_uuid(), o.id, r.kind, r.value, '(,)' from officer o
    cross join lateral (values ('email', o.public_email), ('telephone', o.public_telephone)) as r (kind, value) where r.value <> '';
`;

const PLACES = `
create table command_area (
  force_id text not null,
  id       uuid not null,
  code     text not null,
  name     text not null,
  during   daterange not null,
  version  integer not null default 1,
  constraint command_area_pk primary key (force_id, id),
  constraint command_area_force_fk foreign key (force_id) references force (id),
  constraint command_area_code_once unique (force_id, code),
  constraint command_area_during_not_empty check (not isempty(during))
);

create table command_area_neighbourhood (
  force_id         text not null,
  id               uuid not null,
  command_area_id  uuid not null,
  neighbourhood_id uuid not null,
  during           daterange not null,
  version          integer not null default 1,
  constraint command_area_neighbourhood_pk primary key (force_id, id),
  constraint command_area_neighbourhood_area_fk foreign key (force_id, command_area_id) references command_area (force_id, id),
  constraint command_area_neighbourhood_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint command_area_neighbourhood_during_not_empty check (not isempty(during)),
  constraint command_area_neighbourhood_once exclude using gist (force_id with =, neighbourhood_id with =, during with &&)
);

-- A sergeant or inspector over a whole command area; over single neighbourhoods it is an assignment.
create table command_area_supervisor (
  force_id        text not null,
  id              uuid not null,
  command_area_id uuid not null,
  officer_id      uuid not null,
  during          daterange not null,
  version         integer not null default 1,
  constraint command_area_supervisor_pk primary key (force_id, id),
  constraint command_area_supervisor_area_fk foreign key (force_id, command_area_id) references command_area (force_id, id),
  constraint command_area_supervisor_officer_fk foreign key (force_id, officer_id) references officer (force_id, id),
  constraint command_area_supervisor_during_not_empty check (not isempty(during)),
  constraint command_area_supervisor_once exclude using gist
    (force_id with =, command_area_id with =, officer_id with =, during with &&)
);

-- A name that a neighbourhood had until a day; the one it has stands on the neighbourhood.
create table neighbourhood_former_name (
  force_id         text not null,
  id               uuid not null,
  neighbourhood_id uuid not null,
  name             text not null,
  until_on         date not null,
  version          integer not null default 1,
  constraint neighbourhood_former_name_pk primary key (force_id, id),
  constraint neighbourhood_former_name_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint neighbourhood_former_name_once unique (force_id, neighbourhood_id, until_on)
);

-- Which neighbourhood went on as which, from a day: several into one is a merger, one into several a split.
create table neighbourhood_succession (
  force_id       text not null,
  id             uuid not null,
  predecessor_id uuid not null,
  successor_id   uuid not null,
  from_on        date not null,
  version        integer not null default 1,
  constraint neighbourhood_succession_pk primary key (force_id, id),
  constraint neighbourhood_succession_predecessor_fk foreign key (force_id, predecessor_id) references neighbourhood (force_id, id),
  constraint neighbourhood_succession_successor_fk foreign key (force_id, successor_id) references neighbourhood (force_id, id),
  constraint neighbourhood_succession_once unique (force_id, predecessor_id, successor_id),
  constraint neighbourhood_succession_of_two check (predecessor_id <> successor_id)
);

alter table neighbourhood add column version integer not null default 1;
alter table officer add column version integer not null default 1;
alter table assignment add column version integer not null default 1;
`;

const DATED = `
-- From today on this neighbourhood or officer has this route (none, if the value is null); what was before keeps its
-- days, and what is recorded from a later day on stays. A route that is the first of its kind holds for all days.
create function put_route(p_force_id text, p_neighbourhood_id uuid, p_officer_id uuid, p_kind text, p_value text, p_is_new boolean)
  returns void language plpgsql as $$
declare
  today   date := registry_today();
  held    contact_route;
  next_on date;
begin
  if not p_is_new then
    select * into held from contact_route r where r.force_id = p_force_id and r.kind = p_kind and r.during @> today
       and r.neighbourhood_id is not distinct from p_neighbourhood_id and r.officer_id is not distinct from p_officer_id;
    if held.value is not distinct from p_value then return; end if;
    if held.id is not null and lower(held.during) = today then
      delete from contact_route r where r.force_id = p_force_id and r.id = held.id;
    elsif held.id is not null then
      update contact_route r set during = daterange(lower(r.during), today) where r.force_id = p_force_id and r.id = held.id;
    end if;
    select min(lower(r.during)) into next_on from contact_route r where r.force_id = p_force_id and r.kind = p_kind
       and r.neighbourhood_id is not distinct from p_neighbourhood_id and r.officer_id is not distinct from p_officer_id
       and lower(r.during) > today;
  end if;
  if p_value is not null then
    insert into contact_route (force_id, id, neighbourhood_id, officer_id, kind, value, during)
    values (p_force_id, gen_random_uuid(), p_neighbourhood_id, p_officer_id, p_kind, p_value,
            daterange(case when not p_is_new then today end, next_on));
  end if;
end $$;

create function keep_neighbourhood_dated() returns trigger language plpgsql as $$
begin
  perform put_route(new.force_id, new.id, null, r.kind, nullif(r.value, ''), tg_op = 'INSERT')
     from (values ('form', case when new.form_enabled then 'own' end), ('email', new.email), ('telephone', new.telephone),
                  ('web', new.web_url)) as r (kind, value)
    where tg_op = 'UPDATE' or r.value <> '';
  return null;
end $$;
create trigger neighbourhood_dated after insert or update of form_enabled, email, telephone, web_url on neighbourhood
  for each row execute function keep_neighbourhood_dated();

create function keep_officer_dated() returns trigger language plpgsql as $$
declare
  today date := registry_today();
  first_on date := case when tg_op = 'UPDATE' then today end;
begin
  if tg_op = 'INSERT' or new.rank <> old.rank then
    delete from officer_rank r where r.force_id = new.force_id and r.officer_id = new.id and lower(r.during) >= today;
    update officer_rank r set during = daterange(lower(r.during), today)
     where r.force_id = new.force_id and r.officer_id = new.id and r.during @> today;
    insert into officer_rank (force_id, id, officer_id, rank, during)
    values (new.force_id, gen_random_uuid(), new.id, new.rank, daterange(first_on, null));
  end if;
  if (tg_op = 'INSERT' and new.name_withheld) or (tg_op = 'UPDATE' and new.name_withheld <> old.name_withheld) then
    delete from officer_name_withheld w where w.force_id = new.force_id and w.officer_id = new.id and lower(w.during) >= today;
    update officer_name_withheld w set during = daterange(lower(w.during), today)
     where w.force_id = new.force_id and w.officer_id = new.id and w.during @> today;
    if new.name_withheld then
      insert into officer_name_withheld (force_id, id, officer_id, during)
      values (new.force_id, gen_random_uuid(), new.id, daterange(first_on, null));
    end if;
  end if;
  perform put_route(new.force_id, null, new.id, r.kind, nullif(r.value, ''), tg_op = 'INSERT')
     from (values ('email', new.public_email), ('telephone', new.public_telephone)) as r (kind, value)
    where tg_op = 'UPDATE' or r.value <> '';
  return null;
end $$;
create trigger officer_dated after insert or update of rank, name_withheld, public_email, public_telephone on officer
  for each row execute function keep_officer_dated();
`;

const WALLS = `
alter table registry_history enable row level security;
alter table registry_history force row level security;
create policy registry_history_of_the_force on registry_history to npg_app
  using (force_id = current_force()) with check (force_id = current_force());
grant select, insert on registry_history to npg_app;

create trigger neighbourhood_version before update on neighbourhood for each row execute function count_version();
create trigger officer_version before update on officer for each row execute function count_version();
create trigger assignment_version before update on assignment for each row execute function count_version();
create trigger neighbourhood_history after insert or update or delete on neighbourhood
  for each row execute function keep_registry_history();
create trigger officer_history after insert or update or delete on officer
  for each row execute function keep_registry_history();
create trigger assignment_history after insert or update or delete on assignment
  for each row execute function keep_registry_history();
`;

const PERIODS = wallsOfRegistryTables([
  'officer_rank',
  'officer_name_withheld',
  'absence',
  'contact_route',
  'command_area',
  'command_area_neighbourhood',
  'command_area_supervisor',
  'neighbourhood_former_name',
  'neighbourhood_succession',
]);
