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

  /** Two figures, each now and before, as numerator and denominator. */
  const moved = (...shares: [now: number[], before: number[]][]): Partial<ComplianceReport> => ({
    figures: withFigures(
      Object.fromEntries(
        shares.map(([now, before], at) => [
          ['share-met', 'coverage-days'][at]!,
          {
            ...writtenFigure('percent', { numerator: now[0]!, denominator: now[1]! }),
            previous: writtenFigure('percent', { numerator: before[0]!, denominator: before[1]! }),
            change: '+1.0',
          },
        ]),
      ),
    ),
  });

  it.each<[string, [number[], number[]], [number[], number[]], string]>([
    [
      'both rose',
      [
        [9, 10],
        [8, 10],
      ],
      [
        [31, 31],
        [30, 31],
      ],
      'Yes. ',
    ],
    [
      'one rose and the other stayed',
      [
        [9, 10],
        [8, 10],
      ],
      [
        [31, 31],
        [62, 62],
      ],
      'Yes. ',
    ],
    [
      'too little for the printed decimal',
      [
        [80001, 100000],
        [8, 10],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      'Yes. ',
    ],
    [
      'both fell',
      [
        [7, 10],
        [8, 10],
      ],
      [
        [29, 31],
        [30, 31],
      ],
      'No, it is getting worse. ',
    ],
    [
      'one rose and the other fell',
      [
        [9, 10],
        [8, 10],
      ],
      [
        [29, 31],
        [30, 31],
      ],
      'Mixed: ',
    ],
    [
      'neither moved',
      [
        [4, 5],
        [8, 10],
      ],
      [
        [1, 2],
        [2, 4],
      ],
      'No, it is the same. ',
    ],
    [
      'nothing due now, and none covered',
      [
        [0, 0],
        [8, 10],
      ],
      [
        [0, 0],
        [2, 4],
      ],
      'It cannot be said: ',
    ],
    [
      'nothing due before, but more covered',
      [
        [1, 2],
        [0, 0],
      ],
      [
        [3, 4],
        [2, 4],
      ],
      'Yes. ',
    ],
  ])('%s: a plain word with the figures', (_what, share, cover, word) => {
    const said = better(moved(share, cover));
    expect(said.startsWith(word)).toBe(true);
    expect(said).toContain('Answered within 72 hours: ');
    expect(said).toContain('Neighbourhood-days covered: ');
    expect(said.endsWith('Compared with February 2026.')).toBe(true);
  });

  it('say with the figures what they are of', () => {
    expect(
      better(
        moved(
          [
            [9, 10],
            [8, 10],
          ],
          [
            [0, 0],
            [2, 4],
          ],
        ),
      ),
    ).toBe(
      'Yes. Answered within 72 hours: 90.0% (9 of 10), +1.0 points from 80.0% (8 of 10). Neighbourhood-days covered: none due, before 50.0% (2 of 4). Compared with February 2026.',
    );
  });

  it('judge no period that is not over against a whole one, nor one against what the figures begin within', () => {
    const rose = moved(
      [
        [9, 10],
        [8, 10],
      ],
      [
        [31, 31],
        [30, 31],
      ],
    );
    expect(better({ ...rose, cutOffAt: '2026-03-31T22:59:00.000Z' })).toMatch(
      /^It cannot be said yet\. March 2026 is not over: .* the whole of February 2026\. .*Compared with the whole of February 2026\.$/,
    );
    expect(better({ ...rose, cutOffAt: '2026-03-31T23:00:00.000Z' })).toMatch(/^Yes\. /);
    const force = { ...base.force, startsOn: '2026-02-10' };
    expect(better({ ...rose, force })).toMatch(
      /^It cannot be said\. The figures of the force begin on 10 February 2026, so February 2026 is not counted as a whole\. /,
    );
  });
});
