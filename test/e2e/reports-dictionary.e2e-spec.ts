import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ApiKeys } from '../../src/access/api-keys.js';
import { type Role, ROLES } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import type { DataDictionary } from '../../src/reports/dictionary/data-dictionary.js';
import { documentOf } from '../../src/reports/document/document-of.js';
import { exceptionsOf } from '../../src/reports/domain/exceptions.js';
import { tablesOf } from '../../src/reports/formats/report-content.js';
import { tableCsv } from '../../src/reports/formats/table.csv.js';
import { reportCsv } from '../../src/reports/report.csv.js';
import { type Answer, seedForce } from '../support/access-app.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { wordsOf } from '../support/words.js';
import { ReportsWorld, utc } from './reports-world.js';

const FORCE = 'fenmarch';
const READERS: Role[] = ['local-policing-body', 'force-admin', 'supervisor', 'auditor'];

let house: WholeApp;
let world: ReportsWorld;
let key: string;
let dictionary: DataDictionary;
const cookies = {} as Record<Role, string>;
const reports: ComplianceReport[] = [];

beforeAll(async () => {
  house = await startWholeApp({ trial: { forceId: FORCE } });
  const people = await seedForce(house.admin, FORCE, ROLES);
  for (const role of ROLES)
    cookies[role] = `npg-session=${await house.app.get(Sessions).start(FORCE, people[role]!)}`;
  key = (await house.app.get(ApiKeys).make(FORCE, 'figures', ['reports:read'])).key;
  world = await ReportsWorld.open(house.database);
  await fill();
  for (const part of ['', 'command-area:WEST'])
    reports.push(await world.reports.complianceReport(FORCE, '2026-09-01', '2026-09-30', part));
  dictionary = (await asMachine('/api/v1/reports/dictionary')).json() as DataDictionary;
}, 60_000);
afterAll(async () => {
  await world.close();
  await house.close();
});

/** A force that has one of everything a report may tell of: answers late by hours, gaps, coming gaps, wards, hours. */
async function fill(): Promise<void> {
  world.clock.set(utc('2026-10-01T02:10:00Z'));
  const first = await world.neighbourhood(FORCE, 'N1');
  const second = await world.neighbourhood(FORCE, 'N2');
  await world.commandArea(FORCE, 'WEST', [first]);
  await world.ward(FORCE, 'E05', [
    [first, 0.5],
    [second, 0.5],
  ]);
  await world.assign(FORCE, first, '[2026-01-01,2026-09-11)');
  await world.assign(FORCE, first, '[2026-09-20,2026-10-20)');
  await world.assign(FORCE, second, '[2026-01-01,)');
  const dueAt = utc('2026-09-15T12:00:00Z');
  await world.clocks(
    FORCE,
    [first, second].flatMap((neighbourhoodId) => [
      { neighbourhoodId, dueAt, stoppedAt: dueAt.plus({ hours: 30, minutes: 1 }) },
      { neighbourhoodId, dueAt: dueAt.plus({ hours: 1 }), stoppedAt: dueAt },
      { neighbourhoodId, dueAt: dueAt.plus({ hours: 2 }) },
      { neighbourhoodId, dueAt: dueAt.minus({ days: 30 }), stoppedAt: dueAt.minus({ days: 31 }) },
    ]),
  );
  await dutyHours();
}

async function dutyHours(): Promise<void> {
  const { rows } = await world.admin.query<{ id: string }>(
    `select id from officer where force_id = $1 limit 1`,
    [FORCE],
  );
  const own = { force_id: FORCE, officer_id: rows[0]!.id, version: 1, rostered_hours: 160 };
  await world.insert('duty_month', [
    { ...own, id: randomUUID(), month_on: '2026-08-01', abstracted_hours: 20 },
    { ...own, id: randomUUID(), month_on: '2026-09-01', abstracted_hours: 40 },
  ]);
}

const asRole = (role: Role, url: string): Promise<Answer> =>
  house.ask({ url, headers: { cookie: cookies[role] } });
const asMachine = (url: string): Promise<Answer> =>
  house.ask({ url, headers: { authorization: `Bearer ${key}` } });

/** The name of every field that a document has, as the dictionary writes it. */
function namesIn(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => namesIn(each, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    const own = `${name ? `${name}.` : ''}${field}${Array.isArray(inner) ? '[]' : ''}`;
    return [own, ...namesIn(inner, own)];
  });
}

/** Every CSV file of a report by its name, and the heads of its columns. */
function headsOf(report: ComplianceReport): Map<string, string[]> {
  const comments = Object.fromEntries(exceptionsOf(report).map(({ key: exception }) => [exception, 'Said.']));
  const document = documentOf(report, { charts: [], comments });
  const files: [string, string][] = [
    ['figures', reportCsv(report)],
    ...tablesOf(document).map((table): [string, string] => [table.id, tableCsv(table, { report, document })]),
  ];
  return new Map(files.map(([name, csv]) => [name, (parse(csv, { to_line: 1 }) as string[][])[0]!]));
}

describe('the data dictionary', () => {
  it('describes every measure of a real report, and none that no report has', () => {
    expect(dictionary.measures.map(({ id }) => id)).toEqual(
      reports[0]!.definitions.map(({ measure }) => measure),
    );
    expect(dictionary.measures.map(({ definition }) => definition)).toEqual(
      reports[0]!.definitions.map(({ definition }) => definition),
    );
    expect(dictionary.definitionsVersion).toBe(reports[0]!.definitionsVersion);
  });

  it('describes every field of a real report’s JSON, and none that no report has', () => {
    const described = dictionary.fields.map(({ name }) => name);
    const found = new Set(reports.flatMap((report) => namesIn(JSON.parse(JSON.stringify(report)))));
    expect([...found].filter((name) => !described.includes(name))).toEqual([]);
    expect(described.filter((name) => !found.has(name))).toEqual([]);
  });

  it('says of every field which values it may have', () => {
    const values = (name: string): string[] | null =>
      dictionary.fields.find((field) => field.name === name)!.allowedValues;
    const sections = reports[0]!.definitions.map(({ section }) => section);
    const units = reports[0]!.definitions.map(({ unit }) => unit);
    expect([...new Set(sections)].filter((each) => !values('definitions[].section')!.includes(each))).toEqual(
      [],
    );
    expect([...new Set(units)].filter((each) => !values('definitions[].unit')!.includes(each))).toEqual([]);
  });

  it('describes every column of every CSV file of a real report, and none that no report has', () => {
    const described = dictionary.columns.map(({ table, name }) => `${table}.csv ${name}`);
    const found = new Set(
      reports.flatMap((report) =>
        [...headsOf(report)].flatMap(([table, heads]) => heads.map((head) => `${table}.csv ${head}`)),
      ),
    );
    expect([...found].filter((name) => !described.includes(name))).toEqual([]);
    // Plain numbers stand beside a time only where one of its column is an hour or longer.
    const always = (name: string): string => name.replace(/ \(plain number\)$/, '');
    expect(described.filter((name) => !found.has(always(name)))).toEqual([]);
    expect([...headsOf(reports[0]!).keys()].sort()).toEqual(dictionary.tables.map(({ id }) => id).sort());
  });

  it('leaves nothing without a meaning', () => {
    const { fields, columns } = dictionary;
    expect([...fields, ...columns].filter(({ meaning }) => !meaning.trim()).map(({ name }) => name)).toEqual(
      [],
    );
  });
});

describe('its page and files', () => {
  it.each(ROLES.map((role) => [role, READERS.includes(role) ? 200 : 403] as const))(
    '%s: %d',
    async (role, status) => {
      for (const url of ['/reports/dictionary', '/reports/dictionary.json', '/reports/dictionary.csv'])
        expect([url, (await asRole(role, url)).statusCode]).toEqual([url, status]);
    },
  );

  it('say the same as the API, under a name that says of which definitions', async () => {
    const name = `data-dictionary-definitions-${dictionary.definitionsVersion}`;
    const json = await asRole('auditor', '/reports/dictionary.json');
    expect(json.json()).toEqual(dictionary);
    expect(json.headers['content-disposition']).toBe(`attachment; filename="${name}.json"`);
    const csv = await asRole('auditor', '/reports/dictionary.csv');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.headers['content-disposition']).toBe(`attachment; filename="${name}.csv"`);
    expect((await asMachine('/api/v1/reports/dictionary.csv')).body).toBe(csv.body);
    const page = wordsOf(await asRole('local-policing-body', '/reports/dictionary'));
    expect(page).toContain('Data dictionary');
    expect(page).toContain(dictionary.measures[0]!.definition.slice(0, 40));
  });

  it('are not for a key without the scope, nor for a stranger', async () => {
    const other = (await house.app.get(ApiKeys).make(FORCE, 'contacts', ['contacts:read'])).key;
    const asOther = { authorization: `Bearer ${other}` };
    expect((await house.ask({ url: '/api/v1/reports/dictionary', headers: asOther })).statusCode).toBe(403);
    expect((await house.ask({ url: '/api/v1/reports/dictionary' })).statusCode).toBe(401);
    expect((await house.ask({ url: '/reports/dictionary' })).statusCode).toBe(303);
  });
});
