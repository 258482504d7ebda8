import { describe, expect, it } from '@jest/globals';
import { MEASURES } from '../../measures/catalogue.js';
import { MOVED_BY_TIME, movedByTime, movedSince, type Since, type Told } from './moved-by-time.js';

const of = (shown: string, denominator: number | null = null): Told => ({ shown, denominator });

describe('what only the passing of time moved', () => {
  it.each<[string, string, Told, Told]>([
    [
      '"Not yet due is not in the denominator": the open ones of another moment',
      'not-yet-due',
      of('4'),
      of('9'),
    ],
    ['gaps that begin after the cut-off, which is another', 'coming-gaps', of('2'), of('0')],
    ['how long the oldest has waited at the cut-off', 'open-longest-minutes', of('60', 1), of('9000', 1)],
  ])('%s', (_rule, measure, was, is) => {
    expect(movedByTime(measure, was, is, true)).toBe('stood-at-cut-off');
    expect(movedByTime(measure, was, is, false)).toBe('stood-at-cut-off');
    expect(movedByTime(measure, was, null, true)).toBe('stood-at-cut-off');
  });

  it.each<[string, string, Told, Told]>([
    ['"Everything else that is due is missed, answered or not"', 'not-answered', of('5'), of('3')],
    ['one of them waits no longer', 'open-past-due', of('5'), of('4')],
    ['"A late answer is a breach"', 'answered-late', of('1'), of('3')],
    ['"the unanswered last": one was answered', 'p95-minutes', of('not yet answered', 9), of('9000', 9)],
    ['a later one ranks before those that still wait', 'median-minutes', of('5000', 9), of('4900', 9)],
    ['the first late answer', 'overdue-longest-minutes', of('none late', 0), of('60', 1)],
    ['a later one', 'overdue-longest-minutes', of('60', 1), of('90', 2)],
    ['a shorter one among more', 'overdue-longest-minutes', of('60', 1), of('60', 2)],
    ['the median of more', 'overdue-median-minutes', of('60', 1), of('30', 2)],
    ['"after the query was due, while it was not answered"', 'transfers-after-due', of('0'), of('1')],
    ['"Due, claimed and sent instants are kept"', 'alerts-late', of('0'), of('2')],
    ['given up since', 'alerts-dead', of('0'), of('1')],
  ])('%s: %s goes its way where the response is the same, and nowhere else', (_rule, measure, was, is) => {
    expect(movedByTime(measure, was, is, true)).toBe('followed-the-missed');
    expect(movedByTime(measure, was, is, false)).toBeNull();
    expect(movedByTime(measure, null, is, true)).toBeNull();
  });

  it.each<[string, string, Told, Told]>([
    ['an answer was taken back', 'not-answered', of('3'), of('5')],
    ['a mail came back', 'open-past-due', of('3'), of('4')],
    ['a late answer is none any more', 'answered-late', of('3'), of('2')],
    ['an answer came later than was written', 'p90-minutes', of('4000', 9), of('4500', 9)],
    ['one that was answered waits again', 'p90-minutes', of('4000', 9), of('not yet answered', 9)],
    ['a percentile of other queries', 'median-minutes', of('4000', 9), of('3000', 10)],
    ['the same late answers, another time', 'overdue-median-minutes', of('60', 2), of('30', 2)],
    ['the longest of more is shorter', 'overdue-longest-minutes', of('60', 1), of('30', 2)],
    ['a handover is gone', 'transfers-after-due', of('2'), of('1')],
    ['an alert was replaced', 'alerts-late', of('2'), of('1')],
  ])('is not what goes the other way: %s', (_why, measure, was, is) => {
    expect(movedByTime(measure, was, is, true)).toBeNull();
  });

  it('is nothing of all the other measures, once their period has ended', () => {
    const others = MEASURES.map(({ id }) => id).filter((id) => !MOVED_BY_TIME.includes(id));
    expect(others).toEqual(expect.arrayContaining(['share-met', 'clocks-due', 'clocks-missed', 'gaps']));
    for (const id of [...others, 'constructor', 'of a report of before']) {
      for (const [was, is] of [
        [of('1'), of('2')],
        [of('2'), of('1')],
      ] as const)
        expect([id, movedByTime(id, was, is, true)]).toEqual([id, null]);
    }
  });

  it('speaks of measures that there are', () => {
    const ids = MEASURES.map(({ id }) => id);
    expect(MOVED_BY_TIME.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('holds every measure that is of the cut-off itself', () => {
    const atCutOff = MEASURES.filter((measure) => 'atCutOff' in measure).map(({ id }) => id);
    expect(MOVED_BY_TIME).toEqual(expect.arrayContaining(atCutOff));
    expect(atCutOff.length).toBeGreaterThan(0);
  });
});

describe('what a later version says otherwise by the passing of time alone', () => {
  const later = (atEarlierCutOff: Since['atEarlierCutOff']): Since => ({ isLater: true, atEarlierCutOff });
  const atOnce = (atEarlierCutOff: Since['atEarlierCutOff']): Since => ({ isLater: false, atEarlierCutOff });

  it.each<[string, string, Since, boolean]>([
    ['"whatever the period": nothing was recorded since', 'not-yet-due', later('as-reported'), true],
    ['queries of the months since were recorded, or answered', 'not-yet-due', later('otherwise'), true],
    ['nobody counted at the earlier cut-off', 'not-yet-due', later(null), true],
    ['no time has passed: the record is another one', 'not-yet-due', atOnce('otherwise'), false],
    ['an officer was assigned, or leaves on another day', 'coming-gaps', later('otherwise'), true],
    ['the day of the cut-off is another one', 'coming-gaps', later('as-reported'), true],
    ['the oldest still waits, longer than before', 'open-longest-minutes', later('as-reported'), true],
    ['the oldest of the period was answered since', 'open-longest-minutes', later('otherwise'), false],
    ['nobody can tell', 'open-longest-minutes', later(null), false],
    ['a late answer was recorded since', 'not-answered', later('otherwise'), false],
    ['nothing of it was changed', 'not-answered', later('as-reported'), true],
    ['the figures of the period were corrected', 'share-met', later('otherwise'), false],
    ['a day was corrected', 'coverage-days', later('otherwise'), false],
    ['a report of before has a measure that is none any more', 'constructor', later(null), false],
  ])('%s: %s', (_case, measure, since, is) => {
    expect(movedSince(measure, since)).toBe(is);
  });

  it('is of no period only what is of the cut-off itself', () => {
    const atCutOff = MEASURES.filter((measure) => 'atCutOff' in measure).map(({ id }) => id);
    const ofNoPeriod = MEASURES.filter(({ id }) => movedSince(id, later('otherwise'))).map(({ id }) => id);
    expect(atCutOff).toEqual(expect.arrayContaining(ofNoPeriod));
    for (const { id, definition } of MEASURES)
      expect([id, definition.includes('whatever the period')]).toEqual([id, ofNoPeriod.includes(id)]);
  });
});
