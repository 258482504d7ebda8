import { describe, expect, it } from '@jest/globals';
import { absenceProblems, absenceText } from './absence-facts.js';
import type { AbsenceKind } from './absence-kind.js';

const absence = (
  kind: AbsenceKind,
  fromOn: string,
  untilOn: string | null,
  hours: number | null = null,
): Parameters<typeof absenceProblems>[0] => ({ kind, fromOn, untilOn, hours });

describe('an absence by itself', () => {
  const service = { serviceFromOn: '2026-01-01', serviceUntilOn: '2026-12-31' };
  it.each<[string, Parameters<typeof absenceProblems>[0], string[]]>([
    ['leave', absence('leave', '2026-05-01', '2026-05-14'), []],
    ['one day', absence('leave', '2026-05-01', '2026-05-01'), []],
    ['sickness without an end', absence('sickness', '2026-05-01', null), []],
    ['a period that ends before it begins', absence('leave', '2026-05-02', '2026-05-01'), ['until']],
    ['hours of leave', absence('leave', '2026-05-01', null, 8), ['hours']],
    ['an abstraction without hours', absence('abstraction', '2026-05-01', '2026-05-31'), ['hours']],
    ['an abstraction', absence('abstraction', '2026-05-01', '2026-05-31', 37.5), []],
    ['all hours of its days', absence('abstraction', '2026-05-01', '2026-05-02', 48), []],
    ['more hours than its days have', absence('abstraction', '2026-05-01', '2026-05-02', 48.5), ['hours']],
    ['hours of days that have no end yet', absence('abstraction', '2026-05-01', null, 480), []],
    ['less than no hours', absence('abstraction', '2026-05-01', '2026-05-31', -1), ['hours']],
    ['before the officer joined', absence('leave', '2025-12-31', null), ['from']],
    ['after the officer left', absence('leave', '2027-01-01', null), ['from']],
  ])('%s', (_, facts, fields) => {
    expect(absenceProblems(facts, service).map(({ field }) => field)).toEqual(fields);
  });

  it('reads as a sentence', () => {
    expect(absenceText(absence('parental-leave', '2026-05-01', null))).toBe(
      'Parental leave from 1 May 2026 until further notice',
    );
  });
});
