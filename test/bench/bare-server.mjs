/**
 * The limit to measure against: Fastify and pg, one route, one row, nothing else. No authentication, no validation,
 * no clock, no audit, no encryption, no row-level security.
 */
import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
const server = Fastify();
const insert = {
  name: 'insert-bare',
  text: `insert into bare_contact (neighbourhood, channel, submitted_at, body) values ($1, $2, $3, $4) returning id`,
};

server.post('/contacts', async (request, reply) => {
  const { neighbourhood, channel, submittedAt } = request.body;
  const { rows } = await pool.query({
    ...insert,
    values: [neighbourhood, channel, submittedAt, JSON.stringify(request.body)],
  });
  return reply.code(201).send({ id: rows[0].id });
});

console.log(await server.listen({ port: 0, host: '127.0.0.1' }));
