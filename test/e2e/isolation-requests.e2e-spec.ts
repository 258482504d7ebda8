import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/access/principal.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { NOW, type Question } from '../support/access-app.js';
import {
  FORCES,
  type MarkedForce,
  markedWorld,
  newContact,
  POOL_SIZE,
  type World,
} from './isolation-world.js';

const REQUESTS = 10_000;
/** More at once than there are connections, so that every connection goes from force to force all the time. */
const AT_ONCE = 40;

let world: World;

beforeAll(async () => {
  world = await markedWorld();
}, 180_000);
afterAll(() => world.house.close());

const REPORT = '/api/v1/reports/compliance?from=2026-10-01&to=2026-10-25';
const pages: [role: Role, urls: string[]][] = [
  [
    'supervisor',
    ['/contacts', '/neighbourhoods', '/officers', '/coverage', '/alerts', '/workforce', '/reports'],
  ],
  ['force-admin', ['/people', '/keys', '/imports', '/privacy', '/force', '/recourse']],
  ['auditor', ['/audit', '/neighbourhoods']],
];
const lists = [
  ...[
    'neighbourhoods',
    'officers',
    'assignments',
    'coverage',
    'coverage/gaps',
    'force',
    'workforce',
    'wards',
  ],
  ...['absences', 'command-areas', 'priorities-current', 'reports/issued'],
].map((path) => `/api/v1/${path}`);

interface Asked {
  kind: string;
  question: Question;
  /** What another force has: asked for all the same, and nothing of it may come back. */
  foreign?: string;
}

const by = <T>(list: readonly T[], turn: number): T => list[turn % list.length]!;

/** The request of a turn: mostly readings with a key, every eighth a page, some that change, some for what is another's. */
function requestOf(turn: number, force: MarkedForce, other: MarkedForce): Asked {
  const authorization = force.bearer;
  const reference = by(force.references, turn);
  const key = (kind: string, url: string, foreign?: string): Asked => ({
    kind,
    question: { url, headers: { authorization } },
    ...(foreign && { foreign }),
  });
  switch (turn % 16) {
    case 0: {
      const [role, urls] = by(pages, turn >> 4);
      return {
        kind: 'page',
        question: { url: by(urls, turn >> 5), headers: { cookie: force.cookies[role] } },
      };
    }
    case 1:
      return {
        kind: 'page',
        question: { url: `/contacts/${reference}`, headers: { cookie: force.cookies['force-admin'] } },
      };
    case 2:
      return { kind: 'push', question: newContact(force.id, authorization, `turn-${turn}`) };
    case 3: {
      const foreign = by(other.references, turn);
      return key('another’s contact by key', `/api/v1/contacts/${foreign}`, foreign);
    }
    case 4: {
      const foreign = by(other.references, turn);
      return {
        kind: 'another’s contact by session',
        foreign,
        question: { url: `/contacts/${foreign}`, headers: { cookie: force.cookies['force-admin'] } },
      };
    }
    case 5:
      return key('another’s place', `/api/v1/neighbourhoods/N-${other.id}`, `N-${other.id}`);
    case 6:
      return {
        kind: 'answer',
        question: {
          method: 'POST',
          url: `/api/v1/contacts/${reference}/responses`,
          headers: { authorization, 'idempotency-key': `turn-${turn}` },
          payload: {
            route: 'phone',
            respondedAt: NOW.toISO(),
            text: `Told ${force.id}`,
            nextSteps: `Next ${force.id}`,
          },
        },
      };
    case 7:
      return {
        kind: 'form',
        question: {
          method: 'POST',
          url: `/contacts/${reference}/out-of-scope${(turn >> 4) % 2 ? '/bring-back' : ''}`,
          headers: { cookie: force.cookies['force-admin'], 'sec-fetch-site': 'same-origin' },
          payload: 'reason=spam',
        },
      };
    // A report costs as much as twenty of the others.
    case 8:
      return key('list', (turn >> 4) % 12 === 0 ? REPORT : by(lists, turn >> 4));
    case 9:
    case 10:
      return key('list', by(lists, turn >> 4));
    case 11:
    case 12:
      return key('list', `/api/v1/neighbourhoods/N-${force.id}`);
    case 13:
      return key('list', `/api/v1/officers/1${force.id}`);
    default:
      return key('contact', `/api/v1/contacts/${reference}`);
  }
}

interface Found {
  /** By kind and status. */
  answers: Record<string, number>;
  /** Marks, ids and references in the answers, each of which was looked up. */
  checked: number;
  foreign: string[];
}

const MARK = /mk\d\dx/gi;
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const REFERENCE = /\b[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}\b/g;

describe(`${REQUESTS} interleaved requests of ${FORCES} forces through ${POOL_SIZE} connections`, () => {
  it('bring each force its own rows and no other’s', async () => {
    const seen: { force: string; what: string; found: Set<string>; marks: string[] }[] = [];
    const answers: Record<string, number> = {};
    let turn = 0;
    const worker = async (): Promise<void> => {
      while (turn < REQUESTS) {
        const own = turn;
        turn += 1;
        const force = by(world.forces, own * 7);
        const { kind, question, foreign } = requestOf(
          Math.floor(own / FORCES) + own,
          force,
          by(world.forces, own * 7 + 1 + (own % 41)),
        );
        const { statusCode, body, headers } = await world.house.ask(question);
        answers[`${kind} ${statusCode}`] = (answers[`${kind} ${statusCode}`] ?? 0) + 1;
        // What was asked for is quoted back in a refusal; nothing else of it may be.
        const text = `${String(headers.location ?? '')} ${foreign ? body.replaceAll(foreign, '') : body}`;
        seen.push({
          force: force.id,
          what: `${question.method ?? 'GET'} ${question.url} ${statusCode}`,
          marks: text.match(MARK) ?? [],
          found: new Set([...(text.match(ID) ?? []), ...(text.match(REFERENCE) ?? [])]),
        });
      }
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const seconds = Math.round(performance.now() - began) / 1000;

    const result = judged(seen, await world.owners(), answers);
    const { total } = world.house.app.get(ForceDatabase).connections();
    process.stdout.write(
      `${JSON.stringify({ requests: seen.length, seconds, connections: total, checked: result.checked, answers })}\n`,
    );
    expect(result.foreign).toEqual([]);
    expect(seen).toHaveLength(REQUESTS);
    expect(total).toBeLessThanOrEqual(POOL_SIZE);
    expect(result.checked).toBeGreaterThan(5 * REQUESTS);
    expect(Object.keys(answers).filter((answer) => / 5\d\d$/.test(answer))).toEqual([]);
    for (const kind of ['contact 200', 'list 200', 'page 200', 'push 201', 'answer 201', 'form 303'])
      expect([kind, (answers[kind] ?? 0) >= 50]).toEqual([kind, true]);
    for (const [answer, count] of Object.entries(answers))
      if (answer.startsWith('another’s'))
        expect([answer, count]).toEqual([expect.stringMatching(/ 404$/), count]);
  }, 300_000);
});

function judged(
  seen: readonly { force: string; what: string; found: ReadonlySet<string>; marks: readonly string[] }[],
  owners: ReadonlyMap<string, string>,
  answers: Record<string, number>,
): Found {
  const foreign: string[] = [];
  let checked = 0;
  for (const { force, what, found, marks } of seen) {
    for (const mark of marks) {
      checked += 1;
      if (mark.toLowerCase() !== force) foreign.push(`${force}: ${what} shows ${mark}`);
    }
    for (const id of found) {
      const owner = owners.get(id);
      if (owner === undefined) continue;
      checked += 1;
      if (owner !== force) foreign.push(`${force}: ${what} shows ${id} of ${owner}`);
    }
  }
  return { answers, checked, foreign };
}
