import { describe, expect, it } from '@jest/globals';
import type { KnownAssignment } from '../../domain/assignment-plan.js';
import type { AssignmentRole } from '../../domain/assignment-role.js';
import { type DayRange, overlap } from '../../domain/day-range.js';
import { daysToCover, type DeputyPlan, planDeputy } from './deputy-plan.js';

const MAY: DayRange = { fromOn: '2026-05-01', untilOn: '2026-05-31' };
const own = (role: AssignmentRole, fromOn: string, untilOn: string | null = null): KnownAssignment => ({
  id: role,
  neighbourhoodId: 'n',
  officerId: 'deputy',
  role,
  fromOn,
  untilOn,
});
const run = ({ fromOn, untilOn }: DayRange): string => `${fromOn}..${untilOn ?? ''}`;
const told = ({ added, ended, removed, resumed, supervises }: DeputyPlan): string[] => [
  ...added.map((days) => `deputy ${run(days)}`),
  ...ended.map(({ id, untilOn }) => `${id} ends ${untilOn}`),
  ...removed.map((id) => `${id} is removed`),
  ...resumed.map((days) => `team again ${run(days)}`),
  ...(supervises ? ['supervises'] : []),
];

describe('naming a deputy for the days of an absence', () => {
  it.each<[string, KnownAssignment[], DayRange, string[]]>([
    ['who has no role there', [], MAY, ['deputy 2026-05-01..2026-05-31']],
    ['until further notice', [], { fromOn: '2026-05-01', untilOn: null }, ['deputy 2026-05-01..']],
    ['who is the deputy already', [own('deputy', '2026-01-01')], MAY, []],
    ['who is named there too', [own('named', '2026-01-01')], MAY, []],
    [
      'whose time as deputy ends before the absence does',
      [own('deputy', '2026-01-01', '2026-05-10')],
      MAY,
      ['deputy 2026-05-11..2026-05-31'],
    ],
    [
      'who is in the team: the role gives way and goes on afterwards',
      [own('team', '2026-01-01')],
      MAY,
      ['deputy 2026-05-01..2026-05-31', 'team ends 2026-04-30', 'team again 2026-06-01..'],
    ],
    [
      'who joins the team within the absence',
      [own('team', '2026-05-10')],
      MAY,
      ['deputy 2026-05-01..2026-05-31', 'team is removed', 'team again 2026-06-01..'],
    ],
    [
      'who is in the team in those days only',
      [own('team', '2026-05-10', '2026-05-20')],
      MAY,
      ['deputy 2026-05-01..2026-05-31', 'team is removed'],
    ],
    [
      'whose team role is over by then',
      [own('team', '2026-01-01', '2026-04-30')],
      MAY,
      ['deputy 2026-05-01..2026-05-31'],
    ],
    [
      'who supervises it',
      [own('supervisor', '2026-01-01')],
      MAY,
      ['deputy 2026-05-01..2026-05-31', 'supervises'],
    ],
  ])('%s', (_, assignments, days, expected) => {
    const plan = planDeputy(assignments, days);
    expect(told(plan)).toEqual(expected);
    for (const days of plan.added) {
      expect(plan.resumed.some((rest) => overlap(rest, days))).toBe(false);
    }
  });
});

describe('the days that need a deputy', () => {
  it('are those of the absence on which the officer is named', () => {
    const named = [
      { neighbourhoodId: 'b', fromOn: '2026-05-16', untilOn: null },
      { neighbourhoodId: 'a', fromOn: '2026-01-01', untilOn: '2026-05-15' },
      { neighbourhoodId: 'c', fromOn: '2026-06-01', untilOn: null },
    ];
    const found = daysToCover(named, MAY).map(
      ({ assignment, days }) => `${assignment.neighbourhoodId} ${run(days)}`,
    );
    expect(found).toEqual(['a 2026-05-01..2026-05-15', 'b 2026-05-16..2026-05-31']);
    expect(
      daysToCover(named.slice(0, 1), { fromOn: '2026-05-01', untilOn: null })[0]!.days.untilOn,
    ).toBeNull();
  });
});
