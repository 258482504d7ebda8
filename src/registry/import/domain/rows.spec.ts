import { describe, expect, it } from '@jest/globals';
import type { ParsedRow } from '../../domain/parsed-row.js';
import { parseAbsenceRow } from './absence-row.js';
import { parseDutyHoursRow } from './duty-hours-row.js';
import { parseEventRow } from './event-row.js';
import { namesakeNotes, withoutDoubles } from './officer-doubles.js';
import { parsePriorityRow } from './priority-row.js';

const ABSENCE = { collar_number: '4711', kind: 'Sick leave', from: '2026-03-02', until: '', hours: '' };
const DUTY = { collar_number: '4711', month: '2026-03', rostered_hours: '152', abstracted_hours: '37.5' };
const PRIORITY = {
  neighbourhood_code: 'NC01',
  issue: 'Theft',
  issue_date: '2026-03-02',
  action: '',
  action_date: '',
};
const EVENT = {
  neighbourhood_code: 'NC01',
  type: 'Beat meeting',
  title: 'Beat meeting',
  address: 'Village Hall',
  starts: '2026-06-02 19:00',
};

const problemsOf = (parsed: ParsedRow<unknown>): string[] =>
  'problems' in parsed ? parsed.problems.map(({ column, reason }) => `${column} ${reason}`) : [];

describe('a row of absences', () => {
  it.each([
    ['annual leave', 'leave'],
    ['Maternity_Leave', 'parental-leave'],
    ['SICK', 'sickness'],
    ['secondment', 'secondment'],
  ])('reads %s as %s', (kind, expected) => {
    expect(parseAbsenceRow({ ...ABSENCE, kind })).toMatchObject({ row: { kind: expected, hours: null } });
  });

  it('has hours of abstraction only, and an end only if the file says so', () => {
    expect(parseAbsenceRow({ ...ABSENCE, hours: '70' })).toMatchObject({
      row: { hours: null, untilOn: null },
    });
    expect(parseAbsenceRow({ ...ABSENCE, kind: 'abstraction', hours: '7.5' })).toMatchObject({
      row: { hours: '7.50' },
    });
    const { hours: _hours, ...without } = ABSENCE;
    expect(parseAbsenceRow({ ...without, kind: 'abstraction' })).toMatchObject({ row: { hours: undefined } });
    const { until: _, ...cells } = ABSENCE;
    expect(parseAbsenceRow(cells)).toMatchObject({ row: { untilOn: undefined } });
  });

  it('names all that is wrong', () => {
    expect(problemsOf(parseAbsenceRow({ ...ABSENCE, kind: '', until: '2026-03-01' }))).toEqual([
      'kind is missing',
      'until 2026-03-01 is before from (2026-03-02); it is the last day and included',
    ]);
  });
});

describe('a row of duty hours', () => {
  it('is of a calendar month, in hours with two decimals', () => {
    const row = {
      collarNumber: '4711',
      monthOn: '2026-03-01',
      rosteredHours: '152.00',
      abstractedHours: '37.50',
    };
    expect(parseDutyHoursRow(DUTY)).toEqual({ row });
    expect(parseDutyHoursRow({ ...DUTY, month: '2026-03-01' })).toEqual({ row });
  });

  it.each([
    ['month', '2026-03-02', 'month "2026-03-02" is no month; write it like 2026-03'],
    ['month', 'March', 'month "March" is no month; write it like 2026-03'],
    ['rostered_hours', '100000', 'rostered_hours "100000" is no number of hours; write it like 152 or 37.5'],
    [
      'abstracted_hours',
      '152.01',
      'abstracted_hours is more than rostered_hours (152), of which it is a part',
    ],
    ['abstracted_hours', '', 'abstracted_hours is missing'],
  ])('is refused when %s is %j', (column, text, problem) => {
    expect(problemsOf(parseDutyHoursRow({ ...DUTY, [column]: text }))).toEqual([problem]);
  });
});

describe('a row of priorities', () => {
  it.each<[string, Record<string, string>, object]>([
    ['without an action', PRIORITY, { action: null, actionAt: null, endedOn: undefined }],
    [
      'with one',
      { ...PRIORITY, action: 'Patrols', action_date: '2026-03-05' },
      { action: 'Patrols', actionAt: '2026-03-05T00:00:00.000Z' },
    ],
    ['that has ended', { ...PRIORITY, ended: '2026-04-01' }, { endedOn: '2026-04-01' }],
  ])('is read %s', (_, cells, row) => {
    expect(parsePriorityRow(cells)).toMatchObject({ row });
  });

  it('leaves the action as it is recorded if the file has no such columns', () => {
    const { action: _, action_date: __, ...cells } = PRIORITY;
    expect(parsePriorityRow(cells)).toMatchObject({ row: { action: undefined, actionAt: undefined } });
  });

  it('is refused with an action and no date, or a date and no action', () => {
    expect(problemsOf(parsePriorityRow({ ...PRIORITY, action: 'x' }))).toEqual([
      'action_date is missing; an action has its date',
    ]);
    expect(problemsOf(parsePriorityRow({ ...PRIORITY, action_date: '2026-03-05' }))).toEqual([
      'action is missing; its date is there',
    ]);
  });
});

describe('a row of events', () => {
  it('has a type, a local time, and nothing that the file does not say', () => {
    expect(parseEventRow(EVENT)).toMatchObject({
      row: {
        type: 'beat-meeting',
        startsAt: '2026-06-02T18:00:00.000Z',
        endsAt: undefined,
        cancelled: undefined,
      },
    });
    expect(parseEventRow({ ...EVENT, cancelled: '' })).toMatchObject({ row: { cancelled: undefined } });
  });

  it.each([
    ['type', 'disco', /^type "disco" is no type/],
    ['ends', '2026-06-02 18:59', /^ends is before starts/],
    ['attended', '-1', /^attended "-1" must be a whole number, 0 or more/],
    ['cancelled', 'perhaps', /^cancelled "perhaps" must be yes or no/],
    ['email', 'x', /^email "x" is no e-mail address/],
  ])('is refused when %s is %j', (column, text, problem) => {
    expect(problemsOf(parseEventRow({ ...EVENT, [column]: text }))).toEqual([
      expect.stringMatching(problem) as unknown,
    ]);
  });
});

describe('"the same officer twice with different collar numbers"', () => {
  const officer = (
    line: number,
    collarNumber: string,
    externalId: string | null,
    name = 'Ann Ward',
  ): object & {
    line: number;
    collarNumber: string;
    externalId: string | null;
    name: string;
  } => ({ line, collarNumber, externalId, name });

  it('is refused by the id of the force, naming both lines', () => {
    const { rows, doubles } = withoutDoubles([
      officer(2, '1', 'P'),
      officer(3, '2', 'P'),
      officer(4, '1', null),
    ]);
    expect(rows.map(({ line }) => line)).toEqual([2]);
    expect(doubles).toEqual([
      {
        line: 3,
        column: 'external_id',
        reason: 'P is officer 1 on line 2 too; one person has one collar number',
      },
      { line: 4, column: 'collar_number', reason: '1 stands on line 2 too; an officer has one row' },
    ]);
  });

  it('is only noted of one name, by number', () => {
    expect(
      namesakeNotes([officer(2, '1', null), officer(3, '2', null, 'ANN  ward'), officer(4, '3', null, 'B')]),
    ).toEqual(['Officers of the same name; check that they are different people: 1 and 2 (lines 2 and 3).']);
  });
});
