import type { MigrationInterface, QueryRunner } from 'typeorm';
import { wallsOfRegistryTables } from './registry-walls.js';

/**
 * Where boundaries overlap, and who answers for a neighbourhood that has ended: whoever it went on as, so that an open
 * contact of it never waits unseen.
 */
export class Places1784600000000 implements MigrationInterface {
  readonly name = 'Places1784600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(PLACES);
    await queryRunner.query(wallsOfRegistryTables(['neighbourhood_overlap']));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop function answered_by(text, uuid, date);
      drop function answering_for(text, uuid, date);
      drop index neighbourhood_succession_successor_idx;
      drop table neighbourhood_overlap;`);
  }
}

const PLACES = `
-- Two neighbourhoods whose boundaries have an area in common, worked out from them; each pair once, the lesser id first.
create table neighbourhood_overlap (
  force_id         text not null,
  id               uuid not null,
  neighbourhood_id uuid not null,
  other_id         uuid not null,
  area_km2         double precision not null,
  version          integer not null default 1,
  constraint neighbourhood_overlap_pk primary key (force_id, id),
  constraint neighbourhood_overlap_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint neighbourhood_overlap_other_fk foreign key (force_id, other_id) references neighbourhood (force_id, id),
  constraint neighbourhood_overlap_once unique (force_id, neighbourhood_id, other_id),
  constraint neighbourhood_overlap_in_order check (neighbourhood_id < other_id),
  constraint neighbourhood_overlap_area_positive check (area_km2 > 0)
);
create index neighbourhood_succession_successor_idx on neighbourhood_succession (force_id, successor_id);

-- Who answers for a neighbourhood on a day: itself and, once it has ended, what it went on as, and so on.
create function answering_for(p_force_id text, p_neighbourhood_id uuid, p_day date) returns setof uuid
  language sql stable rows 1 as $$
  with recursive answering (id) as (
    select p_neighbourhood_id
    union
    select s.successor_id from answering a
      join neighbourhood n on n.force_id = p_force_id and n.id = a.id and upper(n.during) <= p_day
      join neighbourhood_succession s on s.force_id = p_force_id and s.predecessor_id = a.id and s.from_on <= p_day
  )
  select id from answering
$$;

-- The other way round: which neighbourhoods a neighbourhood answers for on a day: itself, and those that ended and went on as it.
create function answered_by(p_force_id text, p_neighbourhood_id uuid, p_day date) returns setof uuid
  language sql stable rows 1 as $$
  with recursive answered (id) as (
    select p_neighbourhood_id
    union
    select s.predecessor_id from answered a
      join neighbourhood_succession s on s.force_id = p_force_id and s.successor_id = a.id and s.from_on <= p_day
      join neighbourhood n on n.force_id = p_force_id and n.id = s.predecessor_id and upper(n.during) <= p_day
  )
  select id from answered
$$;
`;
