import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { figuresOnPage } from '../support/page-figures.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { ApiKeys } from '../../src/access/api-keys.js';
import { Sessions } from '../../src/access/sessions.js';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import { documentOf } from '../../src/reports/document/document-of.js';
import { ReportDocuments } from '../../src/reports/document/report-documents.js';
import type { DocumentTable, ReportDocument } from '../../src/reports/document/report-document.js';
import { tablesOf } from '../../src/reports/formats/report-content.js';
import { FILE_FORMATS, makeFile } from '../../src/reports/formats/report-formats.js';
import { seedForce } from '../support/access-app.js';
import { elementsOf, type PdfElement, type ReadPdf, readPdf } from '../support/report-files/read-pdf.js';
import { type ReadSheet, readWorkbook } from '../support/report-files/read-workbook.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import {
  askForBytes,
  downloadBytes,
  type FileAnswer,
  fillSeptember,
  keyOf,
  SEPTEMBER,
  wordsOf,
} from './reports-files-world.js';
import { ReportsWorld } from './reports-world.js';

const FORCE = 'fenmarch';
const STEM = `compliance-${FORCE}-2026-09-01-to-2026-09-30-draft`;
const run = promisify(execFile);

let house: WholeApp;
let world: ReportsWorld;
let cookie: string;
let key: string;
let report: ComplianceReport;
let document: ReportDocument;
let tables: DocumentTable[];

beforeAll(async () => {
  house = await startWholeApp({ trial: { forceId: FORCE } });
  const people = await seedForce(house.admin, FORCE, ['local-policing-body']);
  cookie = `npg-session=${await house.app.get(Sessions).start(FORCE, people['local-policing-body']!)}`;
  key = (await house.app.get(ApiKeys).make(FORCE, 'figures', ['reports:read'])).key;
  world = await ReportsWorld.open(house.database);
  await fillSeptember(world, FORCE);
  report = (await asMachine(`compliance?${SEPTEMBER}`)).json();
  document = await house.app.get(ReportDocuments).live(report);
  tables = tablesOf(document);
});
afterAll(async () => {
  await world.close();
  await house.close();
});

const asPerson = (path: string): Promise<FileAnswer> => downloadBytes(house, path, { cookie });
const asMachine = async (path: string): Promise<FileAnswer & { json(): ComplianceReport }> => {
  const answer = await askForBytes(house, `/api/v1/reports/${path}`, { authorization: `Bearer ${key}` });
  return { ...answer, json: () => JSON.parse(answer.bytes.toString('utf8')) as ComplianceReport };
};
/** Without the difference between spaces, and without those at which a line was broken. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
const tight = (text: string): string => text.replace(/\s+/g, '');

const decoded = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#x([0-9A-F]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');

/** What a format says where the document has a cell: by table, row and column, all of it. */
type Reading = (table: DocumentTable, row: number, column: number) => string | undefined;

/** Every figure of the model, with the words in which the format prints it wherever it does. */
function figuresIn(read: Reading): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const table of tables) {
    table.rows.forEach((row, at) =>
      row.forEach(({ figure }, column) => {
        if (!figure) return;
        const words = found.get(figure) ?? new Set();
        found.set(figure, words.add(tight(read(table, at, column) ?? 'not there')));
      }),
    );
  }
  return found;
}

function everyFigure(): Map<string, Set<string>> {
  return new Map(report.figures.map((figure) => [keyOf(figure), new Set([tight(wordsOf(report, figure))])]));
}

function sorted(figures: Map<string, Set<string>>): [string, string[]][] {
  return [...figures]
    .map(([figure, words]): [string, string[]] => [figure, [...words]])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('the same figures with the same words', () => {
  it('there are some of every kind', () => {
    expect(report.figures.length).toBeGreaterThan(300);
    const units = new Set(report.definitions.map(({ unit }) => unit));
    expect(units).toEqual(new Set(['percent', 'count', 'days', 'minutes', 'state']));
    expect(tables.length).toBeGreaterThan(10);
  });

  it('page', async () => {
    const { bytes } = await asPerson(`/reports/compliance?${SEPTEMBER}`);
    const found = new Map<string, Set<string>>();
    for (const [figure, inner] of figuresOnPage(bytes.toString('utf8'))) {
      const words = found.get(figure) ?? new Set();
      found.set(figure, words.add(tight(inner.replace(/<[^>]*>/g, ''))));
    }
    expect(sorted(found)).toEqual(sorted(everyFigure()));
  });

  it('page, every cell of every table', async () => {
    const { bytes } = await asPerson(`/reports/compliance?${SEPTEMBER}`);
    const [html = ''] = bytes.toString('utf8').split('<footer');
    const bodies = [
      ...html.matchAll(/<table class="govuk-table app-report-table[^]*?<tbody>([^]*?)<\/tbody>/g),
    ];
    const rows = bodies.flatMap(([, body]) =>
      [...body!.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row]) =>
        [...row!.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell]) =>
          tight(decoded(cell!.replace(/<[^>]*>/g, ''))),
        ),
      ),
    );
    // The five questions stand as a list, where sentences read better.
    const printed = tables.filter(({ id }) => id !== 'answers').flatMap((table) => table.rows);
    expect(rows).toEqual(printed.map((row) => row.map(({ text }) => tight(text))));
    const answers = tables.find(({ id }) => id === 'answers')!;
    for (const [, answer] of answers.rows) expect(plain(decoded(html))).toContain(plain(answer!.text));
  });

  it('CSV, one file a table, in the zip and one by one', async () => {
    const { status, headers, bytes } = await asPerson(`/reports/compliance.zip?${SEPTEMBER}`);
    expect([status, headers['content-type'], headers['content-disposition']]).toEqual([
      200,
      'application/zip',
      `attachment; filename="${STEM}.zip"`,
    ]);
    const files = unzipSync(bytes);
    const ids = ['about', 'figures', ...tables.map(({ id }) => id)];
    // Each says force, period and version, as the archive does.
    expect(Object.keys(files)).toEqual(ids.map((id) => `${STEM}-${id}.csv`));
    const text = (id: string): string => Buffer.from(files[`${STEM}-${id}.csv`]!).toString('utf8');
    const rows = new Map(
      tables.map(({ id }) => [id, parse(text(id), { columns: true, bom: true }) as Record<string, string>[]]),
    );
    expect(
      sorted(figuresIn(({ id, columns }, row, column) => rows.get(id)![row]![columns[column]!.title])),
    ).toEqual(sorted(everyFigure()));
    for (const { id, rows: all, columns } of tables) {
      expect(rows.get(id)).toHaveLength(all.length);
      // An apostrophe keeps a spreadsheet from running somebody's words.
      expect(
        rows
          .get(id)!
          .map((row) => columns.map(({ title }) => tight(row[title]!.replace(/^'(?=\s*[=+\-@])/, '')))),
      ).toEqual(all.map((row) => row.map(({ text: words }) => tight(words))));
      columns.forEach(({ title, plain: kind }, at) => {
        if (kind === 'code')
          expect(rows.get(id)!.map((row) => row[`${title} (plain code)`])).toEqual(
            all.map((row) => row[at]!.plain),
          );
      });
      for (const row of rows.get(id)!) {
        expect([row['report from'], row['report to'], row['zone']]).toEqual([
          '2026-09-01',
          '2026-09-30',
          'Europe/London',
        ]);
      }
    }
    expect(text('figures')).toBe((await asMachine(`compliance.csv?${SEPTEMBER}`)).bytes.toString('utf8'));
    expect(text('about')).toContain('"Version of the definitions"');
    for (const id of ids.slice(1)) expect(text('about')).toContain(`"${STEM}-${id}.csv"`);
    const one = await asPerson(`/reports/compliance/response-by-neighbourhood.csv?${SEPTEMBER}`);
    expect(one.bytes.toString('utf8')).toBe(text('response-by-neighbourhood'));
    expect(one.headers['content-disposition']).toBe(
      `attachment; filename="${STEM}-response-by-neighbourhood.csv"`,
    );
    expect((await asMachine(`compliance/response-by-neighbourhood.csv?${SEPTEMBER}`)).bytes).toEqual(
      one.bytes,
    );
    const missing = await asPerson(`/reports/compliance/nothing.csv?${SEPTEMBER}`);
    expect([missing.status, missing.bytes.toString('utf8')]).toEqual([
      404,
      expect.stringContaining('no such table'),
    ]);
  });

  it('CSV runs no formula, quotes all and ends lines with CRLF; a time has its minutes beside it', async () => {
    const { bytes } = await asPerson(`/reports/compliance/response-times-by-neighbourhood.csv?${SEPTEMBER}`);
    const text = bytes.toString('utf8');
    expect(text).toContain(`"'=SUM(A1), ""Llŷn"" <b> & Tŵr (N1)"`);
    expect(text).toContain(`"'+Empty (N3)"`);
    expect(text.endsWith('\r\n')).toBe(true);
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    const first = rows.find((row) => row['Neighbourhood']!.includes('Llŷn'))!;
    const { value, shown } = report.figures.find(
      ({ measure, neighbourhood }) => measure === 'median-minutes' && neighbourhood === 'N1',
    )!;
    expect([first['Median'], first['Median (plain number)']]).toEqual([
      wordsOf(report, { measure: 'median-minutes', shown } as ComplianceReport['figures'][number]),
      String(value),
    ]);
  });

  describe('workbook', () => {
    let bytes: Buffer;
    let sheets: ReadSheet[];
    const sheetOf = ({ id }: DocumentTable): ReadSheet =>
      sheets[tables.findIndex((each) => each.id === id) + 1]!;

    beforeAll(async () => {
      const answer = await asPerson(`/reports/compliance.xlsx?${SEPTEMBER}`);
      expect([answer.status, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([
        200,
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        `attachment; filename="${STEM}.xlsx"`,
      ]);
      bytes = answer.bytes;
      sheets = readWorkbook(bytes);
    });

    it('a sheet a table, each figure in its words', () => {
      expect(sheets).toHaveLength(tables.length + 1);
      expect(
        sorted(figuresIn((table, row, column) => sheetOf(table).rows[row + 2]?.[column]?.shown)),
      ).toEqual(sorted(everyFigure()));
    });

    it('numbers are numbers and words are words, and nothing is a formula', () => {
      const cells = sheets.flatMap(({ rows }) => rows.flat()).filter((cell) => cell !== null);
      expect(cells.filter(({ isFormula }) => isFormula)).toEqual([]);
      expect(cells.map(({ value }) => value)).toContain('=SUM(A1), "Llŷn" <b> & Tŵr (N1)');
      for (const table of tables) {
        table.rows.forEach((row, at) =>
          row.forEach(({ text, value }, column) => {
            const cell = sheetOf(table).rows[at + 2]?.[column];
            if (text === '') return;
            const isSigned = /^[+−]/.test(text);
            if (value !== undefined && !isSigned)
              expect([table.id, text, typeof cell!.value]).toEqual([table.id, text, 'number']);
            if (value === undefined) expect([table.id, cell!.value]).toEqual([table.id, text]);
          }),
        );
      }
    });

    it('has valid names, bold heads that stay in sight, and columns as wide as their words', () => {
      const names = sheets.map(({ name }) => name);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      expect(names.filter((name) => name.length > 31 || /[[\]/\\:*?]/.test(name))).toEqual([]);
      tables.forEach((table) => {
        const { rows, frozenRows, widths } = sheetOf(table);
        expect(frozenRows).toBe(2);
        expect(rows[0]![0]!.shown).toBe(table.caption);
        expect(rows[1]!.map((cell) => [cell!.shown, cell!.isBold])).toEqual(
          table.columns.map(({ title }) => [title, true]),
        );
        expect(widths).toHaveLength(table.columns.length);
      });
    });

    it('says first whose, of when, which version and zone it is and what it holds', () => {
      const words = sheets[0]!.rows.map((row) => row.map((cell) => cell?.shown ?? '').join(': '));
      expect(words).toEqual(
        expect.arrayContaining([
          `Force: ${FORCE} (${FORCE})`,
          'Period: September 2026',
          `Version of the definitions: ${report.definitionsVersion}`,
          'Zone of every day and time: Europe/London',
          ...tables.map((table) => `${sheetOf(table).name}: ${table.caption}`),
        ]),
      );
      expect(words.some((line) => line.startsWith('Counted: What was on record on '))).toBe(true);
    });

    it('opens in LibreOffice with the same words in every cell, where that is installed', async () => {
      if (!(await isThere('soffice', '--version'))) return skipped('soffice is not installed');
      const folder = await mkdtemp(join(tmpdir(), 'npg-workbook-'));
      try {
        await writeFile(join(folder, 'report.xlsx'), bytes);
        const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1';
        const home = `-env:UserInstallation=file://${folder}/home`;
        await run(
          'soffice',
          [home, '--headless', '--convert-to', filter, '--outdir', folder, join(folder, 'report.xlsx')],
          {
            timeout: 120_000,
          },
        );
        const files = (await readdir(folder)).filter((name) => name.endsWith('.csv'));
        expect(files).toHaveLength(sheets.length);
        for (const table of tables) {
          const csv = await readFile(join(folder, `report-${sheetOf(table).name}.csv`), 'utf8');
          const rows = parse(csv, { relax_column_count: true, skip_empty_lines: false }) as string[][];
          expect(
            rows.slice(2, table.rows.length + 2).map((row) => row.slice(0, table.columns.length).map(plain)),
          ).toEqual(table.rows.map((row) => row.map(({ text }) => plain(text))));
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }, 180_000);
  });

  describe('PDF', () => {
    let bytes: Buffer;
    let pdf: ReadPdf;
    let byCaption: Map<string, PdfElement>;

    beforeAll(async () => {
      const answer = await asPerson(`/reports/compliance.pdf?${SEPTEMBER}`);
      expect([answer.status, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([
        200,
        'application/pdf',
        `attachment; filename="${STEM}.pdf"`,
      ]);
      bytes = answer.bytes;
      pdf = readPdf(bytes);
      byCaption = new Map(
        elementsOf(pdf.root, 'Table').map((table) => [plain(elementsOf(table, 'Caption')[0]!.text), table]),
      );
    });

    const cellsOf = (row: PdfElement): PdfElement[] => row.children;
    const bodyOf = (table: DocumentTable): PdfElement[][] =>
      elementsOf(byCaption.get(table.caption)!, 'TBody')[0]!.children.map(cellsOf);

    it('is tagged, in British English, shows its title and embeds its fonts', () => {
      expect(pdf).toMatchObject({
        isTagged: true,
        language: 'en-GB',
        showsTitle: true,
        title: `Compliance report: ${FORCE}, September 2026`,
        fontsAreEmbedded: true,
      });
      expect(pdf.metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    });

    it('has a heading and a bookmark a section, and every chart has words', () => {
      expect(elementsOf(pdf.root, 'H1').map(({ text }) => text)).toEqual([document.title]);
      const titles = document.sections.map(({ title }) => title);
      expect(elementsOf(pdf.root, 'H2').map(({ text }) => text)).toEqual(titles);
      expect(pdf.bookmarks).toEqual(titles);
      const charts = document.sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart.alternative] : [])),
      );
      expect(charts.length).toBeGreaterThan(1);
      expect(elementsOf(pdf.root, 'Figure').map(({ alternative }) => alternative)).toEqual(charts);
    });

    it('each figure in its words, in a cell of its table', () => {
      const bodies = new Map(
        tables.filter(({ rows }) => rows.length > 0).map((table) => [table.id, bodyOf(table)]),
      );
      expect(sorted(figuresIn(({ id }, row, column) => bodies.get(id)?.[row]?.[column]?.text))).toEqual(
        sorted(everyFigure()),
      );
    });

    it('each table has its heads once, its rows all, and heads of rows', () => {
      for (const table of tables.filter(({ rows }) => rows.length > 0)) {
        const heads = elementsOf(elementsOf(byCaption.get(table.caption)!, 'THead')[0]!, 'TH');
        expect(heads.map(({ text, scope }) => [tight(text), scope])).toEqual(
          table.columns.map(({ title }) => [tight(title), 'Column']),
        );
        const body = bodyOf(table);
        expect(body.map((row) => row.map(({ text }) => tight(text)))).toEqual(
          table.rows.map((row) => row.map(({ text }) => tight(text))),
        );
        for (const row of body) {
          expect(row.map(({ type, scope }) => [type, scope])).toEqual(
            table.columns.map((_, at) => (at < table.heads ? ['TH', 'Row'] : ['TD', null])),
          );
        }
      }
    });

    it('says on every page whose and of when it is, and which page of how many', () => {
      expect(pdf.artifacts).toHaveLength(pdf.pages);
      pdf.artifacts.forEach((text, at) => {
        expect(text).toContain(`Page ${at + 1} of ${pdf.pages}`);
        expect(text).toContain(`${FORCE}, September 2026`);
      });
    });

    it('is Tagged to pdfinfo, which finds headings and cells, where that is installed', async () => {
      if (!(await isThere('pdfinfo', '-v'))) return skipped('pdfinfo is not installed');
      const folder = await mkdtemp(join(tmpdir(), 'npg-pdf-'));
      try {
        const path = join(folder, 'report.pdf');
        await writeFile(path, bytes);
        expect((await run('pdfinfo', [path])).stdout).toMatch(/Tagged:\s+yes/);
        const { stdout } = await run('pdfinfo', ['-struct-text', path], { maxBuffer: 50_000_000 });
        expect(stdout).toMatch(/^Document$/m);
        expect(stdout).toMatch(/H1.*\n\s+"Compliance report"/);
        expect(stdout).toMatch(/TD\n\s+"66.7%"/);
        expect(stdout).toMatch(/TH:\n\s+\/Scope \/Row\n\s+"Harbour \(N2\)"/);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  });

  it('JSON is the model itself', async () => {
    const { bytes, headers } = await asPerson(`/reports/compliance.json?${SEPTEMBER}`);
    expect(JSON.parse(bytes.toString('utf8'))).toEqual(report);
    expect(headers['content-disposition']).toBe(`attachment; filename="${STEM}.json"`);
  });

  it('a report that was kept by the first definitions is written in every format too', async () => {
    const { wards, commandAreas, comingGaps, series, abstractionMonths, ...rest } = report;
    expect([wards, commandAreas, comingGaps, series, abstractionMonths].every(Boolean)).toBe(true);
    const sections = ['coverage', 'response', 'scope'];
    const definitions = report.definitions.filter(({ section }) => sections.includes(section));
    const known = new Set(definitions.map(({ measure }) => measure));
    const old: ComplianceReport = {
      ...rest,
      definitionsVersion: '1.0',
      definitions,
      figures: report.figures.flatMap(({ ward, commandArea, weekday, ...figure }) =>
        known.has(figure.measure) && !ward && !commandArea && !weekday ? [figure] : [],
      ),
    };
    const content = { report: old, document: documentOf(old, { charts: [], version: 'monthly' }) };
    const files = new Map(
      await Promise.all(
        FILE_FORMATS.map(
          async (format) => [format, Buffer.from((await makeFile(format, content)).bytes)] as const,
        ),
      ),
    );
    expect(readPdf(files.get('pdf')!).root.text).toContain('Version of the definitions: 1.0');
    expect(readWorkbook(files.get('xlsx')!)).toHaveLength(tablesOf(content.document).length + 1);
    expect(Object.keys(unzipSync(files.get('zip')!))).toContain(
      `${content.document.fileStem}-response-by-neighbourhood.csv`,
    );
    expect(JSON.parse(files.get('json')!.toString('utf8'))).toEqual(old);
  });

  it('the same report is the same bytes in every format, of the page and of the API', async () => {
    for (const format of FILE_FORMATS) {
      const first = await makeFile(format, { report, document });
      const second = await makeFile(format, { report, document });
      expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true);
    }
    for (const format of ['zip', 'xlsx', 'pdf']) {
      const [person, machine] = [
        await asPerson(`/reports/compliance.${format}?${SEPTEMBER}`),
        await asMachine(`compliance.${format}?${SEPTEMBER}`),
      ];
      expect([machine.status, person.bytes.equals(machine.bytes)]).toEqual([200, true]);
    }
  });
});

async function isThere(program: string, argument: string): Promise<boolean> {
  return run(program, [argument]).then(
    () => true,
    () => false,
  );
}

function skipped(why: string): void {
  process.stdout.write(`Not compared: ${why}.\n`);
}
