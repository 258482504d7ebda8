import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiKeys } from '../../src/access/api-keys.js';
import { People } from '../../src/access/people.js';
import { type Role, ROLES, type Scope, SCOPES } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { ScheduledReports } from '../../src/reports/schedule/scheduled-reports.service.js';
import { Imports } from '../../src/registry/import/imports.service.js';
import { RecourseLinks } from '../../src/contacts/recourse/recourse-links.js';
import { type Answer, NOW } from '../support/access-app.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { markedForce, markOf } from './isolation-world.js';
import { FILE_FORM } from './matrix-bodies.js';

const BY = { kind: 'command', id: 'test' } as const;

/** Everything a neighbourhood has that an address can name. */
export interface PlaceObjects {
  code: string;
  collarNumber: string;
  contact: string;
  attachment: string;
  /** Came without any address. */
  silent: string;
  assignment: string;
  absence: string;
  /** Another one, to be taken away by a page. */
  leave: string;
  commandArea: string;
  ward: string;
  life: Record<'priorities' | 'events' | 'places' | 'links', string>;
}

/** Everything a force has that an address can name. */
export interface ForceObjects {
  id: string;
  places: PlaceObjects[];
  people: Record<Role | 'victim', string>;
  cookies: Record<Role, string>;
  bearer: string;
  key: string;
  senior: string;
  import: string;
  unmapped: string;
  pull: string;
  stored: string;
  draft: string;
  /** Of the draft: what can be commented on. */
  exception: string;
  issued: string;
  question: string;
  /** A file made for each role. */
  files: Record<Role, string>;
  token: string;
}

/** Who asks. */
export interface Caller {
  name: string;
  headers: Record<string, string>;
  role?: Role;
  scopes?: Scope[];
  /** Is linked to no officer, so has no neighbourhood. */
  unlinked?: true;
}

export interface MatrixWorld {
  house: WholeApp;
  mine: ForceObjects;
  theirs: ForceObjects;
  people: Caller[];
  keys: Caller[];
  /** Whose proof is worth nothing any more, or never was any here. */
  strangers: { pages: Caller[]; api: Caller[] };
  sessionOf(personId: string): Promise<string>;
  close(): Promise<void>;
}

export async function matrixWorld(): Promise<MatrixWorld> {
  const house = await startWholeApp({ trial: { forceId: markOf(1) } });
  const mine = await filledForce(house, markOf(1));
  const theirs = await filledForce(house, markOf(2));
  const sessions = house.app.get(Sessions);
  const sessionOf = async (id: string): Promise<string> => `npg-session=${await sessions.start(mine.id, id)}`;
  const cookie = (value: string): Record<string, string> => ({
    cookie: value,
    'sec-fetch-site': 'same-origin',
  });
  const people: Caller[] = ROLES.map((role) => ({ name: role, role, headers: cookie(mine.cookies[role]) }));
  for (const role of ['team', 'supervisor'] as const) {
    const id = await house.app.get(People).add(mine.id, { name: 'Nobody yet', role }, BY);
    const headers = cookie(await sessionOf(id));
    people.push({ name: `${role} without an officer`, role, headers, unlinked: true });
  }
  const keyFor = async (
    name: string,
    scopes: readonly Scope[],
    expiresAt = null as null | typeof NOW,
  ): Promise<string> => `Bearer ${(await house.app.get(ApiKeys).make(mine.id, name, scopes, expiresAt)).key}`;
  const keys: Caller[] = [];
  for (const scope of SCOPES)
    keys.push({
      name: `key ${scope}`,
      scopes: [scope],
      headers: { authorization: await keyFor(scope, [scope]) },
    });

  // Signed in, and switched off since.
  const disabled = await house.app.get(People).add(mine.id, { name: 'Gone', role: 'force-admin' }, BY);
  const gone = await sessionOf(disabled);
  await house.admin.query('update person set disabled_at = $2 where id = $1', [disabled, NOW.toISO()]);
  const ended = await house.app.get(People).add(mine.id, { name: 'Ended', role: 'force-admin' }, BY);
  const over = await sessionOf(ended);
  await house.admin.query('update session set ends_at = $2 where person_id = $1', [ended, NOW.toISO()]);
  const expired = await keyFor('expired', SCOPES, NOW.plus({ seconds: 1 }));
  await house.admin.query(`update api_key set expires_at = $1 where name = 'expired'`, [NOW.toISO()]);
  const revoked = await keyFor('revoked', SCOPES);
  await house.app.get(ApiKeys).revoke(mine.id, 'revoked');
  const everything = { authorization: mine.bearer };
  const nobody: Caller = { name: 'a stranger', headers: {} };
  return {
    house,
    mine,
    theirs,
    people,
    keys,
    strangers: {
      pages: [
        nobody,
        { name: 'a disabled person', headers: cookie(gone) },
        { name: 'a session that is over', headers: cookie(over) },
        { name: 'a key on a page', headers: everything },
      ],
      api: [
        nobody,
        { name: 'an expired key', headers: { authorization: expired } },
        { name: 'a revoked key', headers: { authorization: revoked } },
        ...ROLES.map((role) => ({
          name: `a session of ${role} on the API`,
          headers: cookie(mine.cookies[role]),
        })),
      ],
    },
    sessionOf,
    close: () => house.close(),
  };
}

async function filledForce(house: WholeApp, mark: string): Promise<ForceObjects> {
  const { bearer, cookies } = await markedForce(house, mark);
  const { admin } = house;
  const one = async <T extends object>(sql: string, values: unknown[] = []): Promise<T> =>
    (await admin.query<T>(sql, [mark, ...values])).rows[0]!;
  const id = async (sql: string, values: unknown[] = []): Promise<string> =>
    (await one<{ id: string }>(sql, values)).id;
  const send = async (url: string, payload: object, headers = {}): Promise<Answer> => {
    const answer = await house.ask({
      method: 'POST',
      url,
      payload,
      headers: { authorization: bearer, ...headers },
    });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
    return answer;
  };
  const form = async (role: Role, url: string, fields: Record<string, string>): Promise<string> => {
    const headers = { cookie: cookies[role], 'sec-fetch-site': 'same-origin' };
    const payload = new URLSearchParams(fields).toString();
    const answer = await house.ask({ method: 'POST', url, headers, payload });
    if (answer.statusCode !== 303) throw new Error(`${url} answers ${answer.statusCode}: ${answer.body}`);
    return answer.headers.location!;
  };
  await admin.query(`update person set name = 'Casey ' || role where force_id = $1`, [mark]);
  await admin.query(
    `insert into officer (force_id, id, collar_number, name, rank, created_at, updated_at)
     values ($1, gen_random_uuid(), $2, $3, 'sergeant', now(), now())`,
    [mark, `3${mark}`, `Officer 3 ${mark}`],
  );
  const officer = (collar: string): Promise<string> =>
    id('select id from officer where force_id = $1 and collar_number = $2', [collar]);
  const place = (code: string): Promise<string> =>
    id('select id from neighbourhood where force_id = $1 and code = $2', [code]);
  await admin.query(
    `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     values ($1, gen_random_uuid(), $2, $3, 'supervisor', '[2026-01-01,)', now())`,
    [mark, await place(`N-${mark}`), await officer(`3${mark}`)],
  );
  const link = 'update person set officer_id = $3 where force_id = $1 and role = $2';
  await admin.query(link, [mark, 'team', await officer(`1${mark}`)]);
  await admin.query(link, [mark, 'supervisor', await officer(`3${mark}`)]);
  const victim = await house.app.get(People).add(mark, { name: `Victim ${mark}`, role: 'auditor' }, BY);
  const people = { victim } as Record<Role | 'victim', string>;
  for (const role of ROLES)
    people[role] = await id('select id from person where force_id = $1 and role = $2 and id <> $3', [
      role,
      victim,
    ]);

  const places: PlaceObjects[] = [];
  for (const [code, collarNumber] of [
    [`N-${mark}`, `1${mark}`],
    [`M-${mark}`, `2${mark}`],
  ] as const) {
    const neighbourhood = await place(code);
    const written = (subject: string, enquirer: object): object => ({
      neighbourhood: code,
      submittedAt: NOW.minus({ days: 5 }).toISO(),
      subject: `Secret ${code} ${subject}`,
      message: `Secret ${code}`,
      enquirer,
    });
    const name = `Secret ${code}`;
    const email = `secret@${code.toLowerCase()}.example`;
    const contact = await send('/api/v1/contacts', written('one', { name, email }), {
      'idempotency-key': `${code}-1`,
    });
    const { reference } = contact.json() as { reference: string };
    await send(`/api/v1/contacts/${reference}/recourse`, {
      askedBy: 'phone',
      askedAt: NOW.toISO(),
      reason: `Secret ${code}`,
    });
    const attached = await house.ask({
      method: 'POST',
      url: `/api/v1/contacts/${reference}/attachments`,
      payload: FILE_FORM.payload,
      headers: { ...FILE_FORM.headers, authorization: bearer, 'idempotency-key': `${code}-file` },
    });
    if (attached.statusCode !== 201) throw new Error(attached.body);
    const silent = await send('/api/v1/contacts', written('two', { name }), {
      'idempotency-key': `${code}-2`,
    });
    const area = `A${code}`;
    await send('/api/v1/command-areas', { code: area, name: `Area ${code}`, from: '2026-01-01' });
    const ward = `W${code}`;
    await admin.query(
      `insert into ward (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at, version)
       values ($1, gen_random_uuid(), $2, $2, '[2020-01-01,)', '{}', 0, 0, 1, 1, 1, now(), now(), 1)`,
      [mark, ward],
    );
    const choice = { belongs: true, reason: `Because ${code}` };
    const chosen = await house.ask({
      method: 'PUT',
      url: `/api/v1/wards/${ward}/neighbourhoods/${code}`,
      headers: { authorization: bearer },
      payload: choice,
    });
    if (chosen.statusCode !== 200) throw new Error(chosen.body);
    const under = `/api/v1/neighbourhoods/${encodeURIComponent(code)}`;
    const made = async (kind: string, body: object): Promise<string> =>
      ((await send(`${under}/${kind}`, body)).json() as { id: string }).id;
    const absent = async (from: string): Promise<string> =>
      (
        (await send('/api/v1/absences', { collarNumber, kind: 'leave', from, until: from })).json() as {
          id: string;
        }
      ).id;
    places.push({
      code,
      collarNumber,
      contact: reference,
      attachment: (attached.json() as { id: string }).id,
      silent: (silent.json() as { reference: string }).reference,
      assignment: await id(
        'select id from assignment where force_id = $1 and neighbourhood_id = $2 and officer_id = $3',
        [neighbourhood, await officer(collarNumber)],
      ),
      absence: await absent('2026-12-01'),
      leave: await absent('2027-02-01'),
      commandArea: area,
      ward,
      life: {
        priorities: await made('priorities', { issue: `Priority of ${code}`, issuedOn: '2026-10-01' }),
        events: await made('events', {
          type: 'beat-meeting',
          title: `Event of ${code}`,
          address: 'Hall',
          startsAt: NOW.plus({ days: 9 }).toISO(),
        }),
        places: await made('places', { name: `Station of ${code}`, address: 'High Street' }),
        links: await made('links', {
          kind: 'link',
          title: `Link of ${code}`,
          url: 'https://www.example.org/',
        }),
      },
    });
  }

  const senior = randomUUID();
  await admin.query(
    `insert into senior_officer (force_id, id, place, name, rank) values ($1, $2, 1, $3, 'Chief')`,
    [mark, senior, `Chief ${mark}`],
  );
  const take = (content: string): Promise<string> => {
    const upload = { kind: 'officers', source: `${mark}.csv`, content: Buffer.from(content) } as const;
    return house.app.get(Imports, { strict: false }).takeFile(mark, upload, { actor: BY });
  };
  const imported = await take(
    `collar_number,name,rank,duty_email\n9${mark},Nine ${mark},PC,nine@${mark}.example\n`,
  );
  const unmapped = await take(`number,called,grade\n9${mark},Nine ${mark},PC\n`);
  const pull = randomUUID();
  await admin.query(
    `insert into police_uk_pull (force_id, id, state, asked_at, asked_by_kind, asked_by)
     values ($1, $2, 'pulled', now(), 'person', 'x')`,
    [mark, pull],
  );
  await admin.query(
    `insert into registry_import (force_id, id, kind, source, digest, state, made_at, made_by)
     values ($1, $2, 'police-uk', 'data.police.uk', 'x', 'previewed', now(), 'x')`,
    [mark, pull],
  );
  await house.app.get(ScheduledReports).makeReportsDue();
  const stored = await id('select id from compliance_report where force_id = $1 limit 1');
  const files = {} as Record<Role, string>;
  for (const role of ROLES) {
    files[role] = randomUUID();
    await admin.query(
      `insert into report_file (force_id, id, format, from_on, to_on, asked_by, asked_at, done_at, name, type, bytes)
       values ($1, $2, 'pdf', '2026-09-01', '2026-09-30', $3, $4, $4, 'report.pdf', 'application/pdf', $5)`,
      [mark, files[role], people[role], NOW.toISO(), Buffer.from(`%PDF ${mark}`)],
    );
  }
  const drafted = async (month: string): Promise<string> => {
    const to = await form('force-admin', '/reports/issued/drafts', {
      from: `2026-${month}-01`,
      to: `2026-${month}-${month === '09' ? '30' : '31'}`,
      part: '',
    });
    return /drafts\/([\w-]+)/.exec(to)![1]!;
  };
  const ready = await drafted('08');
  const issuing = `/reports/issued/drafts/${ready}/issue`;
  const asAdmin = { cookie: cookies['force-admin'] };
  const { body } = await house.ask({ url: issuing, headers: asAdmin });
  let at = await form('force-admin', issuing, { version: /name="version" value="(\d+)"/.exec(body)![1]! });
  for (let waited = 0; at.endsWith('/issuing') && waited < 100; waited += 1) {
    await sleep(100);
    at = String(
      (await house.ask({ url: `${issuing.slice(0, -'/issue'.length)}/issuing`, headers: asAdmin })).headers
        .location ?? at,
    );
  }
  const issued = /issued\/([\w-]+)\?done=issued/.exec(at)![1]!;
  await form('local-policing-body', `/reports/issued/${issued}/decision`, {
    decision: 'not-assured',
    version: '0',
    remarks: 'More, please',
    'question-1': 'Why?',
  });
  const draft = await drafted('09');
  const { body: shown } = await house.ask({ url: `/reports/issued/drafts/${draft}`, headers: asAdmin });
  return {
    id: mark,
    places,
    people,
    cookies,
    bearer,
    key: (await house.app.get(ApiKeys).make(mark, `spare ${mark}`, ['reports:read'])).id,
    senior,
    import: imported,
    unmapped,
    pull,
    stored,
    draft,
    exception: decodeURIComponent(/commentary\?exception(?:=|&#x3D;)([^"&]+)/.exec(shown)![1]!),
    issued,
    question: await id('select id from report_question where force_id = $1 limit 1'),
    files,
    token: tokenIn(
      house,
      mark,
      places[0]!.contact,
      await id('select id from contact where force_id = $1 and reference = $2', [places[0]!.contact]),
    ),
  };
}

function tokenIn(house: WholeApp, force: string, reference: string, contactId: string): string {
  const href = house.app.get(RecourseLinks, { strict: false }).addressOf(force, { id: contactId, reference });
  return href.split('/').at(-1)!;
}
