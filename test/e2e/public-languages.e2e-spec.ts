import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { stringify } from 'yaml';
import { digestOf, newApiKey } from '../../src/access/tokens.js';
import { waitUntil } from '../../src/database/embedded/processes.js';
import { type Answer, ask, type Question } from '../support/access-app.js';
import { type Mailbox, startMailbox } from '../support/mailbox.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres/test-database.js';
import { readMail, type ReadMail } from '../support/real-input/read-mail.js';
import { startWholeApp } from '../support/whole-app.js';
import { type Installation, installation, type Server } from './public-installation.js';
import { englishTexts, markedTexts, saidBy, strangeWords } from './public-marked.js';

const FORCE = '/your-area/ff';
const FORM = `${FORCE}/101/contact`;
const CONTACT = 'GET /your-area/:force/:code/contact';
const SEND = 'POST /your-area/:force/:code/contact';
const SENT = 'GET /your-area/:force/:code/contact/sent';
const ASK = '/recourse/ask/:force/:reference/:token';
const KEY = newApiKey();

let database: TestDatabase;
let admin: pg.Client;
let mailbox: Mailbox;
let installed: Installation;
let server: Server;

const id = (code: string): string => `(select id from neighbourhood where code = '${code}')`;
const officer = (collar: string): string => `(select id from officer where collar_number = '${collar}')`;
const BOUNDARY = `'{"type":"Polygon","coordinates":[[[-1,52],[-0.99,52],[-0.99,52.01],[-1,52]]]}'`;

/** As much of an issued report as the public is shown. */
const ISSUED = JSON.stringify({
  report: {
    definitionsVersion: '4.0',
    force: { id: 'ff', name: '‹Force›', startsOn: '2025-07-01' },
    period: { fromOn: '2026-03-01', toOn: '2026-03-31' },
    precedingPeriod: { fromOn: '2026-02-01', toOn: '2026-02-28' },
    zone: 'Europe/London',
    figures: [
      ['share-met', '98.4', '+3.4'],
      ['median-minutes', 'not yet answered', null],
      ['coverage-last-day', 'none due', null],
      ['coverage-days', '100.0', '0.0'],
    ].map(([measure, shown, change]) => ({
      ...{ measure, neighbourhood: null, channel: null, denominator: 2, shown, change },
      numerator: measure === 'median-minutes' ? null : 1,
      previous: { numerator: 1, denominator: 2, shown: measure === 'median-minutes' ? '61' : '50.0' },
    })),
    definitions: [
      ['share-met', 'percent'],
      ['median-minutes', 'minutes'],
      ['coverage-last-day', 'percent'],
      ['coverage-days', 'percent'],
    ].map(([measure, unit]) => ({ measure, unit, title: 'Title', definition: 'Definition' })),
  },
});

/** A force whose names are all ‹in brackets›: a full neighbourhood, an empty one, one whose officer has no published name. */
const SEED = `
insert into force (id, name, starts_on, website_url, telephone, created_at)
  values ('ff', '‹Force›', '2025-07-01', 'https://force.example/', '101', now());
insert into neighbourhood (force_id, id, code, name, description, during, boundary, min_lng, min_lat, max_lng, max_lat, email, telephone, web_url, created_at, updated_at)
  values ('ff', gen_random_uuid(), '101', '‹Abbey›', '‹Streets›', '[2025-07-01,)', ${BOUNDARY}, -1, 52, -0.99, 52.01, 'abbey@force.example', '101', 'https://force.example/abbey', now(), now()),
         ('ff', gen_random_uuid(), '102', '‹Bridge›', null, '[2025-07-01,)', ${BOUNDARY}, -1, 52, -0.99, 52.01, null, null, null, now(), now()),
         ('ff', gen_random_uuid(), '103', '‹Bridge›', null, '[2025-07-01,)', null, null, null, null, null, null, null, null, now(), now());
insert into officer (force_id, id, collar_number, name, rank, name_withheld, public_email, public_telephone, created_at, updated_at)
  values ('ff', gen_random_uuid(), '1', '‹Ann›', 'constable', false, 'ann@force.example', '101', now(), now()),
         ('ff', gen_random_uuid(), '2', '‹Ben›', 'pcso', false, null, null, now(), now()),
         ('ff', gen_random_uuid(), '3', '‹Cy›', 'sergeant', true, null, null, now(), now());
insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
  values ('ff', gen_random_uuid(), ${id('101')}, ${officer('1')}, 'lead', '[2025-07-01,)', now()),
         ('ff', gen_random_uuid(), ${id('101')}, ${officer('2')}, 'named', '[2025-07-01,)', now()),
         ('ff', gen_random_uuid(), ${id('103')}, ${officer('3')}, 'lead', '[2025-07-01,)', now());
insert into priority (force_id, id, neighbourhood_id, issue, issue_at, action, action_at)
  values ('ff', gen_random_uuid(), ${id('101')}, '‹Noise›', '2026-01-31T10:00:00Z', '‹Patrols›', '2026-05-02T10:00:00Z'),
         ('ff', gen_random_uuid(), ${id('101')}, '‹Parking›', '2026-03-31T10:00:00Z', null, null);
insert into neighbourhood_event (force_id, id, neighbourhood_id, type, title, address, description, starts_at, ends_at, email, telephone)
  select 'ff', gen_random_uuid(), ${id('101')}, (array['beat-meeting', 'surgery', 'patch-walk', 'engagement-walk', 'other'])[1 + n % 5],
         '‹Event›', '‹Hall›', '‹Tea›', now() + n * interval '31 days', case when n % 3 > 0 then now() + n * interval '31 days 100 minutes' * (n % 3) end,
         'event@force.example', '101' from generate_series(1, 25) n;
insert into place (force_id, id, neighbourhood_id, name, address, postcode, telephone, description, latitude, longitude)
  values ('ff', gen_random_uuid(), ${id('101')}, '‹Desk›', '‹House›', '‹LE1 3GG›', '101', '‹Ring›', 52.004, -0.996);
insert into link (force_id, id, neighbourhood_id, kind, title, url, description, during)
  values ('ff', gen_random_uuid(), ${id('101')}, 'link', '‹Council›', 'https://council.example/', '‹Bins›', '(,)'),
         ('ff', gen_random_uuid(), ${id('101')}, 'funding', '‹Fund›', 'https://fund.example/', null, daterange(null, current_date + 40));
insert into ward (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at)
  values ('ff', gen_random_uuid(), '1', '‹Ward›', '(,)', '{}', 0, 0, 0, 0, 1, now(), now());
insert into ward_share (force_id, id, ward_id, neighbourhood_id, share)
  select 'ff', gen_random_uuid(), id, ${id('101')}, 0.9 from ward;
insert into neighbourhood_former_name (force_id, id, neighbourhood_id, name, until_on)
  values ('ff', gen_random_uuid(), ${id('102')}, '‹Old Quay›', '2026-01-01');
insert into person (force_id, id, name, role, created_at) values ('ff', gen_random_uuid(), 'Admin', 'force-admin', now());
insert into report_draft (force_id, id, from_on, to_on, part, begun_at, begun_by)
  select 'ff', gen_random_uuid(), '2026-03-01', '2026-03-31', '', now(), id from person;
insert into report_signing_key (id, jwk, first_used_at) values ('key', '{}', now());
insert into issued_report (force_id, id, draft_id, from_on, to_on, part, version, issued_at, issued_by, cut_off_at, document, sha256, signature, key_id)
  select 'ff', gen_random_uuid(), id, from_on, to_on, part, 1, now(), begun_by, now(), document, encode(sha256(document), 'hex'), 'x', 'key'
    from report_draft, convert_to('${ISSUED}', 'UTF8') document;
update force set publishes_headline = true;
insert into api_key (force_id, id, name, scopes, created_at)
  values ('ff', gen_random_uuid(), 'hub', '{contacts:write,contacts:read}', now());
insert into locator (digest, kind, force_id, target_id)
  select decode('${digestOf(KEY).toString('hex')}', 'hex'), 'api-key', 'ff', id from api_key;
`;

const environment = (): Record<string, string> => ({
  DATABASE_URL: database.applicationUrl,
  MIGRATION_DATABASE_URL: database.ownerUrl,
  SMTP_URL: mailbox.url,
  MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
});

beforeAll(async () => {
  database = await createTestDatabase();
  mailbox = await startMailbox();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(SEED);
  installed = installation({
    'cy.yaml': markedTexts('cy'),
    // A draft: never offered, whatever is asked for.
    'gd.yaml': markedTexts('gd', (texts) => (texts['reviewed'] = false)),
  });
  server = await installed.start(environment());
  if (server.port === null) throw new Error(server.printed);
}, 90_000);

afterAll(async () => {
  await installed.remove();
  await admin.end();
  await mailbox.close();
  await database.drop();
});

const get = (url: string, headers: Record<string, string> = {}): Promise<Answer> =>
  ask(server.port!, { url, headers });

/** As somebody asks whose browser prefers the marked language. */
const inMarks = (question: Question): Promise<Answer> =>
  ask(server.port!, { ...question, headers: { 'accept-language': 'cy', ...question.headers } });

const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
const send = (fields: Record<string, string>, url = FORM): Question => ({
  method: 'POST',
  url,
  payload: form({ token: randomUUID(), ...fields }),
});

/** What is said on a page but in the name of the other language. */
const strangeOn = ({ body }: Answer): string[] =>
  strangeWords(saidBy(body.replace(/<a [^>]*\blang="en"[^>]*>English<\/a>|<code>[^<]*<\/code>/g, '')), 'cy');

/** The same with files, by the beginning of each. */
const sendFiles = (beginnings: readonly string[]): Question => ({
  method: 'POST',
  url: FORM,
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
  payload: [
    ...beginnings.map(
      (begins) => `--x\r\ncontent-disposition: form-data; name="files"; filename="‹a›"\r\n\r\n${begins}\r\n`,
    ),
    '--x--\r\n',
  ].join(''),
});

const long = '‹' + 'x'.repeat(10_001) + '›';

/** Every page of the public, by the route that answers it: `*` for none. */
const PAGES: [route: string, what: string, status: number, question: Question, has?: string][] = [
  ['GET /', 'the start', 200, { url: '/' }, '‹Force›'],
  ['GET /your-area/:force', 'a force', 200, { url: FORCE }, '<svg'],
  ['GET /your-area/:force', 'a name', 200, { url: `${FORCE}?q=${encodeURIComponent('‹Abbey›')}` }],
  ['GET /your-area/:force', 'a ward', 200, { url: `${FORCE}?q=${encodeURIComponent('‹Ward›')}` }],
  ['GET /your-area/:force', 'a place', 200, { url: `${FORCE}?q=${encodeURIComponent('‹Desk›')}` }],
  ['GET /your-area/:force', 'a former name', 200, { url: `${FORCE}?q=${encodeURIComponent('‹Old Quay›')}` }],
  ['GET /your-area/:force', 'a name of nowhere', 200, { url: `${FORCE}?q=${encodeURIComponent('‹None›')}` }],
  ['GET /your-area/:force', 'a point outside', 200, { url: `${FORCE}?q=50,0` }],
  ['GET /your-area/:force/:code', 'a neighbourhood', 200, { url: `${FORCE}/101` }, '‹Patrols›'],
  ['GET /your-area/:force/:code', 'one with nothing', 200, { url: `${FORCE}/102` }],
  ['GET /your-area/:force/:code', 'a withheld name', 200, { url: `${FORCE}/103` }],
  ['GET /keeping-the-promise/:force', 'the figures', 200, { url: '/keeping-the-promise/ff' }, '98.4%'],
  ['GET /keeping-the-promise/:force', 'no figures', 404, { url: '/keeping-the-promise/none' }],
  ['GET /report-signing-keys', 'the keys of reports', 200, { url: '/report-signing-keys' }, '<code>'],
  [CONTACT, 'the form', 200, { url: FORM }, '<textarea'],
  [SEND, 'the empty form', 400, send({}), 'error-summary'],
  [
    SEND,
    'the form with everything wrong',
    400,
    send({
      token: '‹x›',
      subject: long,
      message: long,
      name: '‹a\tb›',
      email: '‹nobody›',
      telephone: '‹none›',
      address: long,
    }),
    'error-summary',
  ],
  [SEND, 'the form with a line break in a line', 400, send({ subject: '‹a\tb›', message: '‹b›' })],
  [SEND, 'the form with a field too many', 400, send({ subject: '‹a›', message: '‹b›', '‹colour›': '‹c›' })],
  [SEND, 'a field sent twice', 400, { ...send({}), payload: 'subject=%E2%80%B9a%E2%80%BA&subject=1' }],
  [
    SEND,
    'the form with every kind of wrong file',
    400,
    sendFiles(['', 'MZ', '\0\0\0\0ftypheic']),
    'href="#files"',
  ],
  [SEND, 'the form with too many files', 400, sendFiles(['a', 'b', 'c', 'd'])],
  [SEND, 'the form with a good file', 400, sendFiles(['%PDF-1.4'])],
  [SEND, 'JSON, which is no form', 415, { ...send({}), payload: [1] }],
  [SENT, 'an unknown reference', 404, { url: `${FORM}/sent?reference=CCC-CCC-CCC` }],
  [`GET ${ASK}`, 'a link that opens nothing', 404, { url: '/recourse/ask/ff/CCC-CCC-CCC/x' }],
  [`POST ${ASK}`, 'the same, sent', 404, { ...send({ reason: long }, '/recourse/ask/ff/CCC-CCC-CCC/x') }],
  ['GET /your-area/:force', 'an unknown force', 404, { url: '/your-area/none' }],
  ['GET /your-area/:force/:code', 'an unknown neighbourhood', 404, { url: `${FORCE}/109` }],
  [CONTACT, 'a form of nowhere', 404, { url: `${FORCE}/109/contact` }],
  ['*', 'an unknown address', 404, { url: '/nowhere' }],
  ['*', 'the address of another server', 404, { url: '//evil.example/%2e%2e//x' }],
  ['*', 'an address that cannot be read', 400, { url: '/%' }],
  ['*', 'a query that cannot be read', 400, { url: '/?q=%ff' }],
  ['*', 'an address too long', 414, { url: `/your-area/${'x'.repeat(300)}` }],
  [
    '*',
    'a form of another site',
    403,
    { ...send({}), headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } },
  ],
  ['*', 'a body too large', 413, { ...send({}), payload: `message=${'x'.repeat(1_100_000)}` }],
  ['*', 'a body of another kind', 415, { ...send({}), headers: { 'content-type': 'text/xml' } }],
  ['*', 'a form that cannot be read', 400, { ...send({}), payload: 'message=%ff' }],
  ['*', 'a reserved name', 400, { ...send({}), payload: 'constructor=1' }],
];

describe('the pages of the public in another language', () => {
  it.each(PAGES)(
    '%s, %s, is a %i without a word of English',
    async (_route, _what, status, question, has = '<h1') => {
      const answer = await inMarks(question);
      expect([answer.statusCode, answer.headers['content-language']]).toEqual([status, 'cy']);
      expect(answer.body).toContain('<html lang="cy"');
      expect(answer.body).toContain(has);
      expect(strangeOn(answer)).toEqual([]);
    },
  );

  it('are every page that a stranger is not asked to sign in for, but for that of signing in and out', async () => {
    const house = await startWholeApp({});
    try {
      const pages = house.routes.filter(
        ({ method, url }) =>
          method !== 'HEAD' && !/^\/(api|assets|health|metrics|\.well-known)(\/|$)/.test(url),
      );
      const open = [];
      for (const { method, url } of pages) {
        const { headers } = await house.ask({ method, url: url.replace(/:\w+/g, 'x') });
        if (!headers.location?.startsWith('/sign-in?') && headers.location !== '/sign-in')
          open.push(`${method} ${url}`);
      }
      const shown = PAGES.map(([route]) => route).filter((route) => route !== '*');
      const signIn = ['GET /sign-in', 'GET /sign-in/:force', 'GET /sign-in/:force/callback'];
      // Only the identity provider asks for it.
      const signOut = ['POST /sign-out/:force/back-channel'];
      expect(open.sort()).toEqual([...new Set([...shown, ...signIn, ...signOut])].sort());
    } finally {
      await house.close();
    }
  });

  it('would be told apart from English ones', async () => {
    expect(strangeOn(await get(FORM))).toEqual(expect.arrayContaining(['Send', 'message', 'Skip']));
    const typed = await ask(server.port!, send({}));
    expect(strangeOn(typed)).toEqual(expect.arrayContaining(['Error', 'Enter', 'problem']));
    expect(strangeOn(await get(`${FORCE}/101`))).toEqual(expect.arrayContaining(['GMT', 'January', 'Patch']));
  });

  it('lead to themselves in each published language, and to no draft', async () => {
    const { body } = await inMarks({ url: `${FORM}?a=1` });
    const links = [...body.matchAll(/<a [^>]*href="([^"]+)"[^>]*hreflang="(\w+)"/g)];
    expect(links.map(([, href, language]) => [href, language])).toEqual([
      [`${FORM}?a&#x3D;1&amp;lang&#x3D;en`, 'en'],
    ]);
    expect(body).toMatch(/<span lang="cy" aria-current="true">ŵ+<\/span>/);
    const english = await get(FORM, { 'accept-language': 'gd' });
    expect(english.body).toContain('<html lang="en"');
    expect(english.body).toContain('hreflang="cy"');
    expect(english.body).not.toContain('gd');
    const nowhere = await get('//evil.example//x');
    expect(nowhere.body).toContain('href="/x?lang&#x3D;cy"');
  });

  it('stay in the language that was chosen once, pages of mistakes too', async () => {
    const chosen = await get(`${FORCE}?lang=cy`);
    const cookie = String(chosen.headers['set-cookie']).split(';', 1)[0]!;
    expect(cookie).toBe('npg-language=cy');
    for (const url of ['/', FORM, '/nowhere']) {
      const { body, headers } = await get(url, { cookie, 'accept-language': 'en' });
      expect(body).toContain('<html lang="cy"');
      expect(headers['vary']).toContain('cookie');
    }
    expect((await get('/?lang=gd', { cookie })).headers['set-cookie']).toBeUndefined();
  });
});

describe('mails to the person who wrote', () => {
  const mails = (): ReadMail[] => mailbox.mails.map((mail) => readMail(mail));
  const wrote = async (fields: Record<string, string>): Promise<string> => {
    const answer = await inMarks(send({ subject: '‹Bins›', message: '‹They burn›', ...fields }));
    expect(answer.statusCode).toBe(303);
    const sent = await inMarks({ url: answer.headers.location! });
    expect([sent.statusCode, strangeOn(sent)]).toEqual([200, []]);
    return /reference=([^&]+)/.exec(answer.headers.location!)![1]!;
  };
  const about = async (reference: string, how: (mail: ReadMail) => boolean): Promise<ReadMail> => {
    const found = (): ReadMail | undefined =>
      mails().find((mail) => mail.subject.includes(reference) && how(mail));
    expect(await waitUntil(() => found() !== undefined, 20_000)).toBe(true);
    return found()!;
  };
  /** The parts in one language, or what is left without them. */
  const partsIn = (html: string, language: string): string =>
    [...html.matchAll(new RegExp(`<(\\w+) lang="${language}">[^]*?</\\1>`, 'g'))]
      .map(([part]) => part)
      .join();
  const without = (html: string, language: string): string =>
    html.replace(new RegExp(`<(\\w+) lang="${language}">[^]*?</\\1>`, 'g'), '');

  it('promise in each language what they promise, the language of nobody being known', async () => {
    const reference = await wrote({ name: '‹Kit›', email: 'kit@people.example', telephone: '01632 960001' });
    const { subject, text, html } = await about(reference, () => true);
    expect(subject).toMatch(/^[ŵ\s]+: (\S+) \/ We have your message: \1$/);
    const [marked, english] = text.split('----');
    expect(strangeWords(marked!, 'cy')).toEqual([]);
    expect(marked).toContain(reference);
    expect(english).toContain('Dear ‹Kit›,');
    expect(english).toMatch(/The team will answer you by \w+ \d+ \w+ \d{4} at /);
    const body = html.slice(html.indexOf('<body'));
    expect(strangeWords(saidBy(without(body, 'en')), 'cy')).toEqual([]);
    expect(partsIn(body, 'cy')).toContain('<a href="https://force.example/">');
    expect(partsIn(body, 'en')).toContain('5 working days');
  });

  it('carry an answer as it was written, once, and all around it in each language', async () => {
    const reference = await wrote({ email: 'lee@people.example' });
    const { statusCode } = await ask(server.port!, {
      method: 'POST',
      url: `/api/v1/contacts/${reference}/responses`,
      headers: { authorization: `Bearer ${KEY}`, 'idempotency-key': 'a1' },
      payload: { route: 'email-from-here', text: '‹We met.›', nextSteps: '‹They go.›' },
    });
    expect(statusCode).toBe(201);
    const { subject, text, html } = await about(reference, ({ text: said }) => said.includes('‹We met.›'));
    expect(subject).toMatch(/ \/ Answer from your neighbourhood team: \S+$/);
    const body = html.slice(html.indexOf('<body'));
    expect(strangeWords(saidBy(without(body, 'en')), 'cy')).toEqual([]);
    expect(saidBy(partsIn(body, 'en'))).toMatch(/Hello,[^]*What happens next[^]*ask for recourse/);
    for (const said of [text, body])
      for (const once of ['‹We met.›', '‹They go.›']) expect(said.split(once)).toHaveLength(2);
    expect(strangeWords(text.replace(/^.*[A-Za-z]{3}.*$/gm, ''), 'cy')).toEqual([]);
  });

  it('lead to a page on which a person asks for recourse in each language', async () => {
    const reference = await wrote({ email: 'mo@people.example' });
    const { text } = await about(reference, () => true);
    const url = new URL(/http\S+\/recourse\/ask\/\S+/.exec(text)![0]).pathname;
    const shown = async (question: Question, status: number): Promise<string> => {
      const answer = await inMarks(question);
      expect([answer.statusCode, strangeOn(answer)]).toEqual([status, []]);
      return answer.body;
    };
    expect(await shown({ url }, 200)).not.toContain('<form');
    await admin.query(
      `update clock set started_at = started_at - interval '96 hours', due_at = due_at - interval '96 hours', next_alert_at = null
        where contact_id = (select id from contact where reference = $1)`,
      [reference],
    );
    expect(await shown({ url }, 200)).toContain('<textarea');
    expect(await shown({ method: 'POST', url, payload: form({ reason: long }) }, 400)).toContain(
      'error-summary',
    );
    expect((await inMarks({ method: 'POST', url, payload: form({ reason: '‹Late›' }) })).statusCode).toBe(
      303,
    );
    expect(await shown({ url }, 200)).toContain('govuk-panel');
  });

  it('are not promised to who left no address', async () => {
    await wrote({});
  });

  it('cannot be sent twice under one token to two teams', async () => {
    const fields = { token: randomUUID(), subject: '‹Same›', message: '‹Same›' };
    await wrote(fields);
    const again = await inMarks(send(fields, `${FORCE}/102/contact`));
    expect([again.statusCode, strangeOn(again)]).toEqual([409, []]);
  });
});

describe('a fault behind a page of the public', () => {
  it('is told in the language of whoever meets it, with a reference', async () => {
    await admin.query('alter table neighbourhood_former_name rename column until_on to until_then');
    const answer = await inMarks({ url: `${FORCE}?q=${encodeURIComponent('‹x›')}` });
    await admin.query('alter table neighbourhood_former_name rename column until_then to until_on');
    expect([answer.statusCode, strangeOn(answer)]).toEqual([500, []]);
    expect(answer.body).toContain(String(answer.headers['x-request-id']));
  });
});

describe('a start with texts that are not right', () => {
  const section = (texts: Record<string, unknown>, name: string): Record<string, unknown> =>
    texts[name] as Record<string, unknown>;

  it.each<[string, string, string]>([
    [
      'a text missing',
      markedTexts('cy', (texts) => delete section(texts, 'letter')['hello']),
      'config/texts/cy.yaml says "reviewed: true" and lacks texts: letter.hello.',
    ],
    [
      'a text that nothing asks for',
      markedTexts('cy', (texts) => (section(texts, 'letter')['bye'] = 'ŵ')),
      'config/texts/cy.yaml: letter.bye is not known; see config/texts/en.yaml.',
    ],
    [
      'a gap that nothing fills',
      markedTexts('cy', (texts) => (section(texts, 'letter')['hello'] = 'ŵ {who}')),
      'config/texts/cy.yaml: letter.hello has {who}, which nothing fills in.',
    ],
    [
      'a gap lost',
      markedTexts('cy', (texts) => (section(texts, 'letter')['dear'] = 'ŵ')),
      'config/texts/cy.yaml: letter.dear has no {name}, which must be said.',
    ],
    [
      'a text marked as not reviewed',
      markedTexts('cy', (texts) => (section(texts, 'letter')['hello'] = 'TODO ŵ')),
      'config/texts/cy.yaml: letter.hello is marked TODO; "reviewed: true" is not so yet.',
    ],
    [
      'no word of whether it was reviewed',
      markedTexts('cy', (texts) => delete texts['reviewed']),
      'config/texts/cy.yaml: reviewed must be true or false.',
    ],
    ['no YAML in it', 'language: cy\nname: [', 'config/texts/cy.yaml cannot be read'],
  ])('ends in one line that says so: %s', async (_what, file, line) => {
    const broken = installation({ 'cy.yaml': file });
    try {
      const { exitCode, printed } = await broken.start(environment());
      expect(exitCode).toBe(1);
      expect(printed.trim().split('\n').at(-1)).toContain(line);
    } finally {
      await broken.remove();
    }
  });

  it('ends too if English itself was not reviewed', async () => {
    const broken = installation({ 'en.yaml': stringify({ ...englishTexts(), reviewed: false }) });
    try {
      const { exitCode, printed } = await broken.start(environment());
      expect(exitCode).toBe(1);
      expect(printed).toContain('config/texts/en.yaml must say "reviewed: true".');
    } finally {
      await broken.remove();
    }
  });
});
