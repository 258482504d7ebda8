import { figuresOnPage } from '../support/page-figures.js';
import { channelName } from '../../src/contacts/wording.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ApiKeys } from '../../src/access/api-keys.js';
import { type Role, ROLES } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { ReportReadyComposer } from '../../src/reports/report-ready.composer.js';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import { ScheduledReports } from '../../src/reports/schedule/scheduled-reports.service.js';
import { renderTemplate } from '../../src/web/templates.js';
import { type Answer, seedForce } from '../support/access-app.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { ReportsWorld, utc } from './reports-world.js';

const FORCE = 'fenmarch';
const READERS: Role[] = ['local-policing-body', 'force-admin', 'supervisor', 'auditor'];
const SEPTEMBER = 'from=2026-09-01&to=2026-09-30';

let house: WholeApp;
let world: ReportsWorld;
let people: Record<string, string>;
let key: string;
const cookies = {} as Record<Role, string>;

beforeAll(async () => {
  house = await startWholeApp({ trial: { forceId: FORCE } });
  people = await seedForce(house.admin, FORCE, ROLES);
  for (const role of ROLES)
    cookies[role] = `npg-session=${await house.app.get(Sessions).start(FORCE, people[role]!)}`;
  key = (await house.app.get(ApiKeys).make(FORCE, 'figures', ['reports:read'])).key;
  world = await ReportsWorld.open(house.database);
  await fill();
});
afterAll(async () => {
  await world.close();
  await house.close();
});

/** Two neighbourhoods with something to count, one of them with an awkward name, and one with nothing. */
async function fill(): Promise<void> {
  const first = await world.neighbourhood(FORCE, 'N1', { name: '=SUM(A1), "Llŷn" <b>' });
  const second = await world.neighbourhood(FORCE, 'N2', { name: 'Harbour' });
  await world.neighbourhood(FORCE, 'N3', { name: 'Empty' });
  await world.assign(FORCE, first, '[2026-01-01,2026-09-11)');
  await world.assign(FORCE, second, '[2026-01-01,)', { role: 'deputy' });
  const at = (day: number): ReturnType<typeof utc> => utc('2026-09-01T12:00:00Z').plus({ days: day });
  await world.clocks(FORCE, [
    ...[1, 2, 3, 4].map((day) => ({
      neighbourhoodId: first,
      channel: 'web-form',
      dueAt: at(day),
      stoppedAt: at(day - 1),
    })),
    { neighbourhoodId: first, dueAt: at(5), stoppedAt: at(6) },
    { neighbourhoodId: second, dueAt: at(6) },
    { neighbourhoodId: second, dueAt: at(7), takenOut: { at: at(6), reason: 'spam' } },
    { neighbourhoodId: second, dueAt: at(-10), stoppedAt: at(-11) },
  ]);
  await world.contactWithoutClock(FORCE, second, at(3), 'letter');
}

const asRole = (role: Role, url: string): Promise<Answer> =>
  house.ask({ url, headers: { cookie: cookies[role] } });
const asMachine = (url: string): Promise<Answer> =>
  house.ask({ url, headers: { authorization: `Bearer ${key}` } });
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });
const auditOf = async (): Promise<Record<string, unknown>[]> =>
  (
    await house.admin.query(
      `select actor_kind, actor_id, action, subject_id from audit_entry where subject_kind = 'report' order by id desc`,
    )
  ).rows;

describe('the same figures in every format', () => {
  let json: ComplianceReport;

  beforeAll(async () => {
    const answer = await asMachine(`/api/v1/reports/compliance?${SEPTEMBER}`);
    expect(answer.statusCode).toBe(200);
    json = answer.json() as ComplianceReport;
  });

  it('API: there is something in every section', () => {
    const shown = (measure: string): string | undefined =>
      json.figures.find((each) => each.measure === measure && !each.neighbourhood && !each.channel)?.shown;
    expect(shown('share-met')).toBe('66.7');
    expect(shown('coverage-days')).toBe('44.4');
    expect(shown('no-reply-possible')).toBe('1');
    expect(shown('out-of-scope-spam')).toBe('1');
    expect(json.gaps.map(({ neighbourhood, days }) => [neighbourhood, days])).toEqual([
      ['N1', 20],
      ['N3', 30],
    ]);
  });

  it.each([
    ['of the API', () => asMachine(`/api/v1/reports/compliance.csv?${SEPTEMBER}`)],
    ['of the page', () => asRole('local-policing-body', `/reports/compliance.csv?${SEPTEMBER}`)],
  ])('CSV %s', async (_name, get) => {
    const { statusCode, headers, body } = await get();
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="compliance-${FORCE}-2026-09-01-to-2026-09-30-draft.csv"`,
    );
    const rows = rowsOf(body);
    expect(Object.keys(rows[0]!)).toEqual([
      ...[
        'section',
        'neighbourhood code',
        'neighbourhood',
        'channel',
        'measure id',
        'measure',
        'numerator',
        'denominator',
      ],
      ...['value', 'unit', 'previous value', 'change', 'period from', 'period to', 'zone'],
      ...['ward code', 'ward', 'command area code', 'command area', 'weekday'],
      ...['data cut-off', 'definitions version', 'channel name', 'previous numerator'],
      ...['previous denominator', 'gap since', 'gap days in all'],
    ]);
    for (const row of rows) {
      expect(row['data cut-off']).toBe(json.cutOffAt);
      expect(row['definitions version']).toBe(json.definitionsVersion);
    }
    const figures = rows.filter(({ section }) => section !== 'gaps' && section !== 'coming gaps');
    const text = (value: string | number | null): string => String(value ?? '');
    expect(
      figures.map((row) => [
        row['measure id'],
        row['neighbourhood code'],
        row['channel'],
        row['numerator'],
        row['denominator'],
        row['value'],
        row['previous value'],
        row['change'],
        row['previous numerator'],
        row['previous denominator'],
        row['channel name'],
      ]),
    ).toEqual(
      json.figures.map((each) => [
        each.measure,
        text(each.neighbourhood),
        text(each.channel),
        text(each.numerator),
        text(each.denominator),
        each.shown,
        text(each.previous?.shown ?? null),
        text(each.change),
        text(each.previous?.numerator ?? null),
        text(each.previous?.denominator ?? null),
        each.channel === null ? '' : channelName(each.channel),
      ]),
    );
    expect(new Set(figures.map((row) => `${row['period from']} ${row['period to']} ${row['zone']}`))).toEqual(
      new Set(['2026-09-01 2026-09-30 Europe/London']),
    );
    expect(
      rows
        .filter(({ section }) => section === 'gaps')
        .map((row) => [
          row['neighbourhood code'],
          row['value'],
          row['period from'],
          row['gap since'],
          row['gap days in all'],
        ]),
    ).toEqual(
      json.gaps.map(({ neighbourhood, days, fromOn, sinceOn, daysInAll }) => [
        neighbourhood,
        String(days),
        fromOn,
        sinceOn,
        String(daysInAll),
      ]),
    );
    expect(json.gaps.map(({ neighbourhood, days, fromOn }) => [neighbourhood, days, fromOn])).toEqual([
      ['N1', 20, '2026-09-11'],
      ['N3', 30, '2026-09-01'],
    ]);
  });

  it('CSV quotes every cell, ends lines with CRLF and runs no formula', async () => {
    const { body } = await asMachine(`/api/v1/reports/compliance.csv?${SEPTEMBER}`);
    const lines = body.split('\r\n');
    expect(lines.pop()).toBe('');
    expect(lines.every((line) => /^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*"){26}$/.test(line))).toBe(true);
    expect(rowsOf(body).find((row) => row['neighbourhood code'] === 'N1')!['neighbourhood']).toBe(
      `'=SUM(A1), "Llŷn" <b>`,
    );
  });

  it('page', async () => {
    const { statusCode, body } = await asRole('local-policing-body', `/reports/compliance?${SEPTEMBER}`);
    expect(statusCode).toBe(200);
    const units = new Map(json.definitions.map(({ measure, unit }) => [measure, unit]));
    const marked = figuresOnPage(body).filter(([key]) => key.split(' ').length === 3);
    const seen = new Set<string>();
    for (const [key, inner] of marked) {
      const [measure, neighbourhood, channel] = key.split(' ');
      const figure = json.figures.find(
        (each) =>
          each.measure === measure &&
          (each.neighbourhood ?? '-') === neighbourhood &&
          (each.channel ?? '-') === channel,
      )!;
      const text = inner!
        .replace(/<[^>]*>/g, '')
        .replaceAll('\u00a0', ' ')
        .trim();
      expect([measure, plain(text)]).toEqual([measure, asPrinted(units.get(measure!)!, figure.shown)]);
      seen.add(`${measure} ${neighbourhood} ${channel}`);
    }
    const ofForce = json.figures.filter((each) => !each.neighbourhood && !each.channel);
    expect(ofForce.filter(({ measure }) => !seen.has(`${measure} - -`))).toEqual([]);
    expect(seen.size).toBeGreaterThan(100);
    for (const { definition } of json.definitions) expect(body).toContain(escaped(definition));
    expect(body).not.toContain('<b>');
  });

  it('page: the worst neighbourhood stands first, one with none due last', async () => {
    const { body } = await asRole('auditor', `/reports/compliance?${SEPTEMBER}`);
    const [, table] = /aria-label="Response by neighbourhood, worst first"([^]*?)<\/table>/.exec(body)!;
    const order = [...table!.matchAll(/<th scope="row"[^>]*>[^<]*\((N\d)\)/g)].map(([, code]) => code);
    expect(order).toEqual(['N2', 'N1', 'N3']);
  });
});

/** From a week on the days stand beside the hours. */
const WEEK = 7 * 24 * 60;
const inDays = (hours: number): string =>
  `(${Math.trunc(hours / 24)} days${hours % 24 ? ` ${hours % 24} h` : ''})`;

/** What the test expects on the page, by its own arithmetic. */
function asPrinted(unit: string, shown: string): string {
  if (!/^[\d.]+$/.test(shown)) return shown || 'did not exist';
  const minutes = Number(shown);
  const time = [
    minutes >= 60 ? `${Math.trunc(minutes / 60)} h` : '',
    minutes % 60 || minutes === 0 ? `${minutes % 60} min` : '',
    minutes >= WEEK ? inDays(Math.trunc(minutes / 60)) : '',
  ].filter(Boolean);
  return (
    { percent: `${shown}%`, minutes: time.join(' ').trim(), days: `${shown} day${shown === '1' ? '' : 's'}` }[
      unit
    ] ?? shown
  );
}

// A state stands in a tag, with a capital.
const plain = (text: string): string =>
  /^[A-Z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#x27;');

describe('who may read a report', () => {
  it.each(ROLES.map((role) => [role, READERS.includes(role) ? 200 : 403] as const))(
    '%s: %d',
    async (role, status) => {
      for (const url of [
        '/reports',
        `/reports/compliance?${SEPTEMBER}`,
        `/reports/compliance.csv?${SEPTEMBER}`,
      ]) {
        expect((await asRole(role, url)).statusCode).toBe(status);
      }
    },
  );

  it('a key without the scope may not', async () => {
    const other = (await house.app.get(ApiKeys).make(FORCE, 'contacts', ['contacts:read'])).key;
    const answer = await house.ask({
      url: `/api/v1/reports/compliance?${SEPTEMBER}`,
      headers: { authorization: `Bearer ${other}` },
    });
    expect(answer.statusCode).toBe(403);
  });

  it('every reading is logged: a page as consulted, a file or the API as disclosed', async () => {
    const subject_id = 'compliance:2026-09-01:2026-09-30';
    const actor_id = people['supervisor'];
    await asRole('supervisor', `/reports/compliance?${SEPTEMBER}`);
    expect((await auditOf())[0]).toEqual({ actor_kind: 'person', actor_id, action: 'consult', subject_id });
    await asRole('supervisor', `/reports/compliance.csv?${SEPTEMBER}`);
    expect((await auditOf())[0]).toEqual({ actor_kind: 'person', actor_id, action: 'disclose', subject_id });
    await asMachine(`/api/v1/reports/compliance?${SEPTEMBER}`);
    expect((await auditOf())[0]).toMatchObject({ actor_kind: 'api-key', action: 'disclose', subject_id });
  });
});

describe('a bad period', () => {
  const bad = [
    'from=2026-09-30&to=2026-09-01',
    'from=2026-09-01',
    'to=2026-09-01',
    'from=&to=',
    'from=0000-01-01&to=2026-09-30',
    'from=2026-09-01&to=9999-12-31',
    'from=2026-02-30&to=2026-09-30',
    'from=2030-01-01&to=2030-01-31',
    'from=2020-01-01&to=2026-01-01',
    'from=2026-09-01&from=2026-09-02&to=2026-09-30',
    `from=${'9'.repeat(500)}&to=2026-09-30`,
    'from=2026-09-01&to=2026-09-30&force=other',
  ];
  it.each(bad)('%s is a 400 that says what to do', async (query) => {
    for (const url of [`/api/v1/reports/compliance?${query}`, `/api/v1/reports/compliance.csv?${query}`]) {
      const { statusCode, headers, body } = await asMachine(url);
      expect([statusCode, headers['content-type']]).toEqual([400, 'application/problem+json']);
      expect((JSON.parse(body) as { errors: unknown[] }).errors.length).toBeGreaterThan(0);
    }
    const page = await asRole('force-admin', `/reports/compliance?${query}`);
    expect([page.statusCode, page.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
  });

  it('on the page shows the choice again with what was typed', async () => {
    const { body } = await asRole('force-admin', '/reports/compliance?from=2026-09-30&to=2026-09-01');
    expect(body).toContain('href="#to"');
    expect(body).toContain('value="2026-09-30"');
  });

  it('is not what no period is: the page shows last month, the API asks for one', async () => {
    const page = await asRole('force-admin', '/reports/compliance');
    expect(page.body).toContain('Compliance report, September 2026');
    expect((await asMachine('/api/v1/reports/compliance')).statusCode).toBe(400);
  });
});

describe('a monthly report that was kept', () => {
  let id: string;

  beforeAll(async () => {
    await house.app.get(ScheduledReports).makeReportsDue();
    const { rows } = await house.admin.query(
      `select id from compliance_report where force_id = $1 and kind = 'monthly'`,
      [FORCE],
    );
    id = (rows as { id: string }[])[0]!.id;
  });

  it('is listed and opens as page, CSV and JSON with the figures it was made with', async () => {
    expect((await asRole('local-policing-body', '/reports')).body).toContain(`href="/reports/${id}"`);
    const before = await Promise.all(
      ['', '.csv', '.json'].map((extension) => asRole('local-policing-body', `/reports/${id}${extension}`)),
    );
    expect(before.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    const { figures } = before[2]!.json() as ComplianceReport;
    const live = (await asMachine(`/api/v1/reports/compliance?${SEPTEMBER}`)).json() as ComplianceReport;
    expect(figures).toEqual(live.figures);
    await house.admin.query(`update clock set stopped_at = started_at, stopped_recorded_at = started_at`);
    const after = await Promise.all(
      ['', '.csv', '.json'].map((extension) => asRole('local-policing-body', `/reports/${id}${extension}`)),
    );
    expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body));
    expect((await auditOf())[0]).toMatchObject({ subject_id: id });
  });

  it.each([
    'nothing',
    'nothing.csv',
    '00000000-0000-4000-8000-000000000000',
    '00000000-0000-4000-8000-000000000000.json',
  ])('%s is not there', async (name) => {
    expect((await asRole('local-policing-body', `/reports/${name}`)).statusCode).toBe(404);
  });

  it('of another force is not there', async () => {
    await seedForce(house.admin, 'other', ['local-policing-body']);
    await house.app.get(ScheduledReports).makeReportsDue();
    const { rows } = await house.admin.query(`select id from compliance_report where force_id = 'other'`);
    const foreign = (rows as { id: string }[])[0]!.id;
    expect((await asRole('local-policing-body', `/reports/${foreign}`)).statusCode).toBe(404);
  });

  it('is announced by link, with nothing personal in the mail', async () => {
    await house.admin.query(`update person set email = 'ruth@pcc.example' where id = $1`, [
      people['local-policing-body'],
    ]);
    const { rows } = await house.admin.query(
      `select * from outbox_mail where force_id = $1 and template = 'report-ready' and subject_id = $2`,
      [FORCE, id],
    );
    expect(rows).toHaveLength(1);
    const mail = rows[0] as { id: string; recipient_id: string };
    const claimed = {
      forceId: FORCE,
      id: mail.id,
      template: 'report-ready',
      recipientKind: 'person',
      recipientId: mail.recipient_id,
      subjectId: id,
      firstTriedAt: utc('2026-10-01T02:10:00Z'),
      attempts: 0,
      claimToken: mail.id,
    };
    const composition = await world.database.inForce(FORCE, (manager) =>
      house.app.get(ReportReadyComposer).compose(manager, claimed),
    );
    if ('withdraw' in composition) throw new Error(composition.withdraw);
    expect(composition.to).toEqual({ name: `${FORCE} local-policing-body`, address: 'ruth@pcc.example' });
    const subject = renderTemplate('emails/report-ready.subject', composition.model);
    const parts = ['text', 'html'].map((part) =>
      renderTemplate(`emails/report-ready.${part}`, composition.model),
    );
    expect(subject).toBe(`${FORCE}: monthly compliance report for 1 September 2026 to 30 September 2026`);
    for (const part of parts) {
      expect(part).toContain(`/reports/${id}`);
      expect(part).not.toMatch(/ruth|@/i);
    }
    await house.admin.query(`update person set disabled_at = created_at where id = $1`, [
      people['local-policing-body'],
    ]);
    expect(
      await world.database.inForce(FORCE, (manager) =>
        house.app.get(ReportReadyComposer).compose(manager, claimed),
      ),
    ).toHaveProperty('withdraw');
  });
});
