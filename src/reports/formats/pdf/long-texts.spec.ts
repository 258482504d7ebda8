import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { elementsOf, readPdf } from '../../../../test/support/report-files/read-pdf.js';
import type { ComplianceReport } from '../../compliance-report.js';
import type { DocumentBlock, DocumentTable, ReportDocument } from '../../document/report-document.js';
import { reportPdf } from './report-pdf.js';

/** Where the margin of a page begins, in points from its lower edge; what stands below it is drawn over its foot. */
const MARGIN = 58;
const report = {
  definitionsVersion: '4.0',
  cutOffAt: '2026-04-01T00:00:00.000Z',
  period: { fromOn: '2026-03-01', toOn: '2026-03-31' },
} as ComplianceReport;
const documentWith = (blocks: DocumentBlock[]): ReportDocument => ({
  ...{
    title: 'Compliance report',
    force: { id: 'fen', name: 'Fen' },
    period: 'March 2026',
    version: 'Draft',
  },
  ...{ zone: 'UTC', fileStem: 'compliance-fen' },
  sections: [
    {
      id: 'before',
      title: 'Before',
      blocks: [{ kind: 'paragraph', text: 'Some words before. '.repeat(150) }],
    },
    { id: 'long', title: 'Exceptions', blocks },
  ],
});
const pdfOf = (blocks: DocumentBlock[]): Promise<Buffer> =>
  reportPdf({ report, document: documentWith(blocks) });

/** The same numbers in every run: from 0 up to, not including, 1. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** Words that are counted, so that one that is lost or moved is found. */
function wordsOf(name: string, count: number, random: () => number): string {
  return Array.from({ length: count }, (_, at) => {
    const long = random() < 0.01 ? 'ŵ'.repeat(1 + Math.floor(random() * 400)) : '';
    return `${name}.${at}${long}${random() < 0.03 ? '\n\n' : ' '}`;
  })
    .join('')
    .trim();
}

function randomTable(seed: number): DocumentTable {
  const random = numbersFrom(seed);
  const lengths = [0, 1, 5, 20, 200, 600];
  const count = (): number => lengths[Math.floor(random() * lengths.length)]!;
  const columns = 2 + Math.floor(random() * 4);
  return {
    ...{ id: 'table', caption: 'A table', heads: 1 + Math.floor(random() * 2) },
    columns: Array.from({ length: columns }, (_, at) => ({
      ...{ id: `${at}`, title: `Head of column ${at}`, numeric: false },
      ...(at > 1 && random() < 0.3 && { below: true as const }),
    })),
    rows: Array.from({ length: 1 + Math.floor(random() * 6) }, (_row, row) =>
      Array.from({ length: columns }, (_, at) => ({ text: wordsOf(`r${row}c${at}`, count(), random) })),
    ),
  };
}

/** A word that is broken over lines is read with a space in it. */
const tight = (text: string): string => text.replace(/\s+/g, '');

describe('a text that is longer than its page', () => {
  it.each(Array.from({ length: 12 }, (_, at) => at + 1))(
    'is printed to its last word, above the foot of every page: table %d',
    async (seed) => {
      const table = randomTable(seed);
      const pdf = readPdf(await pdfOf([{ kind: 'table', table }]));
      const body = elementsOf(elementsOf(pdf.root, 'TBody')[0]!, 'TR');
      const stays = (_cell: unknown, at: number): boolean => !table.columns[at]!.below;
      expect(body.map(({ children }) => children.map(({ text }) => tight(text)))).toEqual(
        table.rows.map((row) => row.filter(stays).map(({ text }) => tight(text))),
      );
      const said = elementsOf(pdf.root, 'LI').map(({ children }) => tight(children[1]!.text));
      expect(said).toEqual(
        table.columns.flatMap(({ below }, at) =>
          below ? table.rows.map((row) => tight(row[at]!.text)).filter((text) => text !== '') : [],
        ),
      );
      for (const { lowest } of pdf.sheets) expect(lowest).toBeGreaterThan(MARGIN);
    },
  );

  const where = isThere('pdftotext') ? it : it.skip;
  where('is read in order by pdftotext, where that is installed', async () => {
    const long = wordsOf('word', 1500, () => 0.5);
    const cells = [{ text: 'Place' }, { text: long }];
    const columns = ['Neighbourhood', 'Words'].map((title) => ({ id: title, title, numeric: false }));
    const table = { id: 'table', caption: 'A table', columns, rows: [cells], heads: 1 };
    const folder = mkdtempSync(join(tmpdir(), 'npg-pdf-'));
    try {
      writeFileSync(join(folder, 'a.pdf'), await pdfOf([{ kind: 'table', table }]));
      const text = execFileSync('pdftotext', ['-raw', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' });
      expect(text.match(/word\.\d+/g)).toEqual(long.split(' '));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('leaves no heading and no head of a table alone on a page', async () => {
    const text = wordsOf('word', 400, () => 0.5);
    const columns = ['Neighbourhood', 'Words'].map((title) => ({ id: title, title, numeric: false }));
    for (let before = 0; before < 40; before += 3) {
      const pdf = readPdf(
        await reportPdf({
          report,
          document: {
            ...documentWith([]),
            sections: [
              { id: 'a', title: 'Before', blocks: [{ kind: 'list', items: Array(before).fill('One') }] },
              {
                ...{ id: 'b', title: 'Exceptions' },
                blocks: [
                  {
                    kind: 'table',
                    table: {
                      ...{ id: 'table', caption: 'A table', columns, heads: 1 },
                      rows: [[{ text: 'Place' }, { text }]],
                    },
                  },
                ],
              },
            ],
          },
        }),
      );
      const page = pdf.sheets.find((sheet) => sheet.text.includes('Exceptions'))!;
      expect([before, page.text]).toEqual([before, expect.stringMatching(/Exceptions.*A table.*word\.5\b/)]);
    }
  });

  it('does not turn a table, which fills the page however that lies', async () => {
    const table = (id: string, columns: number, text: string): DocumentTable => ({
      ...{ id, caption: id, heads: 1 },
      columns: Array.from({ length: columns }, (_, at) => ({
        id: `${at}`,
        title: `H${at}`,
        numeric: at > 0,
      })),
      rows: [Array.from({ length: columns }, () => ({ text }))],
    });
    const upright = readPdf(await pdfOf([{ kind: 'table', table: table('a', 3, 'x'.repeat(1500)) }]));
    expect(new Set(upright.sheets.map(({ width }) => width))).toEqual(new Set([595.28]));
    const across = readPdf(
      await pdfOf([
        { kind: 'table', table: table('wide', 14, 'long\u00a0figure\u00a0of\u00a0it') },
        { kind: 'table', table: table('narrow', 2, 'figure') },
      ]),
    );
    // The last figure ends where the page does, less its margin and the air of a cell.
    const last = across.sheets.at(-1)!;
    expect([last.width, last.text]).toEqual([841.89, expect.stringMatching(/narrow H0 H1 figure figure$/)]);
    expect(last.rightmost).toBeGreaterThan(841.89 - 48 - 4 - 50);
  });
});

function isThere(program: string): boolean {
  return spawnSync(program, ['-v']).error === undefined;
}
