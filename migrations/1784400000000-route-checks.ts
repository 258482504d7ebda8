import type { MigrationInterface, QueryRunner } from 'typeorm';
import { wallsOfRegistryTables } from './registry-walls.js';

/** Contactable means tried: every try of a published route, the days on which it failed, and what admins were told. */
export class RouteChecks1784400000000 implements MigrationInterface {
  readonly name = 'RouteChecks1784400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(CHECKS);
    await queryRunner.query(wallsOfRegistryTables(['route_failure']));
    await queryRunner.query(WALLS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table registry_notice, route_failure, route_check');
  }
}

const CHECKS = `
-- One try of one published route of a neighbourhood.
create table route_check (
  force_id         text not null,
  id               bigint generated always as identity,
  neighbourhood_id uuid not null,
  kind             text not null,
  checked_at       timestamptz not null,
  checked_on       date not null,
  works            boolean not null,
  reason           text not null,
  constraint route_check_pk primary key (force_id, id),
  constraint route_check_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint route_check_kind_known check (kind in ('web', 'form', 'email'))
);
create index route_check_latest_idx on route_check (force_id, neighbourhood_id, kind, checked_at desc);

-- Runs of days on which every try of a route failed, worked out from the tries. "A route fails a day only if every try
-- of that day failed." The last run of a route that still fails has no end.
create table route_failure (
  force_id         text not null,
  id               uuid not null,
  neighbourhood_id uuid not null,
  kind             text not null,
  during           daterange not null,
  version          integer not null default 1,
  constraint route_failure_pk primary key (force_id, id),
  constraint route_failure_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint route_failure_kind_known check (kind in ('web', 'form', 'email')),
  constraint route_failure_starts check (not lower_inf(during)),
  constraint route_failure_during_not_empty check (not isempty(during)),
  constraint route_failure_once exclude using gist (force_id with =, neighbourhood_id with =, kind with =, during with &&)
);

-- What force admins were mailed about, so that nothing is said twice: the subject says which gap, route or week.
create table registry_notice (
  force_id   text not null,
  id         uuid not null,
  kind       text not null,
  subject    text not null,
  raised_at  timestamptz not null,
  facts      jsonb not null,
  mailed_at  timestamptz,
  constraint registry_notice_pk primary key (force_id, id),
  constraint registry_notice_force_fk foreign key (force_id) references force (id),
  constraint registry_notice_once unique (force_id, kind, subject),
  constraint registry_notice_kind_known check (kind in ('gap-open', 'gap-coming', 'route-failed', 'weekly-summary'))
);
create index registry_notice_unmailed_idx on registry_notice (force_id, raised_at) where mailed_at is null;
`;

const WALLS = `
do $$
declare t text;
begin
  foreach t in array array['route_check', 'registry_notice'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
  end loop;
end $$;
grant select, insert, delete on route_check to npg_app;
grant select, insert, update on registry_notice to npg_app;
`;
