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
    ['both rose', '90/100 from 80/100', '310/310 from 300/310', 'Yes. '],
    [
      'one rose and the other stayed',
      '90/100 from 80/100',
      '310/310 from 620/620',
      'Yes: answers are better, coverage is the same. ',
    ],
    [
      'too little for the printed decimal',
      '80001/100000 from 80/100',
      '100/100 from 100/100',
      'Yes: answers are better, coverage is the same. ',
    ],
    ['both fell', '70/100 from 80/100', '290/310 from 300/310', 'No, it is getting worse. '],
    [
      'one fell and the other stayed',
      '80/100 from 80/100',
      '290/310 from 300/310',
      'No: answers are the same, coverage is worse. ',
    ],
    [
      'one rose and the other fell',
      '90/100 from 80/100',
      '290/310 from 300/310',
      'Mixed: answers are better, coverage is worse. ',
    ],
    ['neither moved', '40/50 from 80/100', '10/20 from 20/40', 'No, it is the same. '],
    [
      'nothing due before, and as much covered',
      '70/80 from 0/0',
      '10/20 from 20/40',
      'Coverage is the same; of answers it cannot be said: none was due before. ',
    ],
    [
      'nothing due before, but more covered',
      '10/20 from 0/0',
      '30/40 from 20/40',
      'Coverage is better; of answers it cannot be said: none was due before. ',
    ],
    [
      'nothing due now, and less covered',
      '0/0 from 10/20',
      '10/40 from 20/40',
      'Coverage is worse; of answers it cannot be said: none was due in this period. ',
    ],
    [
      'nothing due now or before',
      '0/0 from 0/0',
      '20/40 from 20/40',
      'Coverage is the same; of answers it cannot be said: none was due in either period. ',
    ],
    [
      'no neighbourhood before',
      '90/100 from 80/100',
      '20/40 from 0/0',
      'Answers are better; of coverage it cannot be said: there was no neighbourhood before. ',
    ],
    [
      'few due before, and more covered',
      '9/30 from 7/8',
      '30/40 from 20/40',
      'Coverage is better; of answers there are too few to say: fewer than 20 queries were due before. ',
    ],
    [
      'few due in either period',
      '19/19 from 0/1',
      '20/40 from 20/40',
      'Coverage is the same; of answers there are too few to say: fewer than 20 queries were due in either period. ',
    ],
    ['as few due as are enough', '20/20 from 19/20', '20/20 from 19/20', 'Yes. '],
    [
      'few due now, and few days covered before',
      '7/8 from 20/20',
      '31/31 from 5/7',
      'There are too few to say, of answers because fewer than 20 queries were due in this period, of coverage because fewer than 20 neighbourhood-days were counted before. ',
    ],
    [
      'few due, and no neighbourhood',
      '7/8 from 20/20',
      '0/0 from 20/40',
      'There are too few to say, of answers because fewer than 20 queries were due in this period, of coverage because there was no neighbourhood in this period. ',
    ],
    [
      'nothing due now, and no neighbourhood',
      '0/0 from 80/100',
      '0/0 from 20/40',
      'It cannot be said, of answers because none was due in this period, of coverage because there was no neighbourhood in this period. ',
    ],
  ])('%s: a plain word with the figures', (_what, share, cover, word) => {
    const said = better(moved(share, cover));
    expect(said.slice(0, word.length)).toBe(word);
    expect(said.slice(word.length)).toMatch(/^Answered within 72 hours: .* Neighbourhood-days covered: /);
    expect(said.endsWith('Compared with February 2026.')).toBe(true);
  });

  it('say with the figures what they are of', () => {
    expect(better(moved('90/100 from 80/100', '0/0 from 20/40'))).toBe(
      'Answers are better; of coverage it cannot be said: there was no neighbourhood in this period. Answered within 72 hours: 90.0% (90 of 100), +1.0 points from 80.0% (80 of 100). Neighbourhood-days covered: none due, before 50.0% (20 of 40). Compared with February 2026.',
    );
  });

  it('say the figures and their change where they are too few, too', () => {
    expect(better(moved('14/15 from 7/8', '30/40 from 20/40'))).toContain(
      'Answered within 72 hours: 93.3% (14 of 15), +1.0 points from 87.5% (7 of 8).',
    );
  });

  it('judge no period that is not over against a whole one, nor one against what the figures begin within', () => {
    const rose = moved('90/100 from 80/100', '31/31 from 30/31');
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
