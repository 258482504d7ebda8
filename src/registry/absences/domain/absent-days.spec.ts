import { describe, expect, it } from '@jest/globals';
import type { DayRange } from '../../domain/day-range.js';
import type { AbsenceKind } from './absence-kind.js';
import { absentRuns, commonDays, daysWithout } from './absent-days.js';

const days = (text: string): DayRange => {
  const [fromOn = '', untilOn = ''] = text.split('..');
  return { fromOn, untilOn: untilOn || null };
};
const told = ({ fromOn, untilOn }: DayRange): string => `${fromOn}..${untilOn ?? ''}`;
const away = (kind: AbsenceKind, text: string): DayRange & { kind: AbsenceKind } => ({ kind, ...days(text) });

describe('"absences shorter than 15 consecutive days (configurable) are not absence here"', () => {
  it.each<[string, (DayRange & { kind: AbsenceKind })[], string[]]>([
    ['none', [], []],
    ['14 days', [away('leave', '2026-05-01..2026-05-14')], []],
    ['15 days', [away('leave', '2026-05-01..2026-05-15')], ['2026-05-01..2026-05-15']],
    ['no end set yet', [away('sickness', '2026-05-01')], ['2026-05-01..']],
    [
      'two that touch are one',
      [away('sickness', '2026-05-11..2026-05-20'), away('leave', '2026-05-01..2026-05-10')],
      ['2026-05-01..2026-05-20'],
    ],
    [
      'a day of duty between them ends the run',
      [away('leave', '2026-05-01..2026-05-10'), away('leave', '2026-05-12..2026-05-21')],
      [],
    ],
    ['hours of abstraction are none', [away('abstraction', '2026-05-01..2026-07-31')], []],
  ])('%s', (_, absences, expected) => {
    expect(absentRuns(absences, 15).map(told)).toEqual(expected);
  });
});

describe('days that nobody holds', () => {
  it.each<[string, string, string[], string[]]>([
    ['nobody at all', '2026-05-01..2026-05-31', [], ['2026-05-01..2026-05-31']],
    ['all of them held', '2026-05-01..2026-05-31', ['2026-04-01..'], []],
    [
      'a hole',
      '2026-05-01..2026-05-31',
      ['2026-04-01..2026-05-09', '2026-05-20..'],
      ['2026-05-10..2026-05-19'],
    ],
    ['an open run', '2026-05-01..', ['2026-05-10..2026-05-19'], ['2026-05-01..2026-05-09', '2026-05-20..']],
    ['others elsewhere', '2026-05-01..2026-05-31', ['2026-06-01..'], ['2026-05-01..2026-05-31']],
  ])('%s', (_, run, others, expected) => {
    expect(daysWithout(days(run), others.map(days)).map(told)).toEqual(expected);
  });

  it('that two runs have in common', () => {
    const common = commonDays(days('2026-05-01..'), days('2026-04-01..2026-05-31'));
    expect(common && told(common)).toBe('2026-05-01..2026-05-31');
    expect(commonDays(days('2026-05-01..'), days('2026-04-01..2026-04-30'))).toBeNull();
  });
});
