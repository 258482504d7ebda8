import { describe, expect, it } from '@jest/globals';
import { type KnownAssignment, planAssignments, type WantedAssignment } from './assignment-plan.js';
import type { AssignmentRole } from './assignment-role.js';

type Facts = [officerId: string, role: AssignmentRole, fromOn: string, untilOn: string | null];

const known = (...[officerId, role, fromOn, untilOn]: Facts): KnownAssignment => ({
  id: `${officerId}-${role}-${fromOn}`,
  neighbourhoodId: 'n',
  officerId,
  role,
  fromOn,
  untilOn,
});
const wanted = (line: number, ...[officerId, role, fromOn, untilOn]: Facts): WantedAssignment => ({
  line,
  neighbourhoodId: 'n',
  officerId,
  role,
  fromOn,
  untilOn,
});

describe('a file of assignments', () => {
  it.each<[string, KnownAssignment[], WantedAssignment[], object]>([
    ['adds what is new', [], [wanted(2, 'a', 'lead', '2026-01-01', null)], { added: 1 }],
    [
      'leaves what is the same',
      [known('a', 'lead', '2026-01-01', null)],
      [wanted(2, 'a', 'lead', '2026-01-01', null)],
      { unchanged: 1 },
    ],
    [
      'ends what it says ends',
      [known('a', 'lead', '2026-01-01', null)],
      [wanted(2, 'a', 'lead', '2026-01-01', '2026-03-31')],
      { changed: 1 },
    ],
    [
      'hands over',
      [known('a', 'lead', '2026-01-01', null)],
      [wanted(2, 'a', 'lead', '2026-01-01', '2026-03-31'), wanted(3, 'b', 'lead', '2026-04-01', null)],
      { changed: 1, added: 1 },
    ],
    [
      'hands over, whatever the order',
      [known('a', 'lead', '2026-01-01', null)],
      [wanted(2, 'b', 'lead', '2026-04-01', null), wanted(3, 'a', 'lead', '2026-01-01', '2026-03-31')],
      { changed: 1, added: 1 },
    ],
    [
      'gives two named officers beside a lead',
      [],
      [
        wanted(2, 'a', 'lead', '2026-01-01', null),
        wanted(3, 'b', 'named', '2026-01-01', null),
        wanted(4, 'c', 'named', '2026-01-01', null),
      ],
      { added: 3 },
    ],
  ])('%s', (_, recorded, rows, expected) => {
    const plan = planAssignments(recorded, rows);
    expect(plan.clashes).toEqual([]);
    expect({ added: plan.added.length, changed: plan.changed.length, unchanged: plan.unchanged }).toEqual({
      added: 0,
      changed: 0,
      unchanged: 0,
      ...expected,
    });
  });

  const recorded = known('a', 'lead', '2026-01-01', null);
  it.each<[string, KnownAssignment[], WantedAssignment[], object]>([
    [
      'a second lead beside a recorded one',
      [recorded],
      [wanted(2, 'b', 'lead', '2026-04-01', null)],
      { line: 2, kind: 'second-lead', with: recorded },
    ],
    [
      'a second lead in the file',
      [],
      [wanted(2, 'a', 'lead', '2026-01-01', '2026-04-01'), wanted(3, 'b', 'lead', '2026-04-01', null)],
      { line: 3, kind: 'second-lead', with: expect.objectContaining({ line: 2 }) },
    ],
    [
      'a second role of an officer',
      [recorded],
      [wanted(2, 'a', 'team', '2026-02-01', null)],
      { line: 2, kind: 'second-role', with: recorded },
    ],
    [
      'an end pushed over the next lead',
      [known('a', 'lead', '2026-01-01', '2026-01-31'), known('b', 'lead', '2026-02-01', null)],
      [wanted(2, 'a', 'lead', '2026-01-01', '2026-02-01')],
      { line: 2, kind: 'second-lead', with: expect.objectContaining({ officerId: 'b' }) },
    ],
    [
      'the same row twice',
      [],
      [wanted(2, 'a', 'lead', '2026-01-01', null), wanted(7, 'a', 'lead', '2026-01-01', '2026-02-01')],
      { line: 7, kind: 'same-row', with: { line: 2 } },
    ],
  ])('is refused for %s', (_, before, rows, clash) => {
    expect(planAssignments(before, rows).clashes).toEqual([clash]);
  });

  it('keeps neighbourhoods apart', () => {
    const elsewhere = { ...wanted(3, 'a', 'lead', '2026-01-01', null), neighbourhoodId: 'm' };
    expect(planAssignments([], [wanted(2, 'a', 'lead', '2026-01-01', null), elsewhere]).clashes).toEqual([]);
  });
});
