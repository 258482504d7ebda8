import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import type { ComplianceReport } from '../compliance-report.js';
import { writtenFigure } from '../domain/written-figure.js';
import { answersTable } from './answers.js';
import { DocumentCells } from './document-cells.js';

describe('whether it is getting better', () => {
  const base = madeReport();
  const withFigures = (values: Record<string, Partial<ComplianceReport['figures'][number]>>) =>
    base.figures.map((figure) =>
      figure.neighbourhood || figure.channel || figure.ward || figure.commandArea || figure.weekday
        ? figure
        : { ...figure, ...values[figure.measure] },
    );
  const better = (changed: Partial<ComplianceReport>): string => {
    const report = madeReport(changed);
    const { rows } = answersTable(report, new DocumentCells(report));
    const [, answer] = rows.find(([question]) => question!.text === 'Is it getting better?')!;
    return answer!.text.replaceAll('\u00a0', ' ');
  };

  /** Two figures, each now and before: `9/10 from 8/10`. */
  const moved = (...shares: string[]): Partial<ComplianceReport> => ({
    figures: withFigures(
      Object.fromEntries(
        shares.map((words, at) => {
          const [now, previous] = words.split(' from ').map((share) => {
            const [numerator, denominator] = share.split('/').map(Number);
            return writtenFigure('percent', { numerator: numerator!, denominator: denominator! });
          });
          return [['share-met', 'coverage-days'][at]!, { ...now, previous: previous!, change: '+1.0' }];
        }),
      ),
    ),
  });

  it.each<[string, string, string, string]>([
    ['both rose', '9/10 from 8/10', '31/31 from 30/31', 'Yes. '],
    [
      'one rose and the other stayed',
      '9/10 from 8/10',
      '31/31 from 62/62',
      'Yes: answers are better, coverage is the same. ',
    ],
    [
      'too little for the printed decimal',
      '80001/100000 from 8/10',
      '1/1 from 1/1',
      'Yes: answers are better, coverage is the same. ',
    ],
    ['both fell', '7/10 from 8/10', '29/31 from 30/31', 'No, it is getting worse. '],
    [
      'one fell and the other stayed',
      '8/10 from 8/10',
      '29/31 from 30/31',
      'No: answers are the same, coverage is worse. ',
    ],
    [
      'one rose and the other fell',
      '9/10 from 8/10',
      '29/31 from 30/31',
      'Mixed: answers are better, coverage is worse. ',
    ],
    ['neither moved', '4/5 from 8/10', '1/2 from 2/4', 'No, it is the same. '],
    [
      'nothing due before, and as much covered',
      '7/8 from 0/0',
      '1/2 from 2/4',
      'Coverage is the same; of answers it cannot be said: none was due before. ',
    ],
    [
      'nothing due before, but more covered',
      '1/2 from 0/0',
      '3/4 from 2/4',
      'Coverage is better; of answers it cannot be said: none was due before. ',
    ],
    [
      'nothing due now, and less covered',
      '0/0 from 1/2',
      '1/4 from 2/4',
      'Coverage is worse; of answers it cannot be said: none was due in this period. ',
    ],
    [
      'nothing due now or before',
      '0/0 from 0/0',
      '2/4 from 2/4',
      'Coverage is the same; of answers it cannot be said: none was due in either period. ',
    ],
    [
      'no neighbourhood before',
      '9/10 from 8/10',
      '2/4 from 0/0',
      'Answers are better; of coverage it cannot be said: there was no neighbourhood before. ',
    ],
    [
      'nothing due now, and no neighbourhood',
      '0/0 from 8/10',
      '0/0 from 2/4',
      'It cannot be said, of answers because none was due in this period, of coverage because there was no neighbourhood in this period. ',
    ],
  ])('%s: a plain word with the figures', (_what, share, cover, word) => {
    const said = better(moved(share, cover));
    expect(said.slice(0, word.length)).toBe(word);
    expect(said.slice(word.length)).toMatch(/^Answered within 72 hours: .* Neighbourhood-days covered: /);
    expect(said.endsWith('Compared with February 2026.')).toBe(true);
  });

  it('say with the figures what they are of', () => {
    expect(better(moved('9/10 from 8/10', '0/0 from 2/4'))).toBe(
      'Answers are better; of coverage it cannot be said: there was no neighbourhood in this period. Answered within 72 hours: 90.0% (9 of 10), +1.0 points from 80.0% (8 of 10). Neighbourhood-days covered: none due, before 50.0% (2 of 4). Compared with February 2026.',
    );
  });

  it('judge no period that is not over against a whole one, nor one against what the figures begin within', () => {
    const rose = moved('9/10 from 8/10', '31/31 from 30/31');
    expect(better({ ...rose, cutOffAt: '2026-03-31T22:59:00.000Z' })).toMatch(
      /^It cannot be said yet\. March 2026 is not over: .* the whole of February 2026\. .*Compared with the whole of February 2026\.$/,
    );
    expect(better({ ...rose, cutOffAt: '2026-03-31T23:00:00.000Z' })).toMatch(/^Yes\. /);
    const force = { ...base.force, startsOn: '2026-02-10' };
    expect(better({ ...rose, force })).toMatch(
      /^It cannot be said\. The figures of the force begin on 10 February 2026, so February 2026 is not counted as a whole\. .* Compared with the part of February 2026 from 10 February 2026 on\.$/,
    );
    expect(better({ ...rose, force, cutOffAt: '2026-03-20T10:00:00.000Z' })).toMatch(
      /^It cannot be said\. March 2026 is not over: .* the part of February 2026 from 10 February 2026 on\. The figures of the force begin on 10 February 2026, so February 2026 is not counted as a whole\. Answered/,
    );
  });
});
