import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import { rowsAddress } from '../../src/reports/rows/openable.js';
import type { RowsView } from '../../src/reports/rows/rows-api.view.js';
import { keepReport } from '../../src/reports/stored-report.query.js';
import { wordsOf } from '../support/words.js';
import { FORCE, IssuingWorld, SEPTEMBER } from './reports-issued-world.js';
import { utc } from './reports-world.js';

const LINK = /<a(?: class="[^"]*")? href="((?:\/reports\/)?r(?:ows\?|\/)[^"]*)">(.*?)<\/a>/g;
/** To the months of a measure too. */
const ANY_LINK = /<a(?: class="[^"]*")? href="\/reports\/(?:r\/|rows\?|series\?)[^"]*">(.*?)<\/a>/g;
const PERIOD = { fromOn: SEPTEMBER.from, toOn: SEPTEMBER.to };
const MADE_AT = utc('2026-10-01T02:10:00Z');

let town: IssuingWorld;
let issued: string;
let kept: string;

beforeAll(async () => {
  town = await IssuingWorld.open();
  issued = await town.issue(await town.draft());
  kept = await keep((await town.file(issued)).document.report);
});
afterAll(() => town.close());

/** Keeps a report as the calendar would have. */
async function keep(report: ComplianceReport): Promise<string> {
  const id = randomUUID();
  await town.world.database.inForce(FORCE, (manager) =>
    keepReport(manager, { id, kind: 'monthly', report, madeAt: MADE_AT, recipients: [] }),
  );
  return id;
}

const asText = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
const body = async (url: string): Promise<string> => (await town.get('local-policing-body', url)).body;
const rowsOf = (report: string, measure = 'share-met', of = {}): string =>
  rowsAddress({ measure, ...of }, PERIOD, { report });
const apiOf = async (url: string): Promise<RowsView> =>
  (await town.machine(`/api/v1${url}`)).json() as RowsView;

describe('a report that does not change', () => {
  it.each(['issued', 'kept'] as const)('leads from each figure to its rows: %s', async (which) => {
    const id = which === 'issued' ? issued : kept;
    const page = which === 'issued' ? `/reports/issued/${id}` : `/reports/${id}`;
    const links = [...(await body(page)).matchAll(LINK)].map(([, href]) => {
      const { pathname, search } = new URL(asText(href!), `http://x${page}`);
      return `${pathname}${search}`;
    });
    // What was frozen as a page has room for whole addresses; what is laid out when it is asked for has short ones.
    const [share, missed] =
      which === 'issued'
        ? [rowsOf(id), rowsOf(id, 'clocks-missed', { neighbourhood: 'N2' })]
        : ['share-met', 'clocks-missed/n/N2'].map((of) => `/reports/r/2026-09/${of}?report=${id}`);
    expect(links).toContain(share);
    expect(links).toContain(missed);
    expect(links.length).toBeGreaterThan(100);
    const own = links.filter((href) => /2026-09\/|from=2026-09-01/.test(href));
    expect(own.length).toBeGreaterThan(100);
    const unsaid = own.filter((href) => new URL(href, 'http://x').searchParams.get('report') !== id);
    // A month by month table has the month of the report too; what it says of it is not compared.
    expect(unsaid.filter((href) => !/^\/reports\/r\/2026-09\/[\w-]+$/.test(href))).toEqual([]);
    const some = own.filter((href, index) => href.includes(id) && index % 23 === 0);
    for (const href of some) {
      const answer = await town.get('local-policing-body', href);
      expect([href, answer.statusCode]).toEqual([href, 200]);
      expect(wordsOf(answer)).toContain('Figure in the report');
    }
  });

  it('stays byte for byte what was kept: the links are around it on the page, and in no file', async () => {
    const { rows } = await town.house.admin.query<{ bytes: Buffer }>(
      `select bytes from issued_report_file where report_id = $1 and name = 'page'`,
      [issued],
    );
    const printed = rows[0]!.bytes.toString('utf8');
    const page = await body(`/reports/issued/${issued}`);
    // What the page says of the version stands after the answers.
    const own = page.replace(/\n<section class="app-about"[^]*?<\/section>\n/, '');
    expect(own).not.toBe(page);
    expect(own.replace(ANY_LINK, '$1')).toContain(printed);
    const file = await body(`/reports/issued/${issued}.html`);
    expect([printed, file].filter((html) => html.includes('/reports/rows'))).toEqual([]);
  });
});

describe('the rows of a figure that was frozen', () => {
  const ofNow = async (report: string): Promise<string> =>
    wordsOf({ body: await body(rowsOf(report)) }).replaceAll(/\s+/g, ' ');

  it('say that they are of now, and that the figure is the same while nothing changed', async () => {
    for (const [id, called] of [
      [issued, 'the issued report, version 1'],
      [kept, 'the monthly report'],
    ]) {
      const words = await ofNow(id!);
      expect(words).toContain('These are the rows on record now');
      expect(words).toContain(`The figure was opened from ${called}, which does not change`);
      expect(words).toContain('Figure in the report 66.7% (2 of 3)');
      expect(words).toContain('Figure of now 66.7% (2 of 3)');
      expect(words).toContain('The record now gives the same figure.');
    }
  });

  it('are logged with the report that they were opened from', async () => {
    const { rows } = await town.house.admin.query<{ detail: object }>(
      `select detail from audit_entry where subject_id like 'rows:share-met:%' order by id desc limit 1`,
    );
    expect(rows[0]!.detail).toMatchObject({ report: kept });
  });

  it('print both figures and a sentence once they differ, and lead back to the report', async () => {
    await town.house.admin.query(
      `update clock set stopped_at = started_at + interval '1 hour', stopped_recorded_at = stopped_at where id = $1`,
      [town.clockIds[1]],
    );
    const words = await ofNow(issued);
    expect(words).toContain('Figure in the report 66.7% (2 of 3)');
    expect(words).toContain('Figure of now 100.0% (3 of 3)');
    expect(words).toContain(
      'The figures differ: the report has 66.7% (2 of 3), and the record now gives 100.0% (3 of 3).',
    );
    const html = await body(rowsOf(issued));
    expect(html).toContain(`href="/reports/issued/${issued}"`);
    expect(await body(rowsOf(kept))).toContain(`href="/reports/${kept}"`);
    // The other rows and the file are opened from the same report.
    const others = [...html.matchAll(/href="(\/reports\/rows[^"]*)"/g)].map(([, href]) => asText(href!));
    expect(others.length).toBeGreaterThan(3);
    for (const href of others) expect(href).toContain(`report=${issued}`);
  });

  it('say so where the definitions are others by now', async () => {
    const { report } = (await town.file(issued)).document;
    const old = await keep({
      ...report,
      period: { fromOn: '2026-08-01', toOn: '2026-08-31' },
      definitionsVersion: '2.0',
    });
    const url = rowsAddress(
      { measure: 'share-met' },
      { fromOn: '2026-08-01', toOn: '2026-08-31' },
      { report: old },
    );
    expect(await body(url)).toContain('The report was made by version 2.0 of the definitions');
  });

  it('say the same to a machine', async () => {
    const { kept: said, figure } = await apiOf(rowsOf(issued));
    expect(said).toMatchObject({ report: issued, issuedVersion: 1, differs: true });
    expect([said!.figure.shown, figure.shown]).toEqual(['66.7', '100.0']);
    expect((await apiOf(rowsOf(kept, 'clocks-due'))).kept).toMatchObject({
      ...{ report: kept, issuedVersion: null, differs: false },
      figure: { value: 3, shown: '3' },
    });
    expect((await apiOf(rowsAddress({ measure: 'share-met' }, PERIOD))).kept).toBeNull();
  });

  it.each([
    ['no id', 'last', PERIOD, 'Give the id of the report once'],
    ['no report', randomUUID(), PERIOD, 'There is no such report'],
    ['of other days', null, { fromOn: '2026-09-01', toOn: '2026-09-29' }, 'another period or part'],
  ])('%s: says what to do', async (_name, id, period, words) => {
    const url = rowsAddress({ measure: 'share-met' }, period, { report: id ?? issued });
    const answer = await town.get('auditor', url);
    expect(answer.statusCode).toBe(400);
    expect(wordsOf(answer)).toContain(words);
    expect((await town.machine(`/api/v1${url}`)).statusCode).toBe(400);
  });

  it('of a place or a measure that the report does not have: says so', async () => {
    const { report } = (await town.file(issued)).document;
    const fewer = {
      ...report,
      period: { fromOn: '2026-07-01', toOn: '2026-07-31' },
      figures: report.figures.filter(({ measure }) => measure !== 'share-met'),
    };
    const url = rowsAddress({ measure: 'share-met' }, fewer.period, { report: await keep(fewer) });
    expect(wordsOf(await town.get('auditor', url))).toContain('This report has no such figure');
  });
});

describe('a period of which a report was issued', () => {
  const NAMED = /<div class="govuk-inset-text">\s*The force issued a report of this period: (.*?)<\/div>/s;
  const beside = async (url: string): Promise<string> =>
    (NAMED.exec(await body(url))?.[1] ?? 'nothing').replace(/<[^>]+>/g, '');
  const live = `/reports/compliance?from=${SEPTEMBER.from}&to=${SEPTEMBER.to}`;

  it('says so on its kept page and on its live one, with every version, and not within what is kept', async () => {
    for (const url of [live, `/reports/${kept}`]) {
      const told = await beside(url);
      expect(told).toContain('version 1, on Sunday 25 October 2026');
      expect(told).not.toContain('It replaced');
      expect(await body(url)).toContain(`href="/reports/issued/${issued}"`);
    }
    const before = (await town.get('auditor', `/reports/${kept}.json`)).body;
    const second = await town.issue(await town.draft());
    for (const url of [live, `/reports/${kept}`]) {
      expect(await beside(url)).toMatch(/^version 2, on .*It replaced version 1 of/s);
      const page = await body(url);
      for (const id of [issued, second]) expect(page).toContain(`href="/reports/issued/${id}"`);
    }
    expect((await town.get('auditor', `/reports/${kept}.json`)).body).toBe(before);
  });

  it('and of another period or part says nothing', async () => {
    for (const url of [`${live}&part=neighbourhood:N1`, '/reports/compliance?from=2026-08-01&to=2026-08-31'])
      expect(await beside(url)).toBe('nothing');
  });
});
