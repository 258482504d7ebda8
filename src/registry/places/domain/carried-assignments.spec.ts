import { describe, expect, it } from '@jest/globals';
import type { KnownAssignment } from '../../domain/assignment-plan.js';
import type { AssignmentRole } from '../../domain/assignment-role.js';
import { carriedAssignments, endAssignments } from './carried-assignments.js';

let ids = 0;
const held = (
  officerId: string,
  role: AssignmentRole,
  fromOn: string,
  untilOn: string | null = null,
): KnownAssignment => ({ id: `${(ids += 1)}`, neighbourhoodId: 'A', officerId, role, fromOn, untilOn });
const days = { fromOn: '2026-05-01', untilOn: null };

describe('"assignments of the ended neighbourhood end on its last day"', () => {
  it.each<[string, KnownAssignment, 'ended' | 'removed' | 'left']>([
    ['one without an end', held('1', 'lead', '2026-01-01'), 'ended'],
    ['one that would end later', held('1', 'team', '2026-01-01', '2026-05-01'), 'ended'],
    ['one that begins on the last day', held('1', 'team', '2026-04-30'), 'ended'],
    ['one that ends on the last day', held('1', 'team', '2026-01-01', '2026-04-30'), 'left'],
    ['one that is over', held('1', 'team', '2026-01-01', '2026-02-01'), 'left'],
    ['one that would begin the day after', held('1', 'lead', '2026-05-01'), 'removed'],
  ])('%s', (_, assignment, expected) => {
    const { ended, removed } = endAssignments([assignment], '2026-04-30');
    expect({ ended, removed }).toEqual({
      ended: expected === 'ended' ? [assignment] : [],
      removed: expected === 'removed' ? [assignment] : [],
    });
  });
});

describe('officers who go on in the successor', () => {
  const carried = (
    officerId: string,
    role: AssignmentRole,
    fromOn = '2026-05-01',
    untilOn: string | null = null,
  ) => ({
    officerId,
    role,
    fromOn,
    untilOn,
  });
  it.each<[string, KnownAssignment[], ReturnType<typeof carried>[], object[]]>([
    ['a team member', [held('1', 'team', '2026-01-01')], [], [carried('1', 'team')]],
    ['a lead, as named officer', [held('1', 'lead', '2026-01-01')], [], [carried('1', 'named')]],
    [
      'until the day that was planned',
      [held('1', 'deputy', '2026-01-01', '2026-08-31')],
      [],
      [carried('1', 'deputy', '2026-05-01', '2026-08-31')],
    ],
    [
      'from the day that was planned',
      [held('1', 'team', '2026-06-01')],
      [],
      [carried('1', 'team', '2026-06-01')],
    ],
    ['nobody whose assignment is over by then', [held('1', 'team', '2026-01-01', '2026-04-30')], [], []],
    [
      'of two roles the higher',
      [held('1', 'team', '2026-01-01'), held('1', 'named', '2026-01-01')],
      [],
      [carried('1', 'named')],
    ],
    [
      'two roles one after the other',
      [held('1', 'team', '2026-01-01', '2026-05-31'), held('1', 'deputy', '2026-06-01')],
      [],
      [carried('1', 'deputy', '2026-06-01'), carried('1', 'team', '2026-05-01', '2026-05-31')],
    ],
    ['nobody who is to lead it', [held('1', 'lead', '2026-01-01')], [carried('1', 'lead')], []],
    [
      'nobody who has a role in it',
      [held('1', 'named', '2026-01-01')],
      [carried('1', 'team', '2026-01-01')],
      [],
    ],
  ])('%s', (_, ended, already, expected) => {
    expect(carriedAssignments(ended, already, days)).toEqual(expected);
  });

  it('not beyond the successor’s own last day', () => {
    const until = { fromOn: '2026-05-01', untilOn: '2026-12-31' };
    expect(carriedAssignments([held('1', 'team', '2026-01-01')], [], until)).toEqual([
      carried('1', 'team', '2026-05-01', '2026-12-31'),
    ]);
  });
});
