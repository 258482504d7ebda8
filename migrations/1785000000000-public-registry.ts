import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the public may read of the registry, in the shapes of the national interface for neighbourhoods. Each function
 * sets the force, reads, and writes the JSON text of the whole answer: one round trip for a route that anybody may call
 * as often as they like. Null says that there is no such force or neighbourhood on that day; the text of no function
 * holds a withheld name, an address for duty or anything of a day that is over.
 */
export class PublicRegistry1785000000000 implements MigrationInterface {
  readonly name = 'PublicRegistry1785000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [WORDS, FORCES, NEIGHBOURHOODS, PEOPLE, LIFE, PLACES, GRANTS, EXTENT])
      await queryRunner.query(part);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index neighbourhood_extent_idx;
      drop function public_place_candidates(double precision[], double precision[], date);
      drop function public_boundary(text, text, date);
      drop function public_events(text, text, date, timestamptz);
      drop function public_priorities(text, text, date);
      drop function public_people(text, text, date, jsonb);
      drop function public_neighbourhood(text, text, date, text);
      drop function public_neighbourhoods(text, date);
      drop function public_senior_officers(text);
      drop function public_force(text);
      drop function public_local_time(timestamptz);
      drop function public_degrees(double precision);`);
  }
}

const WORDS = `
-- Degrees as a decimal text, never 5e-05 as close to Greenwich: clients take it for a decimal number.
create function public_degrees(p_degrees double precision) returns text
  language sql immutable parallel safe return trim_scale(p_degrees::numeric)::text;

-- The time on the clocks of the place, with no zone, as clients parse it.
create function public_local_time(p_at timestamptz) returns text
  language sql stable parallel safe return to_char(p_at at time zone 'Europe/London', 'YYYY-MM-DD"T"HH24:MI:SS');
`;

const FORCES = `
-- How does a force present itself?
create function public_force(p_force_id text) returns text language sql stable as $$
  select json_build_object('id', f.id, 'name', f.name, 'url', coalesce(f.website_url, ''),
      'telephone', coalesce(f.telephone, ''), 'description', f.description,
      'engagement_methods', coalesce((
        select json_agg(json_build_object('type', coalesce(m ->> 'type', ''), 'title', coalesce(m ->> 'title', ''),
            'description', m ->> 'description', 'url', coalesce(m ->> 'url', '')) order by place)
          from jsonb_array_elements(case jsonb_typeof(f.engagement_methods) when 'array' then f.engagement_methods else '[]' end)
            with ordinality as e (m, place)), '[]'))::text
    from force f where f.id = p_force_id
$$;

-- Who are the senior officers of a force, in its order?
create function public_senior_officers(p_force_id text) returns text language plpgsql as $$
begin
  perform set_config('npg.force_id', p_force_id, true);
  return (select coalesce((
      select json_agg(json_build_object('name', s.name, 'rank', s.rank, 'bio', s.bio, 'contact_details',
          json_strip_nulls(json_build_object('email', nullif(s.email, ''), 'telephone', nullif(s.telephone, ''))))
          order by s.place, s.name, s.id)
        from senior_officer s where s.force_id = p_force_id), '[]')::text
    from force f where f.id = p_force_id);
end $$;
`;

const NEIGHBOURHOODS = `
-- Which neighbourhoods has a force on a day?
create function public_neighbourhoods(p_force_id text, p_on date) returns text language plpgsql as $$
begin
  perform set_config('npg.force_id', p_force_id, true);
  return (select coalesce((
      select json_agg(n) from (
        select n.code as id, n.name from neighbourhood n
         where n.force_id = p_force_id and n.during @> p_on order by n.name, n.code) n), '[]')::text
    from force f where f.id = p_force_id);
end $$;

-- What is there to know of a neighbourhood on a day? Its own form is a route like the others where its address is known.
create function public_neighbourhood(p_force_id text, p_code text, p_on date, p_form_url text) returns text
  language plpgsql as $$
begin
  perform set_config('npg.force_id', p_force_id, true);
  return (
    select json_build_object('id', n.code, 'name', n.name, 'description', n.description,
        'population', coalesce(n.population, 0)::text, 'url_force', coalesce(n.web_url, f.website_url, ''),
        'centre', json_build_object('latitude', public_degrees(n.centre_lat), 'longitude', public_degrees(n.centre_lng)),
        'contact_details', (
          select coalesce(json_object_agg(r.kind, r.value order by r.kind), '{}') from (
            select r.kind, r.value from contact_route r
             where r.force_id = n.force_id and r.neighbourhood_id = n.id and r.kind <> 'form' and r.during @> p_on
            union all
            select 'e-messaging', p_form_url where p_form_url is not null and n.form_enabled
               and not exists (select from contact_route r where r.force_id = n.force_id and r.neighbourhood_id = n.id
                                  and r.kind = 'e-messaging' and r.during @> p_on)) r),
        'links', coalesce((
          select json_agg(json_build_object('title', l.title, 'url', l.url, 'description', l.description) order by l.title, l.id)
            from link l where l.force_id = n.force_id and l.neighbourhood_id = n.id and l.during @> p_on), '[]'),
        'locations', coalesce((
          select json_agg(jsonb_build_object('type', p.type, 'name', p.name, 'address', p.address, 'postcode', p.postcode,
                'description', p.description, 'latitude', public_degrees(p.latitude), 'longitude', public_degrees(p.longitude))
              || case when p.telephone <> '' then jsonb_build_object('telephone', p.telephone) else '{}' end
              order by p.name, p.id)
            from place p where p.force_id = n.force_id and p.neighbourhood_id = n.id), '[]'))::text
      from neighbourhood n join force f on f.id = n.force_id
     where n.force_id = p_force_id and n.code = p_code and n.during @> p_on);
end $$;
`;

const PEOPLE = `
-- Who serves a neighbourhood on a day, under a published name? Named officers first; p_ranks says what a rank is called.
create function public_people(p_force_id text, p_code text, p_on date, p_ranks jsonb) returns text language plpgsql as $$
begin
  perform set_config('npg.force_id', p_force_id, true);
  return (
    select coalesce((
      select json_agg(json_build_object('name', o.name, 'rank', coalesce(p_ranks ->> o.rank, o.rank), 'bio', null,
          'contact_details', (
              select coalesce(json_object_agg(r.kind, r.value order by r.kind), '{}') from contact_route r
               where r.force_id = o.force_id and r.officer_id = o.id and r.during @> p_on),
            'named_officer', a.role in ('lead', 'named'))
          order by array_position(array['lead', 'named', 'deputy', 'team', 'supervisor'], a.role), o.name, o.id)
        from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
       where a.force_id = n.force_id and a.neighbourhood_id = n.id and a.during @> p_on and o.in_service @> p_on
         -- "An officer's name may be withheld for safety": either record of it is enough.
         and not o.name_withheld and not exists (
           select from officer_name_withheld w
            where w.force_id = o.force_id and w.officer_id = o.id and w.during @> p_on)), '[]')::text
      from neighbourhood n where n.force_id = p_force_id and n.code = p_code and n.during @> p_on);
end $$;
`;

const LIFE = `
-- Which priorities has a neighbourhood on a day, the latest issue first?
create function public_priorities(p_force_id text, p_code text, p_on date) returns text language plpgsql as $$
begin
  perform set_config('npg.force_id', p_force_id, true);
  return (
    select coalesce((
      select json_agg(json_build_object('issue', p.issue, 'issue-date', public_local_time(p.issue_at),
          'action', p.action, 'action-date', public_local_time(p.action_at)) order by p.issue_at desc, p.id)
        from priority p where p.force_id = n.force_id and p.neighbourhood_id = n.id
         and (p.ended_on is null or p.ended_on > p_on)), '[]')::text
      from neighbourhood n where n.force_id = p_force_id and n.code = p_code and n.during @> p_on);
end $$;

-- What is about to take place in a neighbourhood, the next first? What has begun or is called off is not.
create function public_events(p_force_id text, p_code text, p_on date, p_now timestamptz) returns text language plpgsql as $$
begin
  perform set_config('npg.force_id', p_force_id, true);
  return (
    select coalesce((
      select json_agg(json_build_object('title', e.title, 'type', e.type, 'address', e.address, 'description', e.description,
          'start_date', public_local_time(e.starts_at), 'end_date', public_local_time(e.ends_at), 'contact_details',
          json_strip_nulls(json_build_object('email', nullif(e.email, ''), 'telephone', nullif(e.telephone, ''))))
          order by e.starts_at, e.id)
        from neighbourhood_event e where e.force_id = n.force_id and e.neighbourhood_id = n.id
         and e.starts_at >= p_now and not e.cancelled), '[]')::text
      from neighbourhood n where n.force_id = p_force_id and n.code = p_code and n.during @> p_on);
end $$;
`;

const PLACES = `
-- The boundary of a neighbourhood of a day as it is stored; the JSON null if it has none.
create function public_boundary(p_force_id text, p_code text, p_on date) returns text language plpgsql as $$
begin
  perform set_config('npg.force_id', p_force_id, true);
  return (select coalesce(n.boundary, 'null')::text from neighbourhood n
           where n.force_id = p_force_id and n.code = p_code and n.during @> p_on);
end $$;

-- Which neighbourhoods of whichever force may hold each of these points on a day, their extent around it? Points are
-- numbered from 1. The neighbourhoods of a force are gone through once, however many points there are.
create function public_place_candidates(p_lng double precision[], p_lat double precision[], p_on date)
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

const GRANTS = `
grant execute on function public_force(text), public_senior_officers(text), public_neighbourhoods(text, date),
  public_neighbourhood(text, text, date, text), public_people(text, text, date, jsonb), public_priorities(text, text, date),
  public_events(text, text, date, timestamptz), public_boundary(text, text, date),
  public_place_candidates(double precision[], double precision[], date) to npg_app;
`;

const EXTENT = `
-- Which neighbourhoods may hold a point, their extent around it?
create index neighbourhood_extent_idx on neighbourhood (force_id, min_lng, max_lng, min_lat, max_lat);
`;
