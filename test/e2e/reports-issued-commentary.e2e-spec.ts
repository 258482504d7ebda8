import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { type ReportException, exceptionsOf } from '../../src/reports/domain/exceptions.js';
import type { IssuedFile } from '../../src/reports/issued/issued-document.js';
import { LONGEST_TEXT } from '../../src/reports/issued/issued.forms.js';
import { elementsOf, type ReadPdf, readPdf } from '../support/report-files/read-pdf.js';
import { readWorkbook } from '../support/report-files/read-workbook.js';
import { askForBytes } from './reports-files-world.js';
import { FORCE, IssuingWorld } from './reports-issued-world.js';

/** Where the margin of a page of the PDF begins, in points from its lower edge. */
const MARGIN = 58;
const TABLES = ['missed', 'gaps', 'routes', 'priorities'].map((name) => `exceptions-${name}`);
const TITLE = 'What the force says';

let town: IssuingWorld;
let files: Record<string, Buffer>;
let page: string;
let exceptions: ReportException[];
const texts = new Map<string, string>();

/** As long as the form takes it: numbered words in paragraphs and lines, with what is markup or a formula elsewhere. */
function longText(key: string, long: string): string {
  let text = `=${key} & "Llŷn" <b>${long}`;
  for (let at = 0; text.length < LONGEST_TEXT; at += 1)
    text += at % 40 === 39 ? '\n\n' : at % 17 === 16 ? `\n${key}#${at}` : ` ${key}#${at}`;
  return text.slice(0, LONGEST_TEXT - 1) + '.';
}

beforeAll(async () => {
  town = await IssuingWorld.open();
  const draft = await town.draft();
  const path = `/reports/issued/drafts/${draft}`;
  const { body } = await town.get('force-admin', path);
  const keys = [...body.matchAll(/commentary\?exception(?:=|&#x3D;)([^"&]+)/g)].map(([, key]) =>
    decodeURIComponent(key!),
  );
  for (const [at, key] of keys.entries()) {
    const text = longText(key, at === 0 ? ` ${'x'.repeat(1500)}` : '');
    texts.set(key, text);
    // A browser ends lines so.
    const sent = { exception: key, version: '0', text: text.replaceAll('\n', '\r\n') };
    expect((await town.post('force-admin', `${path}/commentary`, sent)).statusCode).toBe(303);
  }
  const id = await town.issue(draft);
  const fetched = ['json', 'zip', 'xlsx', 'pdf', 'html'].map(async (name): Promise<[string, Buffer]> => {
    const { bytes } = await askForBytes(town.house, `/reports/issued/${id}.${name}`, {
      cookie: town.cookies['auditor'],
    });
    return [name, bytes];
  });
  files = Object.fromEntries(await Promise.all(fetched));
  page = (await town.get('local-policing-body', `/reports/issued/${id}`)).body;
  const { document } = JSON.parse(files['json']!.toString('utf8')) as IssuedFile;
  exceptions = exceptionsOf(document.report);
});
afterAll(() => town.close());

/** A word that is broken where a line ends is read with a space in it. */
const tight = (text: string): string => text.replace(/\s+/g, '');
const decoded = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x3D;', '=')
    .replaceAll('&amp;', '&');
const aboutOf = ({ name, neighbourhood, words }: ReportException): string =>
  `${name} (${neighbourhood}): ${words}`;
/** What every format has to say, in order. */
const expected = (): [about: string, text: string][] =>
  exceptions.map((exception) => [tight(aboutOf(exception)), tight(texts.get(exception.key)!)]);

describe('a commentary as long as it may be on every exception', () => {
  it('is on some of more than one kind', () => {
    expect(new Set(exceptions.map(({ kind }) => kind)).size).toBeGreaterThan(1);
    expect(exceptions.map(({ key }) => key)).toEqual([...texts.keys()]);
    for (const text of texts.values()) expect(text).toHaveLength(LONGEST_TEXT);
  });

  it('is in the signed JSON letter for letter', () => {
    const { document } = JSON.parse(files['json']!.toString('utf8')) as IssuedFile;
    expect(document.commentaries.map(({ exception, text }) => [exception, text])).toEqual([...texts]);
  });

  it('is a column of the CSV files, letter for letter', () => {
    const archive = unzipSync(files['zip']!);
    const rows = TABLES.flatMap((table) => {
      const name = Object.keys(archive).find((each) => each.endsWith(`-${table}.csv`))!;
      return parse(Buffer.from(archive[name]!).toString('utf8'), { columns: true }) as Record<
        string,
        string
      >[];
    });
    // An apostrophe keeps a spreadsheet from running it.
    expect(rows.map((row) => row[TITLE])).toEqual([...texts.values()].map((text) => `'${text}`));
    expect(rows.map((row) => tight(`${row['Neighbourhood']}: ${row['What happened']}`))).toEqual(
      expected().map(([about]) => about),
    );
  });

  it('is a column of the workbook, letter for letter', () => {
    const said = readWorkbook(files['xlsx']!).flatMap(({ rows: [, heads, ...rows] }) => {
      const at = heads?.findIndex((head) => head?.shown === TITLE) ?? -1;
      return at < 0 ? [] : rows.map((row) => row[at]!.shown);
    });
    expect(said).toEqual([...texts.values()]);
  });

  it.each([
    ['the page', () => page],
    ['the page in one file', () => files['html']!.toString('utf8')],
  ])('is beneath its table on %s, in paragraphs that keep their lines', (_name, read) => {
    const html = read();
    const said = [
      ...html.matchAll(
        /<dt class="app-said__about">([^]*?)<\/dt>\s*<dd class="app-said__words">([^]*?)<\/dd>/g,
      ),
    ].map(([, about, words]) => ({
      about: tight(decoded(about!)),
      paragraphs: [...words!.matchAll(/<p [^>]*>([^]*?)<\/p>/g)].map(([, text]) => decoded(text!)),
    }));
    expect(said.map(({ about, paragraphs }) => [about, paragraphs.join('\n\n')])).toEqual(
      exceptions.map((exception) => [tight(aboutOf(exception)), texts.get(exception.key)]),
    );
    expect(html).not.toContain(`<th scope="col" class="app-words">${TITLE}`);
    expect(html).toContain(`<h3 class="govuk-heading-s">${TITLE}: Queries missed, most first</h3>`);
  });

  describe('in the PDF', () => {
    let pdf: ReadPdf;
    beforeAll(() => {
      pdf = readPdf(files['pdf']!);
    });

    it('is whole, with the exception that it is about, and above the foot of every page', () => {
      const said = elementsOf(pdf.root, 'LI').filter(({ children: [label] }) =>
        exceptions.some((exception) => tight(aboutOf(exception)) === tight(label!.text)),
      );
      expect(said.map(({ children }) => children.map(({ type }) => type))).toEqual(
        exceptions.map(() => ['Lbl', 'LBody']),
      );
      expect(said.map(({ children }) => children.map(({ text }) => tight(text)))).toEqual(expected());
      const paragraphs = [...texts.values()].map((text) => text.split('\n\n').length);
      expect(said.map(({ children }) => elementsOf(children[1]!, 'P').length)).toEqual(paragraphs);
    });

    it('turns no page, and leaves no heading alone on one', () => {
      const at = pdf.sheets.findIndex(({ text }) => text.includes('Exceptions'));
      expect(pdf.sheets[at]!.text).toMatch(/Exceptions.*Queries missed.*Llŷn <b> \(N1\)/);
      const last = pdf.sheets.findIndex(({ text }) => text.includes('This version'));
      const ofExceptions = pdf.sheets.slice(at, last + 1);
      expect(new Set(ofExceptions.map(({ width }) => width))).toEqual(new Set([595.28]));
      for (const { lowest } of ofExceptions) expect(lowest).toBeGreaterThan(MARGIN);
    });
  });

  it('still has links on the figures and gaps of its page', () => {
    expect(page).toMatch(/data-figure="clocks-missed N1 -"><a class="govuk-link app-figure-link"/);
    const [, gaps] = /id="table-exceptions-gaps">([^]*?)<\/table>/.exec(page)!;
    expect(gaps).toMatch(/<td class="app-words"><a href="\/reports\/r\/2026-09\/gaps\/n\/N1\?report=/);
    expect(page).toContain(FORCE);
  });
});
