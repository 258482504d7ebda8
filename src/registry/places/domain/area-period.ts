import { formatDay } from '../../../common/calendar.js';
import { type DayRange, overlap } from '../../domain/day-range.js';
import type { PlanProblem } from './succession-plan.js';

/** A period in which something is held by a command area. */
export interface KnownPeriod extends DayRange {
  id: string;
  areaId: string;
  area: string;
}

export type PeriodPlan =
  | { kind: 'problem'; problem: PlanProblem }
  | { kind: 'unchanged' }
  /** The same beginning is recorded: only its end becomes another. */
  | { kind: 'changed'; id: string }
  | { kind: 'added' };

/**
 * Decides whether a neighbourhood may belong to an area, or an officer supervise it, over these days.
 * "A period that ends before it begins" and days outside the area's own are refused; so is an overlap.
 * @param alone a neighbourhood belongs to one area on a day; an officer may supervise several
 */
export function planPeriod(
  area: DayRange & { id: string; name: string },
  known: readonly KnownPeriod[],
  days: DayRange,
  { alone, what }: { alone: boolean; what: string },
): PeriodPlan {
  const refused = (field: string, message: string): PeriodPlan => ({
    kind: 'problem',
    problem: { field, message },
  });
  if (days.untilOn !== null && days.untilOn < days.fromOn) {
    return refused('until', 'The last day must not be before the first');
  }
  if (days.fromOn < area.fromOn) {
    return refused(
      'from',
      `${area.name} begins on ${formatDay(area.fromOn)}; choose that day or a later one`,
    );
  }
  if (area.untilOn !== null && (days.untilOn === null || days.untilOn > area.untilOn)) {
    return refused(
      'until',
      `${area.name} ends on ${formatDay(area.untilOn)}; give that day or an earlier one`,
    );
  }
  const same = known.find((one) => one.areaId === area.id && one.fromOn === days.fromOn);
  if (same && same.untilOn === days.untilOn) return { kind: 'unchanged' };
  const inTheWay = known
    .filter((one) => one !== same && (alone || one.areaId === area.id))
    .find((one) => overlap(one, days));
  if (inTheWay) return refused('from', `${what} ${daysText(inTheWay)}. End that first, or choose other days`);
  return same ? { kind: 'changed', id: same.id } : { kind: 'added' };
}

function daysText({ area, fromOn, untilOn }: KnownPeriod): string {
  return `is in ${area} from ${formatDay(fromOn)} until ${untilOn ? formatDay(untilOn) : 'further notice'}`;
}
