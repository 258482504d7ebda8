import { addDays } from '../../common/calendar.js';
import type { KnownAssignment } from './assignment-plan.js';
import { coversDay, type DayRange } from './day-range.js';

export interface HandoverRequest {
  /** Assignments of the one neighbourhood that are not over before `fromOn`. */
  assignments: readonly KnownAssignment[];
  officerId: string;
  /** The new lead's first day. */
  fromOn: string;
  /** The local day on which this is asked. */
  todayOn: string;
  /** The neighbourhood's own last day, null if it goes on. */
  neighbourhoodUntilOn: string | null;
}

/** What replacing the lead named officer does to the assignments of a neighbourhood. */
export type Handover =
  /** He is the lead on that day already. */
  | { kind: 'unchanged'; current: KnownAssignment }
  /** Somebody began as lead after that day and no later than today: the past would be rewritten. */
  | { kind: 'refused'; began: KnownAssignment }
  | {
      kind: 'replaced';
      start: DayRange;
      /** The lead until then, if there was one. */
      before: KnownAssignment | null;
      /** Assignments that now end the day before. */
      ended: { assignment: KnownAssignment; untilOn: string }[];
      /** Assignments that would have no day left. */
      removed: KnownAssignment[];
      /** A lead already recorded for later, who takes over as planned. */
      successor: KnownAssignment | null;
    };

/**
 * Decides a handover so that the neighbourhood has one lead on every day and the new lead no second role.
 *
 * The lead of `fromOn` ends the day before; if he began on that very day, nothing of his assignment is left. A lead
 * recorded for a later day keeps that day, and the new one ends the day before it. Any other role of the new lead in
 * the neighbourhood ends the day before too.
 * @example a lead since 1 January, replaced from 1 March: he ends on 28 February, the new one starts on 1 March
 */
export function planHandover(request: HandoverRequest): Handover {
  const { assignments, officerId, fromOn, todayOn, neighbourhoodUntilOn } = request;
  const leads = assignments.filter(({ role }) => role === 'lead');
  const before = leads.find((lead) => coversDay(lead, fromOn)) ?? null;
  if (before?.officerId === officerId) return { kind: 'unchanged', current: before };

  const later = leads.filter((lead) => lead.fromOn > fromOn).sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
  const began = later.find((lead) => lead.fromOn <= todayOn);
  if (began) return { kind: 'refused', began };

  // He was to begin later and now begins sooner: his planned assignment is replaced by the longer one.
  const [next] = later;
  const sooner = next?.officerId === officerId ? next : null;
  const successor = later.find((lead) => lead !== sooner) ?? null;
  const lastDays = [
    sooner ? sooner.untilOn : null,
    successor && addDays(successor.fromOn, -1),
    neighbourhoodUntilOn,
  ].filter((day) => day !== null);
  const start = { fromOn, untilOn: lastDays.length > 0 ? lastDays.reduce(earlier) : null };

  const giveWay = assignments.filter((assignment) => {
    const own = assignment.officerId === officerId && assignment.role !== 'lead';
    const inTheWay = assignment.fromOn <= (start.untilOn ?? assignment.fromOn);
    return assignment === before || assignment === sooner || (own && inTheWay);
  });
  return {
    kind: 'replaced',
    start,
    before,
    ended: giveWay
      .filter((assignment) => assignment.fromOn < fromOn)
      .map((assignment) => ({ assignment, untilOn: addDays(fromOn, -1) })),
    removed: giveWay.filter((assignment) => assignment.fromOn >= fromOn),
    successor,
  };
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
