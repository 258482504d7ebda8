import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import { EXCEPTION_KINDS, exceptionsOf } from '../domain/exceptions.js';
import { DocumentCells } from './document-cells.js';
import { exceptionTables } from './exception-tables.js';

describe('the exceptions of a report', () => {
  const full = madeReport();
  const counts: Record<string, object> = {
    'clocks-missed N1': { value: 1, shown: '1' },
    'clocks-due N1': { value: 1, shown: '1' },
    'answered-late N1': { value: 0, shown: '0' },
    'not-answered N1': { value: 1, shown: '1' },
    'route-days-failed N2': { numerator: 1, denominator: 3 },
    'priorities-current N3': { numerator: 0, denominator: 1 },
  };
  const report = madeReport({
    figures: full.figures.map((figure) => ({
      ...figure,
      ...counts[`${figure.measure} ${figure.neighbourhood}`],
    })),
  });
  const exceptions = exceptionsOf(report);

  it('are there of every kind, a single missed query too', () => {
    expect(new Set(exceptions.map(({ kind }) => kind))).toEqual(new Set(EXCEPTION_KINDS));
    expect(exceptions.find(({ key }) => key === 'missed:N1')!.words).toBe(
      '1 of 1 query due was missed: 1 not answered',
    );
  });

  it('can each be commented on, and each table says what the force says to every one of its lines', () => {
    const comments = Object.fromEntries(exceptions.map(({ key }) => [key, `About ${key}.`]));
    const tables = exceptionTables(report, new DocumentCells(report), comments);
    const said = tables.flatMap(({ rows, columns }) => {
      const at = columns.findIndex(({ id }) => id === 'comment');
      return rows.map((row) => row[at]!.text);
    });
    expect(said).toEqual(exceptions.map(({ key }) => `About ${key}.`));
    expect(new Set(said).size).toBe(said.length);
  });
});
