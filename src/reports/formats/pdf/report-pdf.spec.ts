import { beforeAll, describe, expect, it } from '@jest/globals';
import { elementsOf, type ReadPdf, readPdf } from '../../../../test/support/report-files/read-pdf.js';
import type { ComplianceReport } from '../../compliance-report.js';
import type { DocumentTable, ReportDocument } from '../../document/report-document.js';
import { reportPdf } from './report-pdf.js';

const table = (id: string, columns: number, rows: number, text: string): DocumentTable => ({
  id,
  caption: `Table ${id}`,
  columns: Array.from({ length: columns }, (_, at) => ({
    id: `${at}`,
    title: `Head ${at}`,
    numeric: at > 0,
  })),
  rows: Array.from({ length: rows }, (_row, row) =>
    Array.from({ length: columns }, (_, at) => ({
      text: `${text} ${row}.${at}`,
      ...(at === 1 && { bar: 50 }),
    })),
  ),
  heads: 1,
});

const places: DocumentTable = {
  ...{ id: 'places', caption: 'Places', heads: 1 },
  columns: [{ id: 'place', title: 'Place', numeric: false, plain: 'code' }],
  rows: [[{ text: '中文 (NC04)', plain: 'NC04' }], [{ text: 'Llŷn (NC05)', plain: 'NC05' }]],
};

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="100" height="50"><title>No</title>
  <defs><pattern id="p" patternUnits="userSpaceOnUse" width="8" height="8"><rect width="8" height="8" fill="#fff"/><path d="M0 0L8 8" stroke="#000" stroke-width="2" fill="none"/></pattern></defs>
  <g transform="translate(2 2) rotate(5)"><path d="M0 0h50v50z" fill="url(#p)" stroke="#0b0c0c"/><circle cx="5" cy="5" r="3"/>
  <line x1="0" y1="0" x2="9" y2="9" stroke="rgb(0,0,0)" stroke-dasharray="2,2"/>
  <text x="4" y="9" text-anchor="middle" font-weight="bold" stroke="#fff">Tŵr &amp; <tspan dy="4">x</tspan></text></g></svg>`;

const document: ReportDocument = {
  title: 'Compliance report',
  force: { id: 'devon-and-cornwall', name: 'Devon & Cornwall <Police>' },
  period: 'March 2026',
  version: 'Version 2, replaces version 1',
  zone: 'UTC',
  fileStem: 'compliance-devon-and-cornwall',
  sections: [
    {
      id: 'a',
      title: 'Long and wide',
      blocks: [
        { kind: 'paragraph', text: 'Words '.repeat(2000).trim() },
        { kind: 'list', items: ['One', '漢字 and w\u0302'] },
        { kind: 'table', table: table('long', 3, 120, 'cell of some words') },
        { kind: 'table', table: table('wide', 14, 3, 'long\u00a0figure\u00a0of\u00a0it') },
        { kind: 'table', table: table('widest', 60, 2, 'unbreakable\u00a0words') },
        { kind: 'table', table: places },
        { kind: 'table', table: { ...table('none', 2, 0, ''), none: 'There is none.' } },
      ],
    },
    {
      id: 'b',
      title: 'Picture',
      blocks: [
        {
          kind: 'chart',
          chart: {
            id: 'c',
            title: 'A chart',
            alternative: 'It rises.',
            svg: SVG,
            width: 100,
            height: 50,
            table: 'long',
          },
        },
      ],
    },
  ],
};

describe('the PDF of a laid-out report', () => {
  let pdf: ReadPdf;

  beforeAll(async () => {
    const report = {
      definitionsVersion: '4.0',
      cutOffAt: '2026-04-01T00:00:00.000Z',
      period: { fromOn: '2026-03-01', toOn: '2026-03-31' },
    } as ComplianceReport;
    pdf = readPdf(await reportPdf({ report, document }));
  });

  it('says under the title whose, of when and which version it is', () => {
    const [title, ...under] = pdf.root.children;
    expect([title!.type, title!.text]).toEqual(['H1', 'Compliance report']);
    expect(under.slice(0, 2).map(({ type, text }) => `${type}: ${text}`)).toEqual([
      'P: Devon & Cornwall <Police>, March 2026',
      'P: Version 2, replaces version 1',
    ]);
    expect(under[2]!.text).toMatch(/^Counted: /);
  });

  it('has every row of a table that goes on over pages, and its heads once', () => {
    const [long] = elementsOf(pdf.root, 'Table');
    expect(elementsOf(elementsOf(long!, 'TBody')[0]!, 'TR')).toHaveLength(120);
    expect(elementsOf(long!, 'THead')).toHaveLength(1);
    expect(pdf.artifacts.filter((text) => text.includes('Table long, continued')).length).toBeGreaterThan(2);
  });

  it.each([
    ['wide', 1, 14],
    ['widest', 2, 60],
  ])('has every cell of a table that is %s', (_name, at, columns) => {
    const rows = elementsOf(elementsOf(pdf.root, 'Table')[at]!, 'TBody')[0]!.children;
    expect(rows.map(({ children }) => children.filter(({ text }) => text !== '').length)).toEqual(
      rows.map(() => columns),
    );
  });

  it('says that there is nothing where a table has no rows', () => {
    const said = elementsOf(pdf.root, 'P').map(({ text }) => text);
    expect(said).toEqual(expect.arrayContaining(['Table none', 'There is none.']));
  });

  it('breaks a paragraph over pages, and every line is read apart from the next', () => {
    const [words] = elementsOf(pdf.root, 'P').filter(({ text }) => text.startsWith('Words'));
    expect(words!.text).toBe('Words '.repeat(2000).trim());
  });

  it('writes letters that the font has, composed, and a question mark for others', () => {
    expect(elementsOf(pdf.root, 'LBody').map(({ text }) => text)).toEqual(['One', '?? and ŵ']);
  });

  it('prints the code of a place whose name the font does not have, and says at the end what it could not print', () => {
    const heads = elementsOf(pdf.root, 'TH').map(({ text }) => text);
    expect(heads).toEqual(expect.arrayContaining(['NC04', 'Llŷn (NC05)']));
    expect(elementsOf(pdf.root, 'P').at(-1)!.text).toMatch(
      /^Names in letters that this file cannot print \(U\+4E2D, U\+6587, U\+6F22, U\+5B57\) stand as their code/,
    );
  });

  it('keeps a name with an ampersand out of the XML of its metadata', () => {
    expect(pdf.title).toBe('Compliance report: Devon & Cornwall <Police>, March 2026');
    expect(pdf.metadata).toContain('Devon &amp; Cornwall &lt;Police&gt;');
  });

  it('draws a chart with its letters, and says in words what is to be seen', () => {
    const [figure] = elementsOf(pdf.root, 'Figure');
    expect(figure).toMatchObject({ alternative: 'It rises.', text: expect.stringContaining('Tŵr &') });
  });
});
