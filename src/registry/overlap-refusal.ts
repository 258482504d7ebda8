import { formatDay } from '../common/calendar.js';
import { DomainError } from '../common/errors.js';
import type { ForceDatabase } from '../database/force-database.js';
import { assignmentsDuring, type HeldAssignment } from './assignment-changes.query.js';
import { type AssignmentRole, ROLE_LABELS } from './domain/assignment-role.js';
import type { DayRange } from './domain/day-range.js';

export interface WantedPeriod extends DayRange {
  neighbourhoodId: string;
  officerId: string;
  role: AssignmentRole;
  /** The assignment that was to be changed, which is not in its own way. */
  ownId?: string;
}

/**
 * What the database's refusal of an overlap means to a person: who holds the place, and when. The refused transaction
 * cannot be asked any more, so this looks again in another; any other error is given back as it is.
 */
export async function overlapRefusal(
  database: ForceDatabase,
  forceId: string,
  error: unknown,
  wanted: WantedPeriod | undefined,
): Promise<unknown> {
  const { code } = ((error as { driverError?: unknown }).driverError ?? {}) as { code?: string };
  if (code !== '23P01' || !wanted) return error;
  const held = await database.inForce(forceId, (manager) =>
    assignmentsDuring(manager, forceId, wanted.neighbourhoodId, wanted),
  );
  const holder = held
    .filter(({ id }) => id !== wanted.ownId)
    .find(
      ({ officerId, role }) => officerId === wanted.officerId || (role === 'lead' && wanted.role === 'lead'),
    );
  const message = holder
    ? `${holdsText(holder)} End that assignment first, or choose other days.`
    : 'Somebody changed the assignments of this neighbourhood meanwhile. Look at them again.';
  return DomainError.conflict(message, [{ field: 'from', message }]);
}

/** `Officer 4711 is lead named officer of NC04 from 1 July 2025 until further notice.` By number: messages are logged. */
export function holdsText({ collarNumber, role, neighbourhood, fromOn, untilOn }: HeldAssignment): string {
  const until = untilOn ? `until ${formatDay(untilOn)}` : 'until further notice';
  return `Officer ${collarNumber} is ${ROLE_LABELS[role].toLowerCase()} of ${neighbourhood} from ${formatDay(fromOn)} ${until}.`;
}
