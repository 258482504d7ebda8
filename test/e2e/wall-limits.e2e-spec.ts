import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import { LIMITS, type Limit } from '../../src/access/limits/limits.js';
import { StrangerTurns } from '../../src/access/limits/stranger-turns.js';
import { newApiKey } from '../../src/access/tokens.js';
import { MasterKey } from '../../src/common/sealing.js';
import { applicationDataSource } from '../../src/database/data-source.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import type { Answer, Question } from '../support/access-app.js';
import { addressOf, askAll, changes, isApi, startWalled, type Walled } from './wall-routes.js';

let house: Walled;
/** Believes the proxy on this machine. */
let proxied: Walled;
/** What another instance beside the first would have. */
let beside: DataSource;

beforeAll(async () => {
  house = await startWalled();
  proxied = await startWalled({ TRUSTED_PROXIES: '127.0.0.0/8, ::1' });
  beside = await applicationDataSource({ url: house.database.applicationUrl, poolSize: 2 }).initialize();
});
afterAll(async () => {
  await beside.destroy();
  await house.close();
  await proxied.close();
});
beforeEach(async () => {
  for (const one of [house, proxied]) {
    await one.admin.query('delete from stranger_turn');
    forget(one);
  }
});

function forget({ app }: Walled): void {
  (app.get(StrangerTurns, { strict: false }) as unknown as { waiting: Map<string, number> }).waiting.clear();
}

const contactForm: Question = { method: 'POST', url: '/your-area/x/x/contact', payload: 'message=x' };
const many = (question: Question, times: number): Question[] => Array.from({ length: times }, () => question);
const refused = (answers: Answer[]): number => answers.filter(({ statusCode }) => statusCode === 429).length;

describe('the limits', () => {
  const routed = Object.values<Limit>(LIMITS).filter(({ routes }) => routes.length > 0);

  it('are of routes that there are', () => {
    const known = house.routes.map(({ method, url }) => `${method} ${url}`);
    expect(routed.flatMap(({ routes }) => routes.filter((route) => !known.includes(route)))).toEqual([]);
  });

  it('stand before everything that a stranger can change', async () => {
    const open = [];
    for (const { method, url } of house.routes.filter((route) => changes(route) && !isApi(route))) {
      const { statusCode, headers } = await house.ask({ method, url: addressOf(url), payload: 'a=b' });
      const asks = statusCode === 303 && headers.location?.startsWith('/sign-in');
      if (!asks || method + url === 'POST/sign-out') open.push(`${method} ${url}`);
    }
    const limited = routed.flatMap(({ routes }): readonly string[] => routes);
    // Ends a session of the asker's own, or nothing.
    expect(open.filter((route) => !limited.includes(route))).toEqual(['POST /sign-out']);
  });

  it.each(routed)(
    'of $name let that many through and no more, and say how long to wait',
    async ({ routes, atOnce }) => {
      const [method, url] = routes[0]!.split(' ') as [string, string];
      const question = { method, url: addressOf(url), ...(method === 'POST' && { payload: 'a=b' }) };
      const answers = await askAll(house, many(question, atOnce * 2));
      // Some turns come back while it is asked.
      expect(refused(answers)).toBeGreaterThan(atOnce / 2);
      expect(refused(answers)).toBeLessThanOrEqual(atOnce);
      const last = answers.at(-1)!;
      expect(last.statusCode).toBe(429);
      expect(Number(last.headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(last.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(last.headers['content-security-policy']).toContain("default-src 'self'");
      expect(last.body).toContain('Too many requests');
    },
  );
});

describe('wrong keys', () => {
  const wrong = (): Question => ({
    method: 'POST',
    url: '/api/v1/contacts',
    headers: { authorization: `Bearer ${newApiKey()}`, 'idempotency-key': 'x' },
    payload: {},
  });

  it('are refused for good after so many, and a right one from the same address never is', async () => {
    const { atOnce } = LIMITS.wrongKey;
    const answers = await askAll(house, Array.from({ length: atOnce * 2 }, wrong));
    const first = answers.slice(0, atOnce).map(({ statusCode }) => statusCode);
    expect(first).toEqual(Array<number>(atOnce).fill(401));
    expect(refused(answers)).toBeGreaterThan(atOnce / 2);
    const last = answers.at(-1)!;
    expect([last.statusCode, last.headers['content-type']]).toEqual([429, 'application/problem+json']);
    expect(last.headers['retry-after']).toMatch(/^\d+$/);
    const right = await house.ask({
      url: '/api/v1/neighbourhoods',
      headers: { authorization: `Bearer ${house.key}` },
    });
    expect(right.statusCode).toBe(200);
  });

  it('may be tried again after the time that was said', async () => {
    await askAll(house, Array.from({ length: LIMITS.wrongKey.atOnce * 2 }, wrong));
    const { headers } = await house.ask(wrong());
    await sleep(Number(headers['retry-after']) * 1000 + 50);
    expect((await house.ask(wrong())).statusCode).toBe(401);
  });

  it('cost nothing to who sends none, and the database nothing once they are too many', async () => {
    const database = house.app.get(ForceDatabase);
    const asked: string[] = [];
    const real = database.statement.bind(database);
    database.statement = (name, ...rest) => (asked.push(name), real(name, ...rest));
    try {
      await house.ask({ url: '/api/v1/neighbourhoods' });
      await house.ask({ url: '/api/v1/neighbourhoods', headers: { authorization: `Bearer ${house.key}` } });
      expect(asked).not.toContain('take-turn');
      const malformed = { url: '/api/v1/neighbourhoods', headers: { authorization: 'Bearer no' } };
      await askAll(house, many(malformed, LIMITS.wrongKey.atOnce * 2));
      const before = asked.length;
      const answers = await askAll(house, many(malformed, 20));
      // A turn may come back meanwhile.
      expect(refused(answers)).toBeGreaterThanOrEqual(18);
      expect(asked.length - before).toBeLessThan(10);
    } finally {
      database.statement = real;
    }
  });
});

describe('instances beside each other', () => {
  const request = { ip: '192.0.2.7', headers: {} } as FastifyRequest;
  const reply = { header: () => reply } as unknown as FastifyReply;
  const taken = async (turns: StrangerTurns, times: number): Promise<number> => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: times }, () => turns.take(LIMITS.publicForm, request, reply)),
    );
    return outcomes.filter(({ status }) => status === 'fulfilled').length;
  };

  it('count together, and at once', async () => {
    const masterKey = new MasterKey(Buffer.alloc(32, 7));
    const instances = [house.app.get(ForceDatabase), new ForceDatabase(beside)].map(
      (database) => new StrangerTurns(database, masterKey),
    );
    const through = await Promise.all(instances.map((turns) => taken(turns, 500)));
    const sum = through.reduce((a, b) => a + b, 0);
    const { atOnce } = LIMITS.publicForm;
    expect(sum).toBeGreaterThanOrEqual(atOnce);
    expect(sum).toBeLessThanOrEqual(atOnce + 60);
    expect(Math.min(...through)).toBeGreaterThan(10);
  });
});

describe('where a request comes from', () => {
  const MANY = LIMITS.publicForm.atOnce * 2;
  const from = (address: string): Question => ({ ...contactForm, headers: { 'x-forwarded-for': address } });

  it('is not what a stranger writes in a header', async () => {
    const answers = await askAll(
      house,
      Array.from({ length: MANY }, (_, n) => from(`192.0.2.${n % 256}`)),
    );
    expect(refused(answers)).toBeGreaterThan(MANY / 4);
  });

  it('is what a proxy says that is trusted: one does not use up the turns of another', async () => {
    const answers = await askAll(proxied, many(from('192.0.2.1'), MANY));
    expect(refused(answers)).toBeGreaterThan(MANY / 4);
    expect((await proxied.ask(from('192.0.2.2'))).statusCode).not.toBe(429);
    // Written by the stranger before the proxy added where it really came from.
    expect((await proxied.ask(from('192.0.2.9, 192.0.2.1'))).statusCode).toBe(429);
  });

  it('is a network for version 6, and is kept nowhere', async () => {
    const answers = await askAll(
      proxied,
      Array.from({ length: MANY }, (_, n) => from(`2001:db8:1:2::${n.toString(16)}`)),
    );
    expect(refused(answers)).toBeGreaterThan(MANY / 4);
    const { rows } = await proxied.admin.query<{ row: string; length: number }>(
      'select t::text as row, length(digest) as length from stranger_turn t',
    );
    expect(rows.map(({ length }) => length)).toEqual([32]);
    expect(rows[0]!.row).not.toMatch(/2001|db8/);
  });

  it('is forgotten when it is paid for', async () => {
    await house.admin.query(
      `insert into stranger_turn select sha256(n::text::bytea), now() - interval '2 minutes' from generate_series(1, 30) n`,
    );
    await askAll(house, many(contactForm, 16));
    const { rows } = await house.admin.query<{ left: number }>(
      'select count(*)::int as left from stranger_turn',
    );
    expect(rows[0]!.left).toBe(1);
  });
});
