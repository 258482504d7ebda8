/**
 * The limit to measure against: Fastify and pg, a route a statement, the row sent as it comes. It reads past the walls:
 * no row-level security, no guard, no entity tag, nothing checked.
 */
import pointInPolygon from '@turf/boolean-point-in-polygon';
import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
const server = Fastify();

const neighbourhoods = {
  name: 'neighbourhoods',
  text: `select json_agg(n)::text as answer from (
    select code as id, name from neighbourhood where force_id = $1 and during @> $2::date order by name, code) n`,
};
const neighbourhood = {
  name: 'neighbourhood',
  text: `select json_build_object('id', n.code, 'name', n.name, 'description', n.description,
      'population', coalesce(n.population, 0)::text, 'url_force', coalesce(n.web_url, f.website_url, ''),
      'centre', json_build_object('latitude', public_degrees(n.centre_lat), 'longitude', public_degrees(n.centre_lng)),
      'contact_details', (
        select coalesce(json_object_agg(r.kind, r.value order by r.kind), '{}') from contact_route r
         where r.force_id = n.force_id and r.neighbourhood_id = n.id and r.kind <> 'form' and r.during @> $3::date),
      'links', coalesce((
        select json_agg(json_build_object('title', l.title, 'url', l.url, 'description', l.description) order by l.title, l.id)
          from link l where l.force_id = n.force_id and l.neighbourhood_id = n.id and l.during @> $3::date), '[]'),
      'locations', coalesce((
        select json_agg(jsonb_build_object('type', p.type, 'name', p.name, 'address', p.address, 'postcode', p.postcode,
              'description', p.description, 'latitude', public_degrees(p.latitude), 'longitude', public_degrees(p.longitude))
            || case when p.telephone <> '' then jsonb_build_object('telephone', p.telephone) else '{}' end order by p.name, p.id)
          from place p where p.force_id = n.force_id and p.neighbourhood_id = n.id), '[]'))::text as answer
    from neighbourhood n join force f on f.id = n.force_id
   where n.force_id = $1 and n.code = $2 and n.during @> $3::date`,
};
const candidates = {
  name: 'candidates',
  text: `select force_id as force, code as neighbourhood, boundary from neighbourhood
    where min_lng <= $1 and max_lng >= $1 and min_lat <= $2 and max_lat >= $2 and during @> $3::date
    order by area_km2, code, force_id`,
};

const today = () => new Date().toISOString().slice(0, 10);
const json = 'application/json; charset=utf-8';

server.get('/locate-neighbourhood', async (request) => {
  const [latitude, longitude] = request.query.q.split(',').map(Number);
  const { rows } = await pool.query({ ...candidates, values: [longitude, latitude, today()] });
  const { force, neighbourhood } = rows.find(({ boundary }) =>
    pointInPolygon([longitude, latitude], boundary),
  );
  return { force, neighbourhood };
});
server.get('/:force/neighbourhoods', async (request, reply) => {
  const { rows } = await pool.query({ ...neighbourhoods, values: [request.params.force, today()] });
  return reply.type(json).send(rows[0].answer);
});
server.get('/:force/:code', async (request, reply) => {
  const { force, code } = request.params;
  const { rows } = await pool.query({ ...neighbourhood, values: [force, code, today()] });
  return reply.type(json).send(rows[0].answer);
});

console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
