import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import type { ComplianceReport } from '../compliance-report.js';
import { answersTable } from './answers.js';
import { DocumentCells } from './document-cells.js';

const answersOf = (report: ComplianceReport): Record<string, string> =>
  Object.fromEntries(
    answersTable(report, new DocumentCells(report)).rows.map(([question, answer]) => [
      question!.text,
      answer!.text.replaceAll('\u00a0', ' '),
    ]),
  );

describe('the answers on one page', () => {
  const answers = (changed: Partial<ComplianceReport>): Record<string, string> =>
    answersOf(madeReport(changed));
  const base = madeReport();
  const withFigures = (values: Record<string, Partial<ComplianceReport['figures'][number]>>) =>
    base.figures.map((figure) =>
      figure.neighbourhood || figure.channel || figure.ward || figure.commandArea || figure.weekday
        ? figure
        : { ...figure, ...values[figure.measure] },
    );

  it.each([
    [[10, 10], [3, 3], 'Yes. 10 of 10 queries due were answered within 72 hours.'],
    [[9, 10], [3, 3], 'Not everywhere. 9 of 10 queries due were answered within 72 hours.'],
    [[0, 0], [3, 3], 'For cover, yes. No query was due.'],
    [
      [10, 10],
      [0, 0],
      'For answers, yes. 10 of 10 queries due were answered within 72 hours. No neighbourhood existed on',
    ],
    [[0, 0], [2, 3], 'Not everywhere. No query was due.'],
    [[0, 0], [0, 0], 'Nothing was promised: no query was due'],
    [[0, 1], [0, 1], '0 of 1 query due was answered within 72 hours. 0 of 1 neighbourhood had a named'],
    [[1, 1], [1, 1], '1 of 1 query due was answered within 72 hours. 1 of 1 neighbourhood had a named'],
    [[1, 3], [1, 3], '1 of 3 queries due was answered within 72 hours. 1 of 3 neighbourhoods had a named'],
    [[0, 3], [0, 3], '0 of 3 queries due were answered within 72 hours. 0 of 3 neighbourhoods had a named'],
  ])('%j answered and %j covered: %s', (met, covered, words) => {
    const figures = withFigures({
      'share-met': { numerator: met[0]!, denominator: met[1]! },
      'coverage-last-day': { numerator: covered[0]!, denominator: covered[1]! },
    });
    expect(answers({ figures })['Is the promise kept?']).toContain(words);
  });

  it('name the oldest gap that is open, and what there is to compare with', () => {
    expect(answers({})['Since when?']).toContain(
      'The oldest gap that was open on the last day began on 1 March 2026 or earlier: Place N1 <b> (N1).',
    );
    expect(answers({ precedingPeriod: null })['Is it getting better?']).toBe(
      'It cannot be said: there is no preceding period to compare with.',
    );
    expect(answers({})['Is it getting better?']).toContain('Compared with February 2026.');
  });
});
