import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Old tries of contact routes are thinned, a day at a time: up to which day that is done, by force. */
export class RouteCheckThinned1785300000000 implements MigrationInterface {
  readonly name = 'RouteCheckThinned1785300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(THINNED);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table route_check_thinned; drop index route_check_day_idx');
  }
}

const THINNED = `
create index route_check_day_idx on route_check (force_id, checked_on);

-- Of every day before this one each route has one try left at most, the one that decides whether it failed that day.
create table route_check_thinned (
  force_id  text not null,
  before_on date not null,
  constraint route_check_thinned_pk primary key (force_id),
  constraint route_check_thinned_force_fk foreign key (force_id) references force (id)
);
alter table route_check_thinned enable row level security;
alter table route_check_thinned force row level security;
create policy route_check_thinned_of_the_force on route_check_thinned to npg_app
  using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, update on route_check_thinned to npg_app;
`;
