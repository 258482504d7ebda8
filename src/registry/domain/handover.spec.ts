import { describe, expect, it } from '@jest/globals';
import type { KnownAssignment } from './assignment-plan.js';
import type { AssignmentRole } from './assignment-role.js';
import { type Handover, planHandover } from './handover.js';

const known = (
  officerId: string,
  role: AssignmentRole,
  fromOn: string,
  untilOn: string | null = null,
): KnownAssignment => ({
  id: `${officerId}-${role}-${fromOn}`,
  neighbourhoodId: 'n',
  officerId,
  role,
  fromOn,
  untilOn,
});

const TODAY = '2026-04-10';
const replace = (
  fromOn: string,
  assignments: KnownAssignment[],
  neighbourhoodUntilOn: string | null = null,
): Handover => planHandover({ assignments, officerId: 'new', fromOn, todayOn: TODAY, neighbourhoodUntilOn });

/** One line a consequence, so that a case reads like a sentence. */
function told(handover: Handover): string[] {
  if (handover.kind === 'unchanged') return [`unchanged: lead since ${handover.current.fromOn}`];
  if (handover.kind === 'refused')
    return [`refused: ${handover.began.officerId} began ${handover.began.fromOn}`];
  return [
    ...handover.ended.map(
      ({ assignment, untilOn }) => `${assignment.officerId} ${assignment.role} ends ${untilOn}`,
    ),
    ...handover.removed.map(({ officerId, role, fromOn }) => `${officerId} ${role} of ${fromOn} is removed`),
    `new lead ${handover.start.fromOn} to ${handover.start.untilOn ?? 'further notice'}`,
    ...(handover.successor ? [`then ${handover.successor.officerId} from ${handover.successor.fromOn}`] : []),
  ];
}

describe('replacing the lead named officer', () => {
  const old = known('old', 'lead', '2026-01-01');
  const bounded = known('old', 'lead', '2026-01-01', '2026-06-30');

  it.each<[string, string, KnownAssignment[], string[]]>([
    [
      'from tomorrow',
      '2026-04-11',
      [old],
      ['old lead ends 2026-04-10', 'new lead 2026-04-11 to further notice'],
    ],
    [
      'from a day past',
      '2026-02-01',
      [old],
      ['old lead ends 2026-01-31', 'new lead 2026-02-01 to further notice'],
    ],
    ['in a vacant neighbourhood', '2026-04-11', [], ['new lead 2026-04-11 to further notice']],
    [
      'who was to leave anyway',
      '2026-05-01',
      [bounded],
      ['old lead ends 2026-04-30', 'new lead 2026-05-01 to further notice'],
    ],
    [
      'on the very day he began',
      '2026-01-01',
      [old],
      ['old lead of 2026-01-01 is removed', 'new lead 2026-01-01 to further notice'],
    ],
    [
      'the day after he began',
      '2026-01-02',
      [old],
      ['old lead ends 2026-01-01', 'new lead 2026-01-02 to further notice'],
    ],
    [
      'by the same officer',
      '2026-04-11',
      [known('new', 'lead', '2026-01-01')],
      ['unchanged: lead since 2026-01-01'],
    ],
    [
      'by the same officer who will leave',
      '2026-04-11',
      [known('new', 'lead', '2026-01-01', '2026-04-30')],
      ['unchanged: lead since 2026-01-01'],
    ],
    ['from before he began', '2025-12-01', [old], ['refused: old began 2026-01-01']],
    [
      'from before today’s lead began',
      '2026-04-01',
      [known('old', 'lead', TODAY)],
      [`refused: old began ${TODAY}`],
    ],
    [
      'when a successor is recorded',
      '2026-05-01',
      [bounded, known('next', 'lead', '2026-07-01')],
      ['old lead ends 2026-04-30', 'new lead 2026-05-01 to 2026-06-30', 'then next from 2026-07-01'],
    ],
    [
      'after a recorded successor began',
      '2026-08-01',
      [known('next', 'lead', '2026-07-01')],
      ['next lead ends 2026-07-31', 'new lead 2026-08-01 to further notice'],
    ],
    [
      'by who was to begin later',
      '2026-05-01',
      [bounded, known('new', 'lead', '2026-07-01')],
      [
        'old lead ends 2026-04-30',
        'new lead of 2026-07-01 is removed',
        'new lead 2026-05-01 to further notice',
      ],
    ],
    [
      'by who was to begin later, for a while',
      '2026-05-01',
      [bounded, known('new', 'lead', '2026-07-01', '2026-08-31'), known('next', 'lead', '2026-09-01')],
      [
        'old lead ends 2026-04-30',
        'new lead of 2026-07-01 is removed',
        'new lead 2026-05-01 to 2026-08-31',
        'then next from 2026-09-01',
      ],
    ],
    [
      'by his deputy',
      '2026-05-01',
      [old, known('new', 'deputy', '2026-02-01')],
      ['old lead ends 2026-04-30', 'new deputy ends 2026-04-30', 'new lead 2026-05-01 to further notice'],
    ],
    [
      'by a member who joined that day',
      '2026-05-01',
      [old, known('new', 'team', '2026-05-01')],
      [
        'old lead ends 2026-04-30',
        'new team of 2026-05-01 is removed',
        'new lead 2026-05-01 to further notice',
      ],
    ],
    [
      'by a member who was to join later',
      '2026-05-01',
      [old, known('new', 'team', '2026-06-01')],
      [
        'old lead ends 2026-04-30',
        'new team of 2026-06-01 is removed',
        'new lead 2026-05-01 to further notice',
      ],
    ],
    [
      'by a member whose role begins after the successor',
      '2026-05-01',
      [known('next', 'lead', '2026-06-01'), known('new', 'team', '2026-06-01')],
      ['new lead 2026-05-01 to 2026-05-31', 'then next from 2026-06-01'],
    ],
    [
      'beside other roles',
      '2026-05-01',
      [old, known('other', 'named', '2026-01-01'), known('boss', 'supervisor', '2026-01-01')],
      ['old lead ends 2026-04-30', 'new lead 2026-05-01 to further notice'],
    ],
    [
      'over a leap day',
      '2028-03-01',
      [old],
      ['old lead ends 2028-02-29', 'new lead 2028-03-01 to further notice'],
    ],
  ])('%s', (_, fromOn, assignments, expected) => {
    expect(told(replace(fromOn, assignments))).toEqual(expected);
  });

  it('ends with the neighbourhood', () => {
    expect(told(replace('2026-05-01', [old], '2026-12-31'))).toEqual([
      'old lead ends 2026-04-30',
      'new lead 2026-05-01 to 2026-12-31',
    ]);
  });
});
