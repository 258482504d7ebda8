import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { POLITE_PACE, type PullPace } from '../../src/registry/police-uk-pull/pull-pace.js';

/** As polite as a server of our own needs it. */
export const QUICK: PullPace = {
  ...POLITE_PACE,
  betweenMs: 0,
  timeLimitMs: 300,
  backOffMs: 5,
  longestBackOffMs: 50,
};

type Special = (response: ServerResponse, asked: number) => void;

/** A server that answers as the national interface does: by path below the base, 404 with "Not Found" for all else. */
export interface National {
  url: string;
  /** Every path that was asked for, in order. */
  asked: string[];
  /** JSON by path. */
  answers: Map<string, unknown>;
  /** What is no JSON: by path, with how often it was asked before. */
  special: Map<string, Special>;
  close(): Promise<void>;
}

export async function startNational(): Promise<National> {
  const asked: string[] = [];
  const answers = new Map<string, unknown>();
  const special = new Map<string, Special>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url!.replace('/api/', ''));
    const before = asked.filter((one) => one === path).length;
    asked.push(path);
    if (special.has(path)) return special.get(path)!(response, before);
    if (!answers.has(path)) return response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found');
    return response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answers.get(path)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    asked,
    answers,
    special,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** A square of a hundredth of a degree as the national interface writes it, numbered from west to east. */
export function square(position: number, west = -1 + position / 100): object[] {
  return [
    [west, 52],
    [west + 0.01, 52],
    [west + 0.01, 52.01],
    [west, 52.01],
    [west, 52],
  ].map(([lng, lat]) => ({ latitude: lat!.toFixed(6), longitude: lng!.toFixed(6) }));
}

/** Everything about a force and so many neighbourhoods, in recorded shape. */
export function recordForce({ answers }: National, force: string, codes: readonly string[]): void {
  answers.set(`forces/${force}`, {
    id: force,
    name: 'Leicestershire Police',
    url: 'http://www.leics.police.example/',
    telephone: '101',
    description: null,
    engagement_methods: [
      {
        type: 'facebook',
        title: 'facebook',
        description: '<p>Become a friend.</p>',
        url: 'http://www.facebook.example/leics',
      },
    ],
  });
  answers.set(`forces/${force}/people`, [
    {
      name: 'Robert Nixon',
      rank: 'Chief Constable',
      bio: '<p>Rob is the chief.</p>',
      contact_details: { twitter: 'http://x.example/rob' },
    },
    { name: 'Kerry Smith', rank: 'Assistant Chief Constable', bio: null, contact_details: {} },
  ]);
  answers.set(
    `${force}/neighbourhoods`,
    codes.map((id, i) => ({ id, name: `Beat ${i}` })),
  );
  for (const [i, code] of codes.entries()) recordNeighbourhood(answers, force, code, i);
}

function recordNeighbourhood(answers: National['answers'], force: string, code: string, i: number): void {
  answers.set(`${force}/${code}`, {
    id: code,
    name: `Beat ${i}`,
    description: `<p>Around <b>${code}</b> &amp; the park.</p>`,
    population: String(i * 1000),
    url_force: `http://www.leics.police.example/local/${encodeURIComponent(code)}`,
    centre: { latitude: '52.005', longitude: '-0.995' },
    contact_details: {
      telephone: '101',
      email: `beat${i}@leics.police.example`,
      twitter: 'http://x.example/leics',
    },
    links: [{ title: 'Neighbourhood Watch', url: `http://watch.example/${i}`, description: null }],
    locations: [
      {
        type: 'station',
        name: 'Mansfield House',
        address: '74 Belgrave Gate, Leicester',
        postcode: 'LE1 3GG',
        telephone: '101',
        description: null,
        latitude: null,
        longitude: null,
      },
    ],
  });
  answers.set(`${force}/${code}/boundary`, square(i));
  answers.set(`${force}/${code}/people`, [
    { name: 'Ann Ward', rank: 'PC', bio: null, contact_details: {} },
    { name: 'Ann Ward', rank: 'PC', bio: null, contact_details: {} },
  ]);
  answers.set(`${force}/${code}/priorities`, [
    {
      issue: '<p>Street drinking.</p>',
      'issue-date': '2026-02-01T00:00:00',
      action: '<p>Patrols.</p>',
      'action-date': '2026-03-01T00:00:00',
    },
  ]);
  answers.set(`${force}/${code}/events`, [
    {
      title: 'Beat surgery',
      type: 'meeting',
      address: 'Library',
      description: null,
      start_date: '2026-05-12T19:00:00',
      end_date: '2026-05-12T20:00:00',
      contact_details: {},
    },
  ]);
}
