import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../common/calendar.js';
import type { KnownAssignment } from './assignment-plan.js';
import type { AssignmentRole } from './assignment-role.js';
import { coversDay, type DayRange, overlap } from './day-range.js';
import { planHandover } from './handover.js';
import { assignmentsAfter, daysWithoutLead } from './handover-outcome.js';

/** Days are numbers from 0; neighbourhoods of the tests live in the first 40, and looking ends at 60. */
const DAYS = 40;
const LOOKED_AT = 60;
const NAMES = Array.from({ length: LOOKED_AT + 70 }, (_, number) => addDays('2026-02-20', number));
const dayOf = (number: number): string => NAMES[number + 9]!;

const OFFICERS = ['a', 'b', 'c', 'new'];
const assignment = fc.record({
  officerId: fc.constantFrom(...OFFICERS),
  role: fc.constantFrom<AssignmentRole>('lead', 'lead', 'lead', 'named', 'deputy', 'team'),
  first: fc.integer({ min: 0, max: DAYS - 1 }),
  length: fc.option(fc.integer({ min: 1, max: 25 })),
});

/** What the database would take: one lead a day, and one role of an officer. */
const neighbourhood = fc.array(assignment, { maxLength: 8 }).map((drawn) =>
  drawn.reduce<KnownAssignment[]>((taken, { officerId, role, first, length }, index) => {
    const one: KnownAssignment = {
      id: String(index),
      neighbourhoodId: 'n',
      officerId,
      role,
      fromOn: dayOf(first),
      untilOn: length === null ? null : dayOf(first + length - 1),
    };
    const clash = taken.some(
      (other) =>
        overlap(one, other) && (other.officerId === officerId || (other.role === 'lead' && role === 'lead')),
    );
    return clash ? taken : [...taken, one];
  }, []),
);

const leadsOn = (assignments: readonly KnownAssignment[], day: string): KnownAssignment[] =>
  assignments.filter((one) => one.role === 'lead' && coversDay(one, day));

/** Day by day in plain code: what is wrong with the outcome. Few things are expected, because each costs time. */
function wrongDays(
  before: readonly KnownAssignment[],
  after: readonly KnownAssignment[],
  start: DayRange,
  neighbourhoodUntilOn: string | null,
): string[] {
  const vacant = daysWithoutLead(after, dayOf(0), neighbourhoodUntilOn);
  return Array.from({ length: LOOKED_AT }, (_, number) => dayOf(number)).flatMap((day) => {
    const [was, is] = [leadsOn(before, day), leadsOn(after, day)];
    const exists = neighbourhoodUntilOn === null || day <= neighbourhoodUntilOn;
    const busiest = OFFICERS.map(
      (officer) => after.filter((one) => one.officerId === officer && coversDay(one, day)).length,
    );
    const isSaidVacant = vacant.some((run) => coversDay(run, day));
    return [
      ...(is.length > 1 ? [`${day}: two leads`] : []),
      ...(exists && was.length === 1 && is.length === 0 ? [`${day}: a gap`] : []),
      ...(day < start.fromOn && is[0]?.id !== was[0]?.id ? [`${day}: the past is changed`] : []),
      ...(coversDay(start, day) && is[0]?.officerId !== 'new' ? [`${day}: not the new lead`] : []),
      ...(Math.max(...busiest) > 1 ? [`${day}: an officer with two roles`] : []),
      ...(exists && isSaidVacant !== (is.length === 0) ? [`${day}: said to be vacant, or not`] : []),
    ];
  });
}

describe('random handovers', () => {
  it('never leave a gap or a double, and touch nothing before their day', () => {
    let replaced = 0;
    fc.assert(
      fc.property(
        neighbourhood,
        fc.integer({ min: 0, max: DAYS - 1 }),
        fc.integer({ min: -5, max: DAYS }),
        fc.option(fc.integer({ min: DAYS, max: LOOKED_AT - 1 })),
        (assignments, from, today, end) => {
          const fromOn = dayOf(from);
          const neighbourhoodUntilOn = end === null ? null : dayOf(end);
          const handover = planHandover({
            assignments: assignments.filter(({ untilOn }) => untilOn === null || untilOn >= fromOn),
            officerId: 'new',
            fromOn,
            todayOn: dayOf(today),
            neighbourhoodUntilOn,
          });
          const after = assignmentsAfter(assignments, handover, 'new');
          if (handover.kind !== 'replaced') {
            expect(after).toEqual(assignments);
            return;
          }
          replaced += 1;
          expect(wrongDays(assignments, after, handover.start, neighbourhoodUntilOn)).toEqual([]);
          expect(coversDay(handover.start, fromOn)).toBe(true);
          expect(after.filter((one) => one.untilOn !== null && one.untilOn < one.fromOn)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
    // A run in which nothing was ever handed over would have proved nothing.
    expect(replaced).toBeGreaterThan(150);
  });
});
