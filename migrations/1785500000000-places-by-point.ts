import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The neighbourhoods that may hold a point are looked up by the index of their extents, with a plan that is made once a
 * connection: planning for every force and every point anew, and reading all neighbourhoods of the force, took three
 * times as long as writing out the boundary that was found.
 */
export class PlacesByPoint1785500000000 implements MigrationInterface {
  readonly name = 'PlacesByPoint1785500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(POINT_BY_POINT);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ALL_POINTS_OF_A_FORCE);
  }
}

const POINT_BY_POINT = `
-- Which neighbourhoods of whichever force may hold each of these points on a day, their extent around it? Points are
-- numbered from 1.
create or replace function public_place_candidates(p_lng double precision[], p_lat double precision[], p_on date)
  returns table (question bigint, force_id text, code text, area_km2 double precision, boundary jsonb) language plpgsql
  set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare one_force text;
begin
  for one_force in select f.id from force f loop
    perform set_config('npg.force_id', one_force, true);
    for place in 1 .. cardinality(p_lng) loop
      return query select place::bigint, n.force_id, n.code, n.area_km2, n.boundary from neighbourhood n
        where n.force_id = one_force and n.min_lng <= p_lng[place] and n.max_lng >= p_lng[place]
          and n.min_lat <= p_lat[place] and n.max_lat >= p_lat[place] and n.during @> p_on;
    end loop;
  end loop;
end $$;
`;

const ALL_POINTS_OF_A_FORCE = `
-- Which neighbourhoods of whichever force may hold each of these points on a day, their extent around it? Points are
-- numbered from 1. The neighbourhoods of a force are gone through once, however many points there are.
create or replace function public_place_candidates(p_lng double precision[], p_lat double precision[], p_on date)
  returns table (question bigint, force_id text, code text, area_km2 double precision, boundary jsonb) language plpgsql as $$
#variable_conflict use_column
declare one_force text;
begin
  for one_force in select f.id from force f loop
    perform set_config('npg.force_id', one_force, true);
    return query select q.place, n.force_id, n.code, n.area_km2, n.boundary
      from neighbourhood n join unnest(p_lng, p_lat) with ordinality as q (lng, lat, place)
        on n.min_lng <= q.lng and n.max_lng >= q.lng and n.min_lat <= q.lat and n.max_lat >= q.lat
     where n.force_id = one_force and n.during @> p_on;
  end loop;
end $$;
`;
