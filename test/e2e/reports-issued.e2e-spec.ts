import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import pg from 'pg';
import { type Person, type Role, ROLES } from '../../src/access/principal.js';
import { IssueReport } from '../../src/reports/issued/issue-report.service.js';
import { lastIssuedBefore, latestIssued } from '../../src/reports/issued/issued-report.query.js';
import type { IssuedFile } from '../../src/reports/issued/issued-document.js';
import { NOW } from '../support/access-app.js';
import { FORCE, IssuingWorld, SEPTEMBER } from './reports-issued-world.js';

const FORMATS = ['json', 'csv', 'zip', 'xlsx', 'pdf', 'html'];
const AUGUST = { from: '2026-08-01', to: '2026-08-31', part: '' };
const NOTHING = '00000000-0000-4000-8000-000000000000';

let town: IssuingWorld;
let url: string;

beforeAll(async () => {
  town = await IssuingWorld.open();
  url = await town.house.app.getUrl();
});
afterAll(() => town.close());

/** The very bytes, with their headers. */
async function bytesOf(
  path: string,
  role: Role = 'auditor',
): Promise<{ bytes: Buffer; etag: string | null }> {
  const answer = await fetch(`${url}${path}`, { headers: { cookie: town.cookies[role] } });
  expect(answer.status).toBe(200);
  return { bytes: Buffer.from(await answer.arrayBuffer()), etag: answer.headers.get('etag') };
}

async function filesOf(id: string): Promise<Record<string, { bytes: Buffer; etag: string | null }>> {
  const read = FORMATS.map(async (name) => [name, await bytesOf(`/reports/issued/${id}.${name}`)] as const);
  return Object.fromEntries(await Promise.all(read));
}

const commentary = (draft: string, form: Record<string, string>): ReturnType<IssuingWorld['post']> =>
  town.post('force-admin', `/reports/issued/drafts/${draft}/commentary`, form);

describe('a draft', () => {
  let draft: string;

  beforeAll(async () => {
    draft = await town.draft();
  });

  it('is one for a period and a part, however often it is asked for', async () => {
    expect(await town.draft()).toBe(draft);
    expect(await town.draft({ ...SEPTEMBER, part: 'command-area:W' })).not.toBe(draft);
    const { body } = await town.get('force-admin', '/reports/issued');
    expect(body).toContain(`href="/reports/issued/drafts/${draft}"`);
    expect(body).toContain('September 2026, Area W (W)');
  });

  it.each([
    [{ from: '2026-09-30', to: '2026-09-01', part: '' }, '#to'],
    [{ from: '', to: '', part: '' }, '#from'],
    // Not over, and over before the figures of the force begin.
    [{ from: '2026-10-01', to: '2028-12-31', part: '' }, '#to'],
    [{ from: '2020-01-01', to: '2020-01-31', part: '' }, '#to'],
    [{ ...SEPTEMBER, part: 'command-area:none' }, '#part'],
  ])('of %j is not begun, and the form is shown again', async (form, link) => {
    const { statusCode, body } = await town.post('force-admin', '/reports/issued/drafts', form);
    expect(statusCode).toBe(400);
    expect(body).toContain(`href="${link}"`);
  });

  it('shows the figures of now and each exception with what is said about it', async () => {
    const page = `/reports/issued/drafts/${draft}`;
    const before = await town.get('force-admin', page);
    expect(before.statusCode).toBe(200);
    expect(before.body).toContain('Draft report, September 2026');
    expect(before.body).toContain('Llŷn &lt;b&gt; (N1)');
    expect(before.body).toMatch(/data-figure="share-met - -">66\.7%/);
    const form = await town.get('force-admin', `${page}/commentary?exception=missed:N1`);
    expect(form.body).toContain('name="version" value="0"');
    const saved = await commentary(draft, {
      exception: 'missed:N1',
      text: 'Two <officers> left.',
      version: '0',
    });
    expect([saved.statusCode, saved.headers.location]).toEqual([303, `${page}?done=commentary`]);
    const after = await town.get('force-admin', `${page}?done=commentary`);
    expect(after.body).toContain('Two &lt;officers&gt; left.');
    expect(after.body).toContain(`${FORCE} force-admin, Force administrator`);
  });

  it('shows both texts to whoever comes second to a commentary, and saves nothing', async () => {
    const second = await commentary(draft, { exception: 'missed:N1', text: 'Something else.', version: '0' });
    expect(second.statusCode).toBe(409);
    expect(second.body).toContain('Two &lt;officers&gt; left.');
    expect(second.body).toContain('Something else.');
    expect(second.body).toContain('name="version" value="1"');
    const { body } = await town.get('force-admin', `/reports/issued/drafts/${draft}`);
    expect(body).not.toContain('Something else.');
  });

  it.each([
    [{ exception: 'missed:N1', text: 'x'.repeat(4001), version: '1' }, 400],
    [{ exception: 'missed:N1', text: 'x', version: '1', more: 'x' }, 400],
    [{ exception: 'missed:none', text: 'x'.repeat(4001), version: '0' }, 404],
    [{ exception: 'missed:none', text: 'x', version: '0' }, 404],
  ])('refuses %j', async (form, status) => {
    expect((await commentary(draft, form as Record<string, string>)).statusCode).toBe(status);
  });

  it('is not issued by whoever has not seen the last commentary', async () => {
    const path = `/reports/issued/drafts/${draft}/issue`;
    const { statusCode, body } = await town.post('force-admin', path, { version: '1' });
    expect(statusCode).toBe(409);
    expect(body).toContain('nothing was issued');
  });

  it('that is thrown away can neither be changed nor issued', async () => {
    const other = await town.draft(AUGUST);
    const path = `/reports/issued/drafts/${other}`;
    expect((await town.post('force-admin', `${path}/discard`, {})).statusCode).toBe(303);
    expect((await commentary(other, { exception: 'missed:N1', text: 'x', version: '0' })).statusCode).toBe(
      409,
    );
    expect((await town.post('force-admin', `${path}/issue`, { version: '1' })).statusCode).toBe(409);
    expect((await town.post('force-admin', `${path}/discard`, {})).statusCode).toBe(409);
    expect(await town.draft(AUGUST)).not.toBe(other);
  });
});

describe('an issued report', () => {
  let first: string;
  let kept: Record<string, { bytes: Buffer; etag: string | null }>;
  let page: string;
  let file: IssuedFile;

  beforeAll(async () => {
    first = await town.issue(await town.draft());
    kept = await filesOf(first);
    file = JSON.parse(kept['json']!.bytes.toString('utf8')) as IssuedFile;
    page = (await town.get('local-policing-body', `/reports/issued/${first}`)).body;
  });

  it('says what was frozen', () => {
    expect(file.document).toMatchObject({
      format: 'issued-report/1',
      id: first,
      version: 1,
      supersedes: null,
      issuedAt: '2026-10-25T00:30:00.000Z',
      issuedBy: { id: town.people['force-admin'], role: 'force-admin', name: `${FORCE} force-admin` },
      differences: [],
      differencesTally: null,
      changesSincePreviousTally: null,
      previousDecision: null,
      openQuestions: [],
      reason: null,
      report: { cutOffAt: '2026-10-25T00:30:00.000Z', period: { fromOn: '2026-09-01', toOn: '2026-09-30' } },
    });
    expect(file.document.report.definitions.length).toBeGreaterThan(20);
    expect(file.document.commentaries).toEqual([
      {
        exception: 'missed:N1',
        kind: 'missed',
        neighbourhood: 'N1',
        name: 'Llŷn <b>',
        words: '1 of 2 queries due was missed: 1 answered late',
        text: 'Two <officers> left.',
        writtenAt: '2026-10-25T00:30:00.000Z',
        writtenBy: { id: town.people['force-admin'], role: 'force-admin', name: `${FORCE} force-admin` },
      },
    ]);
    const canonical = JSON.parse(JSON.stringify(file.document)) as object;
    expect(Object.keys(canonical)).toEqual(Object.keys(canonical).sort());
    expect(createHash('sha256').update(JSON.stringify(canonical)).digest('hex')).toBe(file.sha256);
  });

  it('prints the same figures on its page and in its files, and the commentary with them', async () => {
    expect(page).toMatch(/data-figure="share-met - -">(<a [^>]*>)?66\.7%/);
    expect(page).toContain('Two &lt;officers&gt; left.');
    expect(page).toContain(file.sha256);
    expect(kept['csv']!.bytes.toString('utf8')).toContain('"66.7"');
    expect(kept['html']!.bytes.toString('utf8')).toMatch(/data-figure="share-met - -">66\.7%/);
    expect(kept['pdf']!.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    for (const name of ['zip', 'xlsx']) expect(kept[name]!.bytes.subarray(0, 2).toString()).toBe('PK');
    const names = await Promise.all(
      FORMATS.map(async (name) => (await town.get('auditor', `/reports/issued/${first}.${name}`)).headers),
    );
    expect(names.map((headers) => headers['content-disposition'])).toEqual(
      FORMATS.map(
        (name) => `attachment; filename="compliance-${FORCE}-2026-09-01-to-2026-09-30-version-1.${name}"`,
      ),
    );
  });

  it('in one file needs nothing else: no address, no script', () => {
    const html = kept['html']!.bytes.toString('utf8');
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(/i);
    expect([...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].filter(([, to]) => !to!.startsWith('#'))).toEqual(
      [],
    );
  });

  it('has strong tags, and answers 304 to whoever has it', async () => {
    for (const name of FORMATS) {
      expect(kept[name]!.etag).toBe(`"${createHash('sha256').update(kept[name]!.bytes).digest('hex')}"`);
      const path = `/api/v1/reports/issued/${first}.${name}`;
      const again = await town.machine(path, { 'if-none-match': kept[name]!.etag! });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
  });

  it('is byte for byte the same after the data changed', async () => {
    await town.house.admin.query(
      `update clock set stopped_at = started_at + interval '1 hour', stopped_recorded_at = stopped_at where id = $1`,
      [town.clockIds[1]],
    );
    await town.house.admin.query(`update neighbourhood set name = 'Renamed' where code = 'N1'`);
    const again = await filesOf(first);
    for (const name of FORMATS) expect(again[name]!.bytes.equals(kept[name]!.bytes)).toBe(true);
    expect((await town.get('local-policing-body', `/reports/issued/${first}`)).body).toBe(page);
  });

  it('is corrected by a new version that lists what differs; the old one says so and stays', async () => {
    const draft = await town.draft();
    const shown = (await town.get('force-admin', `/reports/issued/drafts/${draft}`)).body;
    expect(shown).toContain('It would be version 2');
    expect(shown).toContain('Said about what is no exception any more');
    const check = await town.get('force-admin', `/reports/issued/drafts/${draft}/issue`);
    const version = /name="version" value="(\d+)"/.exec(check.body)![1]!;
    const silent = await town.post('force-admin', `/reports/issued/drafts/${draft}/issue`, { version });
    expect([silent.statusCode, silent.headers.location]).toEqual([400, undefined]);
    expect(silent.body).toContain('href="#reason"');
    const second = await town.issue(draft, 'The clock of N1 was <corrected>.');
    const { document } = await town.file(second);
    expect(document).toMatchObject({ version: 2, supersedes: first, commentaries: [] });
    expect(document.reason).toBe('The clock of N1 was <corrected>.');
    const printed = (await bytesOf(`/reports/issued/${second}.html`)).bytes.toString('utf8');
    expect(printed).toContain('Why this version: The clock of N1 was &lt;corrected&gt;.');
    expect(document.differences).toContainEqual({
      title: 'Share answered within 72 hours',
      was: '66.7% (2 of 3)',
      is: '100.0% (3 of 3)',
      place: 'Whole force',
    });
    expect(document.differences.map(({ title, place }) => `${title}, ${place}`).slice(0, 3)).toEqual([
      'Share answered within 72 hours, Whole force',
      'Share answered within 72 hours, Renamed (N1)',
      'Share answered within 72 hours, Came by: API',
    ]);
    const { figures, changed, leftOut } = document.differencesTally!;
    // The neighbourhood has another name, too.
    expect(document.differences.at(-1)).toEqual({
      ...{ title: 'Neighbourhood: name', was: 'Llŷn <b>', is: 'Renamed', place: 'N1' },
    });
    expect([changed + 1, leftOut]).toEqual([document.differences.length, 0]);
    const told = `${changed} of ${figures} figures changed; 1 neighbourhood is affected; 1 name or date changed; 1 change in what is said beside the figures.`;
    expect((await town.get('auditor', `/reports/issued/${second}`)).body).toContain(told);
    const old = (await town.get('auditor', `/reports/issued/${first}`)).body;
    expect(old).toContain(
      `<a class="govuk-link" href="/reports/issued/${second}">Version 2</a> replaced this version`,
    );
    expect(await filesOf(first)).toEqual(kept);
    const list = (await town.machine('/api/v1/reports/issued')).json() as { items: object[]; total: number };
    expect(list.total).toBe(2);
    expect(list.items).toMatchObject([
      { id: second, version: 2, supersedes: first, supersededBy: null, part: '' },
      { id: first, version: 1, supersedes: null, supersededBy: second, sha256: file.sha256 },
    ]);
    await town.world.database.inForce(FORCE, async (manager) => {
      expect(await latestIssued(manager, FORCE)).toMatchObject({ id: second, version: 2 });
      const september = { fromOn: '2026-09-01', toOn: '2026-09-30' };
      expect(await lastIssuedBefore(manager, FORCE, september, '')).toMatchObject({ id: second });
      expect(await lastIssuedBefore(manager, FORCE, september, 'command-area:W')).toBeNull();
    });
  });

  it('of a part is a report of its own, with versions of its own', async () => {
    const id = await town.issue(await town.draft({ ...SEPTEMBER, part: 'command-area:W' }));
    const { document } = await town.file(id);
    expect(document).toMatchObject({
      version: 1,
      supersedes: null,
      report: { part: { kind: 'command-area', code: 'W' } },
    });
    await town.world.database.inForce(FORCE, async (manager) => {
      expect(await latestIssued(manager, FORCE)).toMatchObject({ version: 2 });
    });
  });

  it('tells the list by its tag, page by page', async () => {
    const answer = await town.machine('/api/v1/reports/issued?pageSize=1&page=2');
    expect((answer.json() as { items: object[] }).items).toHaveLength(1);
    expect(answer.headers.link).toContain('rel="next"');
    const again = await town.machine('/api/v1/reports/issued?pageSize=1&page=2', {
      'if-none-match': answer.headers.etag!,
    });
    expect(again.statusCode).toBe(304);
  });

  it.each([NOTHING, `${NOTHING}.pdf`, 'x', 'x.json', `${NOTHING}/decision`])(
    '%s is not there',
    async (name) => {
      expect((await town.get('local-policing-body', `/reports/issued/${name}`)).statusCode).toBe(404);
    },
  );

  it('has no other file than those that were kept', async () => {
    for (const name of ['page', 'exe', 'PDF', '', 'pdf.pdf']) {
      expect((await town.get('auditor', `/reports/issued/${first}.${name}`)).statusCode).toBe(404);
    }
  });

  it('of another force is not there', async () => {
    await town.house.admin.query(
      `insert into force (id, name, starts_on, created_at) values ('other', 'Other', '2026-01-01', now())`,
    );
    const { rows } = await town.house.admin.query<{ id: string }>(
      `insert into person (force_id, id, name, role, created_at) values ('other', gen_random_uuid(), 'x', 'auditor', now()) returning id`,
    );
    const { Sessions } = await import('../../src/access/sessions.js');
    const cookie = `npg-session=${await town.house.app.get(Sessions).start('other', rows[0]!.id)}`;
    for (const path of [`/reports/issued/${first}`, `/reports/issued/${first}.json`]) {
      expect((await town.house.ask({ url: path, headers: { cookie } })).statusCode).toBe(404);
    }
  });
});

describe('what was issued', () => {
  const TABLES = [
    ['issued_report', `update issued_report set version = version`],
    ['issued_report', `delete from issued_report`],
    ['issued_report', `truncate issued_report cascade`],
    ['issued_report_file', `update issued_report_file set bytes = 'x'`],
    ['issued_report_file', `delete from issued_report_file where name = 'pdf'`],
    ['issued_report_file', `truncate issued_report_file`],
    ['report_signing_key', `update report_signing_key set jwk = '{}'`],
    ['report_signing_key', `delete from report_signing_key`],
    ['report_decision', `update report_decision set decision = 'assured'`],
    ['report_question', `delete from report_question`],
    ['report_answer', `update report_answer set text = 'x'`],
    ['report_commentary', `delete from report_commentary`],
    ['report_draft', `truncate report_draft cascade`],
  ];

  async function refusal(address: string, statement: string, before: string[] = []): Promise<string> {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    try {
      await client.query('begin');
      for (const each of before) await client.query(each);
      await client.query(statement);
      return 'done';
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.end();
    }
  }

  it.each(TABLES)('%s: the application may not: %s', async (table, statement) => {
    const { applicationUrl } = town.house.database;
    const why = await refusal(applicationUrl, statement!, [
      'set role npg_app',
      `select set_config('npg.force_id', '${FORCE}', true)`,
    ]);
    expect(why).toMatch(new RegExp(`permission denied for table|${table} is append-only`));
  });

  it.each(TABLES)(
    '%s: nor may the owner, nor the superuser, replaying or not: %s',
    async (_table, statement) => {
      const { ownerUrl, adminUrl } = town.house.database;
      expect(await refusal(ownerUrl, statement!)).toMatch(/is append-only/);
      expect(await refusal(adminUrl, statement!)).toMatch(/is append-only/);
      expect(await refusal(adminUrl, statement!, [`set session_replication_role = replica`])).toMatch(
        /is append-only/,
      );
    },
  );

  it.each([
    `update report_draft set closed_at = null, closed_as = null where closed_as = 'issued'`,
    `update report_commentary set text = 'x' where draft_id in (select id from report_draft where closed_as = 'issued')`,
    `insert into report_commentary (force_id, draft_id, exception_key, text, written_at, written_by)
       select force_id, id, 'gap:N1', 'x', now(), begun_by from report_draft where closed_as = 'issued'`,
    `insert into issued_report_file (force_id, report_id, name, media_type, file_name, bytes, sha256)
       select force_id, id, 'docx', 'x', 'x', 'x', encode(sha256('x'), 'hex') from issued_report`,
  ])('is not added to: %s', async (statement) => {
    expect(await refusal(town.house.database.adminUrl, statement)).toMatch(/that was issued/);
  });
});

describe('two force administrators who issue the same draft at the same moment', () => {
  const versionsOf = async (draft: string): Promise<object[]> =>
    (await town.house.admin.query(`select version from issued_report where draft_id = $1`, [draft])).rows;
  let second: Person;

  beforeAll(async () => {
    const id = randomUUID();
    await town.world.insert('person', [
      { force_id: FORCE, id, name: 'Second', role: 'force-admin', created_at: '2026-01-01T00:00:00Z' },
    ]);
    second = personOf(id);
  });

  it('issue it once; the other is told, and whoever sends it twice is not told off', async () => {
    const draft = await town.draft(AUGUST);
    const path = `/reports/issued/drafts/${draft}/issue`;
    const cookies = [town.cookies['force-admin'], await town.cookieOf(second.id)];
    const answers = await Promise.all(
      cookies.map((cookie) => town.post('force-admin', path, { version: '1' }, cookie)),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
    const winner = cookies[answers.findIndex(({ statusCode }) => statusCode === 303)]!;
    const again = await town.post('force-admin', path, { version: '1' }, winner);
    expect([303, 409]).toContain(again.statusCode);
    await town.settled(draft);
    expect(await versionsOf(draft)).toEqual([{ version: 1 }]);
  });

  it('issue it once from two instances too, and the next is the next version', async () => {
    const draft = await town.draft(AUGUST);
    const issue = town.house.app.get(IssueReport);
    const first = personOf(town.people['force-admin']!);
    const ended = await Promise.allSettled(
      [first, second].map((by) => issue.issue(by, draft, [1], 'r', 'Again.')),
    );
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = ended.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ kind: 'conflict' });
    expect(await versionsOf(draft)).toEqual([{ version: 2 }]);
  });
});

function personOf(id: string): Person {
  const role = 'force-admin' as const;
  return { kind: 'person', id, forceId: FORCE, name: 'x', role, officerId: null, sessionId: id };
}

describe('what changed in the data since the last report', () => {
  it('stands in the next one: August as it was issued, and as it is now', async () => {
    await town.house.admin.query(
      `update clock set stopped_at = due_at + interval '1 hour', stopped_recorded_at = due_at + interval '1 hour' where id = $1`,
      [town.clockIds[3]],
    );
    const { body } = await town.get('force-admin', `/reports/issued/drafts/${await town.draft()}`);
    expect(body).toContain('was 100.0% (1 of 1), is now 0.0% (0 of 1)');
  });
});

describe('a late answer that was recorded after a report was issued', () => {
  const JUNE = { from: '2026-06-01', to: '2026-06-30', part: '' };
  let late: string;

  beforeAll(async () => {
    const { rows } = await town.house.admin.query<{ id: string }>(
      `select id from neighbourhood where force_id = $1 and code in ('N1', 'N2') order by code desc`,
      [FORCE],
    );
    const at = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
    [late] = (await town.world.clocks(FORCE, [
      { neighbourhoodId: rows[0]!.id, dueAt: at('2026-06-10T12:00:00Z') },
      { neighbourhoodId: rows[1]!.id, dueAt: at('2026-06-05T12:00:00Z') },
      {
        neighbourhoodId: rows[0]!.id,
        dueAt: at('2026-06-11T12:00:00Z'),
        stoppedAt: at('2026-06-10T12:00:00Z'),
      },
    ])) as [string, string, string];
    await town.issue(await town.draft(JUNE));
    await goTo(NOW.plus({ hours: 1 }));
  });
  afterAll(() => goTo(NOW));

  async function goTo(instant: DateTime): Promise<void> {
    town.house.clock.set(instant);
    for (const role of ['force-admin', 'auditor'] as const)
      town.cookies[role] = await town.cookieOf(town.people[role]!);
  }

  it('is listed in the next version, apart from what moved by the passing of time alone', async () => {
    await town.house.admin.query(
      `update clock set stopped_at = '2026-10-25T00:00:00Z', stopped_recorded_at = '2026-10-25T00:00:00Z' where id = $1`,
      [late],
    );
    const draft = await town.draft(JUNE);
    const { body } = await town.get('force-admin', `/reports/issued/drafts/${draft}`);
    const [words] = /\d+ of \d+ figures changed; \d+ moved by the passing of time alone;/.exec(body)!;
    const check = (await town.get('force-admin', `/reports/issued/drafts/${draft}/issue`)).body;
    expect(check).toContain(`what differs from version 1, which it replaces; as of now: ${words}`);
    const id = await town.issue(draft);
    const { document } = await town.file(id);
    const whole = { place: 'Whole force' };
    expect(document.version).toBe(2);
    expect(document.differences).toContainEqual({
      ...{ title: 'Missed: not answered', was: '2', is: '1' },
      ...whole,
    });
    expect(document.differences).toContainEqual({
      ...{ title: 'Missed: answered late', was: '0', is: '1' },
      ...whole,
    });
    const still = 'Overdue by, longest of those still open';
    expect(document.movedByTime!.map(({ place }) => place)).toContainEqual(expect.stringContaining('(N1)'));
    expect(document.movedByTime!.every(({ title }) => title === still)).toBe(true);
    const { figures, changed, byTime, leftOut } = document.differencesTally!;
    expect([changed, byTime, leftOut]).toEqual([
      document.differences.length,
      document.movedByTime!.length,
      0,
    ]);
    expect(words).toBe(
      `${changed} of ${figures} figures changed; ${byTime} moved by the passing of time alone;`,
    );
    const printed = (await bytesOf(`/reports/issued/${id}.html`)).bytes.toString('utf8');
    for (const text of [words, 'Missed: answered late', still]) expect(printed).toContain(text);
    expect(printed).toContain('What moved since that version by the passing of time alone');
    // An archive names its files in plain bytes.
    const archive = (await bytesOf(`/reports/issued/${id}.zip`)).bytes.toString('latin1');
    expect(archive).toContain('moved-by-time');
  });

  it('is no change since the version that has it', async () => {
    const { body } = await town.get(
      'force-admin',
      `/reports/issued/drafts/${await town.draft({ from: '2026-07-01', to: '2026-07-31', part: '' })}`,
    );
    expect(body).toContain('Nothing: its figures would be the same today.');
  });
});

describe('a version that was issued before there were manifests', () => {
  it('says plainly that its files cannot be verified, but for the JSON', async () => {
    const id = await town.issue(await town.draft({ from: '2026-05-01', to: '2026-05-31', part: '' }));
    const page = async (): Promise<string> => (await town.get('auditor', `/reports/issued/${id}`)).body;
    expect(await page()).toContain(`href="/reports/issued/${id}.manifest"`);
    expect(await page()).toContain('How to check that a downloaded file is the one that was issued');
    await town.house.admin.query(
      `alter table issued_report_file disable trigger issued_report_file_append_only;
       delete from issued_report_file where name = 'manifest' and report_id = '${id}';
       alter table issued_report_file enable always trigger issued_report_file_append_only`,
    );
    expect(await page()).toContain('This version was issued before its files had a signed manifest.');
    expect((await town.get('auditor', `/reports/issued/${id}.manifest`)).statusCode).toBe(404);
  });
});

describe('the decision of the local policing body', () => {
  let report: string;
  const decision = (form: Record<string, string>): ReturnType<IssuingWorld['post']> =>
    town.post('local-policing-body', `/reports/issued/${report}/decision`, form);

  beforeAll(async () => {
    const list = (await town.machine('/api/v1/reports/issued')).json() as {
      items: { id: string; fromOn: string }[];
    };
    report = list.items.find(({ fromOn }) => fromOn === '2026-08-01')!.id;
  });

  it.each<[string, Record<string, string>, string]>([
    ['none chosen', { version: '0' }, '#decision'],
    ['an unknown one', { version: '0', decision: 'maybe' }, '#decision'],
    [
      'a day that is none',
      {
        version: '0',
        decision: 'assured',
        'question-1': 'Why?',
        'followUp-1-day': '31',
        'followUp-1-month': '2',
        'followUp-1-year': '2027',
      },
      '#followUp-1',
    ],
    [
      'a day that has passed',
      {
        version: '0',
        decision: 'assured',
        'question-1': 'Why?',
        'followUp-1-day': '1',
        'followUp-1-month': '10',
        'followUp-1-year': '2026',
      },
      '#followUp-1',
    ],
    [
      'a day without a question',
      {
        version: '0',
        decision: 'assured',
        'followUp-2-day': '1',
        'followUp-2-month': '12',
        'followUp-2-year': '2026',
      },
      '#question-2',
    ],
    ['not assured, and neither why nor a question', { version: '0', decision: 'not-assured' }, '#remarks'],
  ])('with %s is asked for again', async (_case, form, link) => {
    const { statusCode, body } = await decision(form);
    expect(statusCode).toBe(400);
    expect(body).toContain(`href="${link}"`);
  });

  it('is recorded with its questions, beside the frozen report', async () => {
    const before = await bytesOf(`/reports/issued/${report}.json`);
    const form = {
      decision: 'partly-assured',
      remarks: 'Harbour is <well> kept.',
      version: '0',
      'question-1': 'When will N1 have an officer?',
      'followUp-1-day': '1',
      'followUp-1-month': '12',
      'followUp-1-year': '2026',
      'question-2': 'Who answers at night?',
    };
    expect((await decision(form)).headers.location).toBe(`/reports/issued/${report}?done=decided`);
    const again = await decision({ ...form, decision: 'not-assured' });
    expect(again.statusCode).toBe(409);
    const { supersedes } = (await town.file(report)).document;
    const replaced = `/reports/issued/${supersedes}/decision`;
    expect((await town.get('local-policing-body', `/reports/issued/${supersedes}`)).body).not.toContain(
      replaced,
    );
    expect((await town.get('local-policing-body', replaced)).statusCode).toBe(409);
    const late = await town.post('local-policing-body', replaced, { decision: 'assured', version: '0' });
    expect([late.statusCode, late.body]).toEqual([
      409,
      expect.stringContaining('Version 2 replaced this version'),
    ]);
    const { body } = await town.get('auditor', `/reports/issued/${report}`);
    expect(body).toContain('Partly assured');
    expect(body).toContain('Harbour is &lt;well&gt; kept.');
    expect(body).toContain('Follow up on 1 December 2026');
    expect(body).not.toContain('Answer this question');
    expect(await bytesOf(`/reports/issued/${report}.json`)).toEqual(before);
  });

  it('has its questions answered by the force', async () => {
    const { body } = await town.get('force-admin', `/reports/issued/${report}`);
    const [, path] = /href="([^"]*\/questions\/[^"]*)"/.exec(body)!;
    expect((await town.get('force-admin', path!)).body).toContain('When will N1 have an officer?');
    expect((await town.post('force-admin', path!, { version: '0' })).statusCode).toBe(400);
    const answered = await town.post('force-admin', path!, { text: 'From 1 November.', version: '0' });
    expect(answered.statusCode).toBe(303);
    expect((await town.post('force-admin', path!, { text: 'Never.', version: '0' })).statusCode).toBe(409);
    expect((await town.get('auditor', `/reports/issued/${report}`)).body).toContain('From 1 November.');
    expect(
      (await town.post('force-admin', path!.replace(/[^/]*$/, NOTHING), { text: 'x', version: '0' }))
        .statusCode,
    ).toBe(404);
  });

  it('is followed by a later one, which is shown first, and stands in the next report', async () => {
    const form = { decision: 'not-assured', remarks: 'Nobody answers at night.', version: '1' };
    expect((await decision(form)).statusCode).toBe(303);
    const { body } = await town.get('auditor', `/reports/issued/${report}`);
    expect(body.indexOf('Not assured')).toBeLessThan(body.indexOf('Partly assured'));
    const draft = await town.draft();
    expect((await town.get('force-admin', `/reports/issued/drafts/${draft}`)).body).toContain(
      'Last decision of the local policing body',
    );
    const { document } = await town.file(await town.issue(draft));
    expect(document.previousDecision).toMatchObject({
      decision: 'not-assured',
      report: { id: report, fromOn: '2026-08-01' },
      decidedBy: { role: 'local-policing-body' },
    });
  });

  describe('leaves its questions open, whatever was decided since', () => {
    const APRIL = { from: '2026-04-01', to: '2026-04-30', part: '' };
    const FOLLOWED_UP = 'When will N1 have an officer?';
    const UNANSWERED = 'Who answers at night?';
    const open = async (): Promise<string[]> => {
      const draft = (await town.get('force-admin', `/reports/issued/drafts/${await town.draft(APRIL)}`)).body;
      return [FOLLOWED_UP, UNANSWERED].filter((question) => draft.includes(question));
    };

    it('until the force has answered and the day to follow up has come', async () => {
      const { document } = await town.file(await town.issue(await town.draft()));
      expect(document.previousDecision!.questions).toEqual([]);
      expect(document.openQuestions).toMatchObject([
        {
          text: FOLLOWED_UP,
          followUpOn: '2026-12-01',
          answers: [{ text: 'From 1 November.' }],
          report: { id: report },
        },
        {
          text: UNANSWERED,
          followUpOn: null,
          answers: [],
          report: { id: report, fromOn: '2026-08-01', version: 2 },
        },
      ]);
      const printed = (await bytesOf(`/reports/issued/${document.id}.html`)).bytes.toString('utf8');
      expect(printed).toContain('Open questions of earlier decisions');
      expect(await open()).toEqual([FOLLOWED_UP, UNANSWERED]);
    });

    it('and not of another part of the force', async () => {
      const west = await town.draft({ ...APRIL, part: 'command-area:W' });
      const { body } = await town.get('force-admin', `/reports/issued/drafts/${west}`);
      expect(body).not.toContain('Open questions of earlier decisions');
    });

    it('and no longer', async () => {
      const { body } = await town.get('force-admin', `/reports/issued/${report}`);
      const paths = [...body.matchAll(/href="([^"]*\/questions\/[^"]*)"/g)].map(([, path]) => path!);
      expect(
        (await town.post('force-admin', paths[1]!, { text: 'The control room.', version: '0' })).statusCode,
      ).toBe(303);
      expect(await open()).toEqual([FOLLOWED_UP]);
      const decide = (at: string): Promise<unknown> =>
        town.world.insert('report_decision', [
          {
            ...{ force_id: FORCE, id: randomUUID(), report_id: report, decision: 'assured', remarks: '' },
            ...{ decided_at: at, decided_by: town.people['local-policing-body'] },
          },
        ]);
      // The evening before the day, and its first minute in London.
      await decide('2026-11-30T23:59:00Z');
      expect(await open()).toEqual([FOLLOWED_UP]);
      await decide('2026-12-01T00:00:00Z');
      expect(await open()).toEqual([]);
    });
  });
});

describe('who may do what', () => {
  const PAGES: [method: 'GET' | 'POST', path: string, roles: Role[]][] = [
    ['GET', '/reports/issued', ['local-policing-body', 'force-admin', 'supervisor', 'auditor']],
    ['POST', '/reports/issued/drafts', ['force-admin']],
    ['GET', `/reports/issued/${NOTHING}`, ['local-policing-body', 'force-admin', 'supervisor', 'auditor']],
    [
      'GET',
      `/reports/issued/${NOTHING}.pdf`,
      ['local-policing-body', 'force-admin', 'supervisor', 'auditor'],
    ],
    ['GET', `/reports/issued/drafts/${NOTHING}`, ['force-admin', 'supervisor', 'auditor']],
    ['GET', `/reports/issued/drafts/${NOTHING}/commentary`, ['force-admin']],
    ['POST', `/reports/issued/drafts/${NOTHING}/commentary`, ['force-admin']],
    ['GET', `/reports/issued/drafts/${NOTHING}/issue`, ['force-admin']],
    ['POST', `/reports/issued/drafts/${NOTHING}/issue`, ['force-admin']],
    ['POST', `/reports/issued/drafts/${NOTHING}/discard`, ['force-admin']],
    ['GET', `/reports/issued/drafts/${NOTHING}/issuing`, ['force-admin']],
    ['GET', `/reports/issued/${NOTHING}/decision`, ['local-policing-body']],
    ['POST', `/reports/issued/${NOTHING}/decision`, ['local-policing-body']],
    ['GET', `/reports/issued/${NOTHING}/questions/${NOTHING}`, ['force-admin']],
    ['POST', `/reports/issued/${NOTHING}/questions/${NOTHING}`, ['force-admin']],
  ];

  it.each(PAGES)('%s %s', async (method, path, allowed) => {
    for (const role of ROLES) {
      const { statusCode } = method === 'GET' ? await town.get(role, path) : await town.post(role, path, {});
      expect([role, statusCode === 403]).toEqual([role, !allowed.includes(role)]);
    }
  });

  it('a key needs the scope', async () => {
    const { ApiKeys } = await import('../../src/access/api-keys.js');
    const { key } = await town.house.app.get(ApiKeys).make(FORCE, 'contacts', ['contacts:read']);
    const headers = { authorization: `Bearer ${key}` };
    expect((await town.house.ask({ url: '/api/v1/reports/issued', headers })).statusCode).toBe(403);
  });

  it('the local policing body sees issued reports, and no drafts', async () => {
    const { body } = await town.get('local-policing-body', '/reports/issued');
    expect(body).toContain('September 2026, version 2');
    expect(body).not.toContain('/drafts');
  });

  it('the officer whose name is withheld signs by number', async () => {
    await town.world.insert('officer', [
      {
        force_id: FORCE,
        id: '00000000-0000-4000-8000-0000000000aa',
        collar_number: '4711',
        name: 'Secret',
        rank: 'inspector',
        name_withheld: true,
        created_at: '2025-01-01T00:00:00Z',
        updated_at: '2025-01-01T00:00:00Z',
      },
    ]);
    await town.house.admin.query(`update person set name = 'Secret', officer_id = $2 where id = $1`, [
      town.people['force-admin'],
      '00000000-0000-4000-8000-0000000000aa',
    ]);
    const { document } = await town.file(await town.issue(await town.draft({ ...AUGUST, to: '2026-08-30' })));
    expect(document.issuedBy.name).toBe('Officer 4711, name withheld');
    expect(JSON.stringify(document)).not.toContain('Secret');
  });
});

describe('the log', () => {
  it('has every step, by ids alone', async () => {
    const { rows } = await town.house.admin.query<{ action: string; detail: Record<string, unknown> | null }>(
      `select action, detail from audit_entry where subject_kind = 'report' and force_id = $1 order by id`,
      [FORCE],
    );
    const steps = rows.map(({ action, detail }) => `${action} ${Object.keys(detail ?? {}).join()}`);
    for (const step of [
      'combine draft',
      'alter draft,exception',
      'combine kid,files,issued,sha256,draftId',
      'alter decision,questions,decisionId',
      'alter answered',
      'consult draft',
      'consult ',
      'disclose ',
    ]) {
      expect(steps).toContain(step);
    }
    const all = JSON.stringify(rows);
    for (const text of ['officers', 'Harbour', 'November', 'force-admin']) expect(all).not.toContain(text);
  });
});
