import { describe, expect, it } from '@jest/globals';
import { absenceClashes, type DatedAbsence } from './absence-clashes.js';

const absence = (fromOn: string, untilOn: string | null, kind = 'leave', officerId = 'a'): DatedAbsence => ({
  officerId,
  kind,
  fromOn,
  untilOn,
});
const row = (line: number, ...rest: Parameters<typeof absence>): DatedAbsence & { line: number } => ({
  line,
  ...absence(...rest),
});

describe('"an officer is away for one reason at a time"', () => {
  it.each<[string, DatedAbsence[], (DatedAbsence & { line: number })[], number[]]>([
    ['nothing else', [], [row(2, '2026-01-01', null)], []],
    ['the day after', [absence('2026-01-01', '2026-01-05')], [row(2, '2026-01-06', null)], []],
    ['the same last day', [absence('2026-01-01', '2026-01-05')], [row(2, '2026-01-05', null)], [2]],
    ['one without an end', [absence('2026-01-01', null)], [row(2, '2030-01-01', '2030-01-01')], [2]],
    ['another officer', [absence('2026-01-01', null, 'leave', 'b')], [row(2, '2026-02-01', null)], []],
    ['hours of abstraction', [absence('2026-01-01', null, 'abstraction')], [row(2, '2026-02-01', null)], []],
    [
      'abstraction over leave',
      [absence('2026-01-01', null)],
      [row(2, '2026-02-01', null, 'abstraction')],
      [],
    ],
    ['a row above', [], [row(2, '2026-01-01', '2026-01-09'), row(3, '2026-01-09', null, 'sickness')], [3]],
    [
      'a row above that is itself in the way of what is recorded',
      [absence('2026-01-01', '2026-01-02')],
      [row(2, '2026-01-02', '2026-01-09'), row(3, '2026-01-09', null)],
      [2],
    ],
  ])('with %s', (_, recorded, wanted, lines) => {
    expect(absenceClashes(recorded, wanted).map(({ line }) => line)).toEqual(lines);
  });
});
