import { describe, expect, it } from '@jest/globals';
import type { AssignmentRole } from './assignment-role.js';
import type { DayRange } from './day-range.js';
import {
  namingRefusal,
  namingWarnings,
  type OfficerThen,
  otherLeads,
  roleWarnings,
} from './handover-warnings.js';
import type { Rank } from './rank.js';

const rank = (id: string, namedOfficer: boolean): Rank => ({ id, label: id, namedOfficer, aliases: [] });
const RULES = { ranks: [rank('constable', true), rank('inspector', false)], absenceDays: 15 };
const ward: OfficerThen = {
  collarNumber: '4711',
  serviceFromOn: null,
  serviceUntilOn: null,
  dutyEmail: 'ward@duty.example',
  ranks: [{ value: 'constable', fromOn: null, untilOn: null }],
  withheld: [],
  absences: [],
};
const FROM_MAY: DayRange = { fromOn: '2026-05-01', untilOn: null };
const MAY: DayRange = { fromOn: '2026-05-01', untilOn: '2026-05-31' };

describe('"an assignment before the officer joined" and others that cannot be', () => {
  it.each<[string, Partial<OfficerThen>, DayRange, string | null]>([
    ['all is well', {}, FROM_MAY, null],
    ['on the first day of service', { serviceFromOn: '2026-05-01' }, FROM_MAY, null],
    [
      'before it',
      { serviceFromOn: '2026-05-02' },
      FROM_MAY,
      'from: Officer 4711 joins on 2 May 2026; choose that day or a later one',
    ],
    ['on the last day of service', { serviceUntilOn: '2026-05-01' }, FROM_MAY, null],
    [
      'after it',
      { serviceUntilOn: '2026-04-30' },
      FROM_MAY,
      'from: Officer 4711 leaves on 30 April 2026; choose that day or an earlier one',
    ],
    [
      'going on after it',
      { serviceUntilOn: '2026-05-30' },
      MAY,
      'until: Officer 4711 leaves on 30 May 2026; choose that day or an earlier one',
    ],
    [
      'an inspector',
      { ranks: [{ value: 'inspector', fromOn: null, untilOn: null }] },
      MAY,
      'collarNumber: The rank inspector cannot be lead named officer; choose a constable',
    ],
    [
      'a constable who was an inspector until the day before',
      {
        ranks: [
          { value: 'inspector', fromOn: null, untilOn: '2026-04-30' },
          { value: 'constable', fromOn: '2026-05-01', untilOn: null },
        ],
      },
      MAY,
      null,
    ],
  ])('%s', (_, more, days, expected) => {
    const refusal = namingRefusal({ ...ward, ...more }, 'lead', days, RULES);
    expect(refusal && `${refusal.field}: ${refusal.message}`).toBe(expected);
  });

  it('a rank that may not be named can be in the team', () => {
    const inspector = { ...ward, ranks: [{ value: 'inspector', fromOn: null, untilOn: null }] };
    expect(namingRefusal(inspector, 'team', MAY, RULES)).toBeNull();
  });
});

describe('what a person should know before an officer is named', () => {
  const leave = { kind: 'leave' as const, fromOn: '2026-05-10', untilOn: '2026-06-30' };
  it.each<[string, Partial<OfficerThen>, string[]]>([
    ['nothing', {}, []],
    [
      'withheld for some of it',
      { withheld: [{ fromOn: '2026-06-01', untilOn: '2026-06-30' }] },
      ['The officer’s name is withheld from 1 June 2026 until 30 June 2026: the public page shows'],
    ],
    ['withheld before', { withheld: [{ fromOn: null, untilOn: '2026-04-30' }] }, []],
    [
      'a rank to come',
      {
        ranks: [
          { value: 'constable', fromOn: null, untilOn: '2026-08-31' },
          { value: 'inspector', fromOn: '2026-09-01', untilOn: null },
        ],
      },
      ['From 1 September 2026 the rank is inspector, who cannot be named'],
    ],
    [
      'absent for some of it',
      { absences: [leave] },
      ['The officer is absent from 10 May 2026 until 30 June 2026.'],
    ],
    ['away for a fortnight', { absences: [{ ...leave, untilOn: '2026-05-23' }] }, []],
    ['leaving', { serviceUntilOn: '2026-12-31' }, ['The officer leaves on 31 December 2026']],
    ['without a duty address', { dutyEmail: null }, ['The officer has no duty email']],
  ])('%s', (_, more, expected) => {
    const warnings = namingWarnings({ ...ward, ...more }, 'lead', FROM_MAY, RULES);
    expect(warnings).toHaveLength(expected.length);
    warnings.forEach((warning, index) => expect(warning).toContain(expected[index]));
  });

  it('of whoever leads another neighbourhood then', () => {
    const held = (role: AssignmentRole, neighbourhoodId: string, fromOn: string, untilOn: string | null) => ({
      ...{ role, neighbourhoodId, neighbourhood: `Place ${neighbourhoodId}`, fromOn, untilOn },
    });
    const assignments = [
      held('lead', 'here', '2026-01-01', null),
      held('lead', 'a', '2026-01-01', '2026-04-30'),
      held('lead', 'b', '2026-01-01', '2026-05-31'),
      held('team', 'c', '2026-01-01', null),
    ];
    expect(otherLeads(assignments, 'here', FROM_MAY)).toEqual([
      'The officer leads Place b too, from 1 January 2026 until 31 May 2026.',
    ]);
  });

  it('of what no deputy makes up for', () => {
    const leaving = { ...ward, serviceUntilOn: '2026-12-31', absences: [leave] };
    expect(roleWarnings(leaving, 'lead', FROM_MAY, RULES.ranks)).toEqual([
      'The officer leaves on 31 December 2026: after it this assignment covers nothing.',
    ]);
  });
});
