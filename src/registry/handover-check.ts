import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { formatDay } from '../common/calendar.js';
import { DomainError } from '../common/errors.js';
import {
  assignmentsDuring,
  type HeldAssignment,
  type LockedNeighbourhood,
  lockNeighbourhood,
} from './assignment-changes.query.js';
import type { StateRun } from './coverage/domain/state-runs.js';
import { coversDay, type DayRange } from './domain/day-range.js';
import { assignmentsAfter, daysWithoutLead } from './domain/handover-outcome.js';
import { namingWarnings, otherLeads } from './domain/handover-warnings.js';
import { type Handover, planHandover } from './domain/handover.js';
import { NAMING_RULES, officerFor } from './officer-check.js';
import type { OfficerRecord } from './officer-record.query.js';
import { holdsText } from './overlap-refusal.js';
import { unledSince } from './unled-since.query.js';

/** A handover and all that a person should know before it is saved. */
export interface HandoverCheck {
  handover: Exclude<Handover, { kind: 'refused' }>;
  place: LockedNeighbourhood;
  officer: OfficerRecord;
  /** Assignments of the neighbourhood that are not over before today or the first day. */
  held: HeldAssignment[];
  warnings: string[];
  /** What coverage will say of the neighbourhood, from the new lead's first day on. */
  coverage: StateRun[];
  /**
   * Days from today on which nobody will lead the neighbourhood; for a first day past, from the last lead before it.
   */
  vacant: DayRange[];
}

/** What is planned before coverage was asked. */
export type HandoverPlan = Omit<HandoverCheck, 'coverage'>;

/**
 * Plans a handover; the neighbourhood is locked, so that nobody changes its assignments before the transaction ends.
 * @throws DomainError `not-found` (neighbourhood), `invalid` (officer, rank, day)
 */
export async function prepareHandover(
  manager: EntityManager,
  forceId: string,
  code: string,
  { collarNumber, fromOn, todayOn }: { collarNumber: string; fromOn: string; todayOn: string },
): Promise<HandoverPlan> {
  const place = await existingOn(manager, forceId, code, fromOn);
  const firstDay = { fromOn, untilOn: null };
  const officer = await officerFor(manager, forceId, collarNumber, 'lead', firstDay);
  const sinceOn = await toldSince(manager, forceId, place, { fromOn, todayOn });
  const held = await assignmentsDuring(manager, forceId, place.id, { fromOn: sinceOn, untilOn: null });
  const handover = planHandover({
    assignments: held.filter(({ untilOn }) => untilOn === null || untilOn >= fromOn),
    officerId: officer.id,
    fromOn,
    todayOn,
    neighbourhoodUntilOn: place.untilOn,
  });
  if (handover.kind === 'refused') throw tooEarly(held, handover.began.id);
  const start = handover.kind === 'replaced' ? handover.start : handover.current;
  const after = assignmentsAfter(held, handover, officer.id);
  return {
    handover,
    place,
    officer,
    held,
    warnings: [
      ...namingWarnings(officer, 'lead', start, NAMING_RULES),
      ...otherLeads(officer.assignments, place.id, start),
    ],
    vacant: daysWithoutLead(after, sinceOn, place.untilOn),
  };
}

/** From which day on days without a lead are told. */
async function toldSince(
  manager: EntityManager,
  forceId: string,
  place: LockedNeighbourhood,
  { fromOn, todayOn }: { fromOn: string; todayOn: string },
): Promise<string> {
  if (fromOn < todayOn) return unledSince(manager, forceId, place.id, fromOn);
  return todayOn >= place.fromOn ? todayOn : fromOn;
}

async function existingOn(
  manager: EntityManager,
  forceId: string,
  code: string,
  day: string,
): Promise<LockedNeighbourhood> {
  const place = await lockNeighbourhood(manager, forceId, code);
  if (!place) throw DomainError.notFound('No neighbourhood of the force has this code.');
  if (coversDay(place, day)) return place;
  const message =
    day < place.fromOn
      ? `The neighbourhood begins on ${formatDay(place.fromOn)}; choose that day or a later one`
      : `The neighbourhood ended on ${formatDay(place.untilOn!)}; choose that day or an earlier one`;
  throw DomainError.field('from', message);
}

function tooEarly(held: readonly HeldAssignment[], beganId: string): DomainError {
  const began = held.find(({ id }) => id === beganId)!;
  return DomainError.field('from', `${holdsText(began)} Choose ${formatDay(began.fromOn)} or a later day`);
}

/** What a person agrees to on the check page: other days or other people make another key. */
export function planKey({ handover, officer, warnings }: HandoverCheck): string {
  const facts =
    handover.kind === 'replaced'
      ? [
          handover.start,
          handover.ended.map(({ assignment, untilOn }) => [assignment.id, untilOn]),
          handover.removed.map(({ id }) => id),
          handover.successor?.id,
        ]
      : [handover.current.id];
  const text = JSON.stringify([officer.id, facts, warnings]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
