import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which published route is tried next and by whom, how politely a host is asked, and which notices a mail tells. */
export class RouteTries1784900000000 implements MigrationInterface {
  readonly name = 'RouteTries1784900000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TRIES);
    await queryRunner.query(NOTICES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index registry_notice_once, registry_notice_batch_idx;
      delete from registry_notice n using registry_notice later
       where later.force_id = n.force_id and later.kind = n.kind and later.subject = n.subject
         and (later.raised_at, later.id) > (n.raised_at, n.id);
      alter table registry_notice drop column over_at, drop column batch_id;
      alter table registry_notice add constraint registry_notice_once unique (force_id, kind, subject);
      drop table route_host, route_try;`);
  }
}

const TRIES = `
-- Each route that is published now: when it is tried next, who is at it, and how its last try ended. Tries that decide
-- something are kept in route_check; "try again" and "not checked" say nothing of a route and stand only here.
create table route_try (
  force_id         text not null,
  neighbourhood_id uuid not null,
  kind             text not null,
  address          text not null,
  next_at          timestamptz not null,
  tried_at         timestamptz,
  outcome          text,
  reason           text,
  claim_token      uuid,
  lease_until      timestamptz,
  constraint route_try_pk primary key (force_id, neighbourhood_id, kind),
  constraint route_try_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint route_try_kind_known check (kind in ('web', 'form', 'email')),
  constraint route_try_outcome_known check (outcome in ('works', 'failed', 'try-again', 'not-checked')),
  constraint route_try_ended check (num_nonnulls(tried_at, outcome, reason) in (0, 3)),
  constraint route_try_claimed check (num_nonnulls(claim_token, lease_until) in (0, 2))
);
create index route_try_due_idx on route_try (force_id, next_at);
alter table route_try enable row level security;
alter table route_try force row level security;
create policy route_try_of_the_force on route_try to npg_app
  using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, update, delete on route_try to npg_app;

-- When may a host be asked again, by whichever instance and for whichever force?
create table route_host (
  host    text not null,
  next_at timestamptz not null,
  constraint route_host_pk primary key (host)
);
grant select, insert, update on route_host to npg_app;
`;

const NOTICES = `
-- Over: the gap closed or the route works again, so that the same thing happening anew is told anew.
-- Batch: the notices that one mail tells, to each force admin.
alter table registry_notice add column over_at timestamptz, add column batch_id uuid;
alter table registry_notice drop constraint registry_notice_once;
create unique index registry_notice_once on registry_notice (force_id, kind, subject) where over_at is null;
create index registry_notice_batch_idx on registry_notice (force_id, batch_id) where batch_id is not null;
`;
