import { describe, expect, it } from '@jest/globals';
import { definition, figure, report } from '../../../test/support/two-reports.js';
import type { ReportFigure } from '../compliance-report.js';
import { differencesBetween } from './differences.js';

const share = (fields: Partial<ReportFigure> = {}): ReportFigure => figure(fields);
const late = (fields: Partial<ReportFigure> = {}): ReportFigure =>
  figure({ measure: 'answered-late', numerator: null, denominator: null, value: 3, shown: '3', ...fields });
/** As reports kept before definitions 2.0 have it: without ward, command area and weekday. */
const kept = (figureNow: ReportFigure): ReportFigure => {
  const { ward: _ward, commandArea: _area, weekday: _weekday, ...old } = figureNow;
  return old;
};
const definitions = [
  definition('share-met', 'Share met', 'percent'),
  definition('answered-late', 'Answered late', 'count'),
];
const of = (...figures: ReportFigure[]) => report({ figures, definitions });
const told = (was: ReportFigure[], is: ReportFigure[]) => {
  const { changes, tally } = differencesBetween(of(...was), of(...is));
  return [changes.map((change) => `${change.title}: ${change.was} > ${change.is}`), tally.changed];
};

describe('figures by a kind of place that only one of two reports has', () => {
  const ward = { ward: 'E05' };

  it.each<[string, ReportFigure[], ReportFigure[], string[], number]>([
    [
      'are told once where later definitions show more',
      [share(), late(), share(ward)],
      [share(), late(), share(ward), late(ward), late({ ward: 'E06' })],
      ['Figures by ward: not reported > 1 measure reported by it'],
      0,
    ],
    [
      'and where they show less',
      [share(), late(), share(ward), late(ward), share({ weekday: 1 }), late({ weekday: 1 })],
      [share(), late(), share(ward), share({ weekday: 1 })],
      [
        'Figures by ward: 1 measure reported by it > not reported',
        'Figures by weekday: 1 measure reported by it > not reported',
      ],
      0,
    ],
    [
      'do not hide what changed where both have it',
      [share(), late(), share(ward)],
      [share(), late({ value: 4, shown: '4' }), share(ward), late(ward)],
      ['Answered late: 3 > 4', 'Figures by ward: not reported > 1 measure reported by it'],
      1,
    ],
    [
      'are figures that came, if there was no ward at all',
      [share()],
      [share(), share(ward)],
      ['Share met: not reported > 98.4% (186 of 189)'],
      1,
    ],
    [
      'are figures that came, if the ward is new',
      [share(), share(ward)],
      [share(), share(ward), share({ ward: 'E06' })],
      ['Share met: not reported > 98.4% (186 of 189)'],
      1,
    ],
    [
      'are no kind at all of a kept report whose figures lack the kinds that came later',
      [kept(share()), kept(late())],
      [share(), late(), late({ commandArea: 'W' })],
      ['Answered late: not reported > 3'],
      1,
    ],
  ])('%s', (_, was, is, changes, changed) => {
    expect(told(was, is)).toEqual([changes, changed]);
  });
});
