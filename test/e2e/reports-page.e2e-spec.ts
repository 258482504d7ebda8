import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, ROLES } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import { type Answer, seedForce } from '../support/access-app.js';
import { madeReport } from '../support/made-report.js';
import { figuresOnPage } from '../support/page-figures.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { downloadBytes, type FileAnswer } from './reports-files-world.js';
import { ReportsWorld, utc } from './reports-world.js';

const FORCE = 'fenmarch';
const SEPTEMBER = 'from=2026-09-01&to=2026-09-30';
const BODY = 'local-policing-body';

let house: WholeApp;
let world: ReportsWorld;
const cookies = {} as Record<Role, string>;

beforeAll(async () => {
  house = await startWholeApp({ trial: { forceId: FORCE } });
  const people = await seedForce(house.admin, FORCE, ROLES);
  for (const role of ROLES)
    cookies[role] = `npg-session=${await house.app.get(Sessions).start(FORCE, people[role]!)}`;
  world = await ReportsWorld.open(house.database);
  const first = await world.neighbourhood(FORCE, 'N1', { name: 'Abbey & <b>Castle</b>' });
  const second = await world.neighbourhood(FORCE, 'N2', { name: 'Harbour' });
  await world.assign(FORCE, first, '[2026-01-01,2026-09-11)');
  await world.assign(FORCE, second, '[2026-01-01,)');
  await world.commandArea(FORCE, 'WEST', [first]);
  const at = (day: number): ReturnType<typeof utc> => utc('2026-09-01T12:00:00Z').plus({ days: day });
  await world.clocks(FORCE, [
    { neighbourhoodId: first, dueAt: at(1), stoppedAt: at(0) },
    { neighbourhoodId: first, dueAt: at(5), stoppedAt: at(6) },
    { neighbourhoodId: first, dueAt: at(7) },
    { neighbourhoodId: second, dueAt: at(6), stoppedAt: at(5) },
  ]);
});
afterAll(async () => {
  await world.close();
  await house.close();
});

const ask = (url: string, role: Role = BODY): Promise<Answer> =>
  house.ask({ url, headers: { cookie: cookies[role] } });
const download = (url: string): Promise<FileAnswer> => downloadBytes(house, url, { cookie: cookies[BODY] });
const unescaped = (html: string): string => html.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
const live = async (more = ''): Promise<string> =>
  unescaped((await ask(`/reports/compliance?${SEPTEMBER}${more}`)).body);
const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replace(/\s+/g, ' ');
const tableOf = (html: string, id: string): string =>
  new RegExp(`id="table-${id}"[^]*?</table>`).exec(html)![0];

/** Addresses of the files that a page offers. */
const filesOf = (html: string): string[] =>
  [...html.matchAll(/href="(\/reports\/[^"?]*\.(?:pdf|xlsx|csv|zip|json)(?:\?[^"]*)?)"/g)].map(([, href]) =>
    unescaped(href!),
  );

/** A kept report, as it lies in the table. */
async function keep(report: ComplianceReport): Promise<string> {
  const id = randomUUID();
  await world.insert('compliance_report', [
    {
      ...{ force_id: FORCE, id, kind: 'monthly', made_at: report.cutOffAt, cut_off_at: report.cutOffAt },
      ...{ from_on: report.period.fromOn, to_on: report.period.toOn, figures: report },
    },
  ]);
  return id;
}

describe('the page of a report', () => {
  it('answers the five questions first, then says where the promise was not kept', async () => {
    const html = await live();
    const text = textOf(html);
    expect(text).toContain('Not everywhere. 2 of 4 queries due were answered within 72 hours.');
    expect(text).toContain(
      '1 of 2 neighbourhoods had a named, contactable officer or a deputy on 30 September 2026.',
    );
    expect(text).toContain('2 of 3 queries due were missed: 1 answered late, 1 not answered');
    expect(text).toContain('No cover (vacant) for 20 days, from 11 September 2026 to 30 September 2026');
    expect(text).toContain('No report of the preceding period was issued');
    const order = [...html.matchAll(/<h2[^>]*\bid="([a-z]+)"/g)].map(([, id]) => id);
    expect(order.slice(0, 3)).toEqual(['headline', 'about', 'exceptions']);
    expect(order.indexOf('neighbourhoods')).toBeGreaterThan(1);
  });

  it('has a contents list whose every address is there, and no id twice', async () => {
    const html = await live();
    const ids = [...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id!);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const anchors = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
    expect(anchors.length).toBeGreaterThan(10);
    expect(anchors.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('ranks the neighbourhoods, with a bar that is decoration and a number that is text', async () => {
    const table = tableOf(await live(), 'neighbourhoods');
    const rows = table.split('<tr').slice(2).map(textOf);
    expect(rows[0]).toContain('(N1)');
    expect(rows[0]).toContain('33.3%');
    expect(rows[0]).toContain('1 of 3');
    expect(rows[1]).toContain('(N2)');
    expect(table).toMatch(/33\.3%<\/a><svg class="app-bar"[^>]*aria-hidden="true"[^>]*>/);
  });

  it('escapes names, and runs nothing inline', async () => {
    const { body } = await ask(`/reports/compliance?${SEPTEMBER}`);
    expect(body).not.toContain('<b>Castle');
    expect(body).toContain('Abbey &amp; &lt;b&gt;Castle');
    expect(body).not.toMatch(/\sstyle="|\son[a-z]+="/);
  });

  it('leads from every figure that can be opened to its rows, also from those that count none', async () => {
    const html = await live('&part=neighbourhood:N1');
    const links = figuresOnPage(html).flatMap(([key, inner]) =>
      [...inner.matchAll(/^<a [^>]*href="([^"]*)">([^<]*)</g)].map(([, href, text]) => [key, href, text]),
    );
    expect(links.length).toBeGreaterThan(10);
    expect(links.map(([, , text]) => text)).toContain('0');
    for (const [key, href] of links) {
      const { pathname, searchParams } = new URL(href!, 'http://x/reports/compliance');
      const [measure, neighbourhood] = key!.split(' ');
      // What it was before, and in a month of the trend lines, are of other periods.
      expect(pathname).toMatch(new RegExp(`^/reports/r/(2026-09|\\d{4}-\\d\\d(?=/[^/]*$))/${measure}(/|$)`));
      if (neighbourhood !== '-') expect(pathname).toMatch(new RegExp(`/n/${neighbourhood}$`));
      expect(searchParams.get('part')).toBe('neighbourhood:N1');
    }
    const [, href] = links.find(([key]) => key === 'clocks-missed N1 -')!;
    const opened = await ask(new URL(href!, 'http://x/reports/').href.replace('http://x', ''));
    expect(opened.statusCode).toBe(200);
    expect(textOf(opened.body)).toContain('Figure 2');
    for (const period of ['yesterday', '2026-13', '2026-Q5', '2026-03-01']) {
      const { statusCode, body } = await ask(`/reports/r/${period}/share-met`);
      expect([period, statusCode, textOf(body)]).toEqual([
        ...[
          period,
          400,
          expect.stringContaining('The address names no period. A month is written like 2026-03'),
        ],
      ]);
      expect(body).not.toContain('Enter the first day');
    }
    expect((await ask('/reports/r/2026-09/share-met/x/N1')).statusCode).toBe(400);
  });
});

describe('the list of reports', () => {
  it('leads whoever may to the choice of a report to prepare for issue', async () => {
    const link = 'href="/reports/issued#prepare"';
    expect(unescaped((await ask('/reports', 'force-admin')).body)).toContain(link);
    expect((await ask('/reports/issued', 'force-admin')).body).toContain('id="prepare"');
    for (const role of [BODY, 'supervisor'] as Role[])
      expect(unescaped((await ask('/reports', role)).body)).not.toContain(link);
  });

  it('promises no day of the month, which the schedule sets', async () => {
    const text = textOf((await ask('/reports')).body);
    expect(text).toContain('made when');
    expect(text).not.toContain('on the first of');
  });

  it('is no way to the mail of the trial for the local policing body', async () => {
    expect((await ask('/reports', 'force-admin')).body).toContain('href="/demo/outbox"');
    expect((await ask('/reports')).body).not.toContain('/demo/outbox');
  });
});

describe('the choice', () => {
  it('offers the presets and every part of the force, and keeps the part with another period', async () => {
    const html = await live('&part=command-area:WEST');
    const presets = [
      ...html.matchAll(/<a class="govuk-link" href="(\/reports\/compliance\?[^"]*)">([^<]*)</g),
    ];
    expect(presets.map(([, , text]) => text)).toEqual([
      ...['Last month', 'This month', 'Last quarter', 'Year from April', 'Last 13 months'],
    ]);
    for (const [, href] of presets) expect(href).toContain('part=command-area%3AWEST');
    const select = /<select[^]*?<\/select>/.exec(html)![0];
    expect(
      [...select.matchAll(/value="([^"]*)"( selected)?/g)].map(([, value, on]) => [value, !!on]),
    ).toEqual([
      ['', false],
      ['command-area:WEST', true],
      ['neighbourhood:N1', false],
      ['neighbourhood:N2', false],
    ]);
  });

  it('of a part shows that part alone, and says so in the title', async () => {
    const html = await live('&part=command-area:WEST');
    expect(html).toContain('<title>Compliance report, September 2026, command area Area WEST (WEST)');
    expect(textOf(html)).toContain('1 of 3 queries due was answered within 72 hours.');
    expect(tableOf(html, 'neighbourhoods')).not.toContain('N2');
  });

  it('with the whole force chosen is the same as without', async () => {
    expect((await ask(`/reports/compliance?${SEPTEMBER}&part=`)).statusCode).toBe(200);
    expect(textOf(await live('&part='))).toContain('2 of 4 queries due');
  });

  it('of a day that is given twice is a 400 with the choice again', async () => {
    const { statusCode, body } = await ask(`/reports/compliance?${SEPTEMBER}&from=2026-08-01`);
    expect(statusCode).toBe(400);
    expect(unescaped(body)).toContain('Give from once, like from=2026-03-01');
    expect(body).toContain('<form method="get" action="/reports/compliance"');
    expect(body).toContain('value="2026-09-30"');
  });

  it.each(['part=command-area:NOWHERE', 'part=nothing', 'part=neighbourhood:N1&part=neighbourhood:N2'])(
    '%s is a 400 that says what to do, with the choice again',
    async (part) => {
      const { statusCode, body } = await ask(`/reports/compliance?${SEPTEMBER}&${part}`);
      expect(statusCode).toBe(400);
      expect(unescaped(body)).toContain('part=command-area:NORTH');
    },
  );

  it('lists only what force admins may do for them: a report is prepared for issue by nobody else', async () => {
    const form = 'action="/reports/issued/drafts"';
    expect((await ask(`/reports/compliance?${SEPTEMBER}`, 'force-admin')).body).toContain(form);
    for (const role of [BODY, 'supervisor', 'auditor'] as Role[])
      expect((await ask(`/reports/compliance?${SEPTEMBER}`, role)).body).not.toContain(form);
  });
});

describe('a kept report', () => {
  const { series: _series, part: _part, commandAreas: _areas, ...full } = madeReport();
  const noSpot = { commandArea: undefined, weekday: undefined, ward: undefined };
  const isOld = ({ section }: { section: string }): boolean =>
    ['coverage', 'response', 'scope'].includes(section);
  const measures = new Set(full.definitions.filter(isOld).map(({ measure }) => measure));
  const first: ComplianceReport = {
    ...full,
    definitionsVersion: '1.0',
    force: { ...full.force, id: FORCE },
    wards: undefined as never,
    comingGaps: undefined as never,
    definitions: full.definitions.filter(isOld),
    figures: full.figures
      .filter(
        ({ measure, commandArea, weekday, ward }) =>
          measures.has(measure) && !(commandArea ?? weekday ?? ward),
      )
      .map((figure) => ({ ...figure, ...noSpot }) as never),
  };

  it.each([
    ['1.0', () => first],
    [
      'of today',
      () =>
        madeReport({
          force: { ...full.force, id: FORCE },
          period: { fromOn: '2026-02-01', toOn: '2026-02-28' },
        }),
    ],
  ])('with definitions %s opens with every figure of the force, frozen', async (_version, make) => {
    const report = make();
    const id = await keep(report);
    const { statusCode, body } = await ask(`/reports/${id}`);
    expect(statusCode).toBe(200);
    expect(body).toContain('does not change');
    expect(unescaped(body)).toContain(`report=${id}`);
    const marked = new Set(figuresOnPage(body).map(([key]) => key));
    for (const { measure, neighbourhood, channel, ward, commandArea, weekday } of report.figures) {
      const key = `${measure} ${neighbourhood ?? '-'} ${channel ?? '-'}`;
      if (!ward && !commandArea && !weekday) expect(marked).toContain(key);
    }
  });

  it('is offered as files, each of which is there', async () => {
    const id = await keep({ ...first, period: { fromOn: '2026-01-01', toOn: '2026-01-31' } });
    const { body } = await ask(`/reports/${id}`);
    const files = filesOf(body);
    expect(files.length).toBeGreaterThan(8);
    for (const file of files) expect([file, (await download(file)).status]).toEqual([file, 200]);
  });
});

describe('the files of a report as of now', () => {
  it('are listed, and each is there', async () => {
    const html = await live('&part=neighbourhood:N1');
    const files = filesOf(html);
    expect(files.slice(0, 5).map((file) => /compliance(\.[a-z]+)/.exec(file)![1])).toEqual([
      ...['.pdf', '.xlsx', '.csv', '.zip', '.json'],
    ]);
    for (const file of files) {
      const { status, headers } = await download(file);
      expect([file, status]).toEqual([file, 200]);
      expect(headers['content-disposition']).toContain('neighbourhood-N1-2026-09-01-to-2026-09-30-draft');
    }
  });
});
