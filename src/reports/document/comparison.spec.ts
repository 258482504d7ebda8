import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import { beforeWords, unlikeWords } from './comparison.js';

describe('what a period is compared with', () => {
  const YEAR = {
    period: { fromOn: '2026-04-01', toOn: '2027-03-31' },
    precedingPeriod: { fromOn: '2025-04-01', toOn: '2026-03-31' },
  };
  const LAST_YEAR = '1 April 2025 to 31 March 2026';
  const OVER = '2027-04-01T02:10:00.000Z';
  const RUNNING = '2026-11-22T10:00:00.000Z';
  const unfinished = (before: string): string =>
    `1 April 2026 to 31 March 2027 is not over: what is counted up to now stands against ${before}`;
  const begun = `The figures of the force begin on 1 July 2025, so ${LAST_YEAR} is not counted as a whole`;
  const fromJuly = `the part of ${LAST_YEAR} from 1 July 2025 on`;

  it.each([
    ['both are whole', '2025-04-01', OVER, LAST_YEAR, null],
    [
      'the period is not over',
      '2025-04-01',
      RUNNING,
      `the whole of ${LAST_YEAR}`,
      unfinished(`the whole of ${LAST_YEAR}`),
    ],
    ['the figures begin within the preceding one', '2025-07-01', OVER, fromJuly, begun],
    ['both at once', '2025-07-01', RUNNING, fromJuly, `${unfinished(fromJuly)}. ${begun}`],
  ])('%s', (_what, startsOn, cutOffAt, before, unlike) => {
    const report = madeReport({ ...YEAR, cutOffAt, force: { ...madeReport().force, startsOn } });
    expect([beforeWords(report), unlikeWords(report)]).toEqual([before, unlike]);
  });

  it('nothing, if it ended before the figures begin', () => {
    const report = madeReport({ ...YEAR, precedingPeriod: null, cutOffAt: RUNNING });
    expect([beforeWords(report), unlikeWords(report)]).toEqual([null, null]);
  });
});
