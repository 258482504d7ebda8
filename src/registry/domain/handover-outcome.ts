import type { KnownAssignment } from './assignment-plan.js';
import { type DayRange, daysWithout } from './day-range.js';
import type { Handover } from './handover.js';

/** The assignments of the neighbourhood as they are after a handover. */
export function assignmentsAfter(
  assignments: readonly KnownAssignment[],
  handover: Handover,
  officerId: string,
): KnownAssignment[] {
  if (handover.kind !== 'replaced') return [...assignments];
  const gone = new Set(handover.removed.map(({ id }) => id));
  const ends = new Map(handover.ended.map(({ assignment, untilOn }) => [assignment.id, untilOn]));
  const kept = assignments
    .filter(({ id }) => !gone.has(id))
    .map((one) => ({ ...one, untilOn: ends.get(one.id) ?? one.untilOn }));
  const neighbourhoodId = assignments[0]?.neighbourhoodId ?? '';
  return [...kept, { id: '', neighbourhoodId, officerId, role: 'lead', ...handover.start }];
}

/**
 * The days from a day on that nobody leads the neighbourhood, as long as it exists, in order.
 * @example one lead until 31 March and the next from 3 April // 1 to 2 April
 */
export function daysWithoutLead(
  assignments: readonly KnownAssignment[],
  fromOn: string,
  neighbourhoodUntilOn: string | null,
): DayRange[] {
  const leads = assignments.filter(({ role }) => role === 'lead');
  return daysWithout({ fromOn, untilOn: neighbourhoodUntilOn }, leads);
}
