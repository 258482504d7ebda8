import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../common/errors.js';
import {
  assignmentsDuring,
  insertAssignment,
  lockNeighbourhood,
  removeAssignment,
  setLastDay,
} from '../assignment-changes.query.js';
import { commonDays, type DayRange } from '../domain/day-range.js';
import { absentRuns } from '../coverage/domain/run-of-days.js';
import { namingRefusal } from '../domain/handover-warnings.js';
import { mayBeNamed, namedRanksText, rankLabel } from '../domain/rank.js';
import { NAMING_RULES } from '../officer-check.js';
import { type OfficerRecord, officerRecord } from '../officer-record.query.js';
import { RANKS } from '../ranks.js';
import { daysToCover, planDeputy } from './domain/deputy-plan.js';

/** Who stands in for an absent officer in a neighbourhood. */
export interface DeputyChoice {
  /** Code of the neighbourhood. */
  neighbourhood: string;
  collarNumber: string;
  /** Where a message about it belongs; `deputies.0`, say. */
  field: string;
}

export interface NamedDeputy {
  neighbourhoodId: string;
  neighbourhood: string;
  officerId: string;
  collarNumber: string;
  /** Empty if another role of the deputy covers these days already. */
  assignmentIds: string[];
  /** Days to be covered on which the deputy is absent too. */
  away: DayRange[];
}

/**
 * Names deputies for the days of an absence on which the officer is named in a neighbourhood.
 * @throws DomainError `invalid` on the choice's field: the officer is not named there then, or the deputy cannot stand in
 */
export async function nameDeputies(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  { officer, days, deputies }: { officer: OfficerRecord; days: DayRange; deputies: readonly DeputyChoice[] },
): Promise<NamedDeputy[]> {
  const named = officer.assignments.filter(({ role }) => role === 'lead' || role === 'named');
  const toCover = daysToCover(named, days);
  const outcome: NamedDeputy[] = [];
  for (const choice of deputies) {
    const runs = toCover.filter(({ assignment }) => assignment.code === choice.neighbourhood);
    if (runs.length === 0) {
      throw DomainError.field(
        choice.field,
        `The officer is not named in ${choice.neighbourhood} on these days`,
      );
    }
    const deputy = await deputyFor(manager, forceId, officer, choice);
    const { neighbourhoodId } = runs[0]!.assignment;
    await lockNeighbourhood(manager, forceId, choice.neighbourhood);
    const assignmentIds: string[] = [];
    for (const run of runs) {
      refuseOutOfService(deputy, run.days, choice.field);
      assignmentIds.push(...(await standIn(manager, forceId, at, deputy, neighbourhoodId, run.days, choice)));
    }
    const { neighbourhood, collarNumber } = choice;
    const absent = absentRuns(deputy.absences, NAMING_RULES.absenceDays);
    const away = runs.flatMap((run) => absent.flatMap((one) => commonDays(one, run.days) ?? []));
    outcome.push({ neighbourhoodId, neighbourhood, officerId: deputy.id, collarNumber, assignmentIds, away });
  }
  return outcome;
}

async function deputyFor(
  manager: EntityManager,
  forceId: string,
  officer: OfficerRecord,
  { collarNumber, field }: DeputyChoice,
): Promise<OfficerRecord> {
  if (collarNumber === officer.collarNumber) {
    throw DomainError.field(field, 'The absent officer cannot be the deputy; choose another');
  }
  const deputy = await officerRecord(manager, forceId, collarNumber);
  if (!deputy) throw DomainError.field(field, 'No officer of the force has the deputy’s collar number');
  if (mayBeNamed(RANKS, deputy.rank)) return deputy;
  const rank = rankLabel(RANKS, deputy.rank);
  throw DomainError.field(
    field,
    `The rank ${rank} covers nothing as deputy; choose a ${namedRanksText(RANKS)}`,
  );
}

function refuseOutOfService(deputy: OfficerRecord, days: DayRange, field: string): void {
  const refusal = namingRefusal(deputy, 'deputy', days, NAMING_RULES);
  if (refusal) throw DomainError.field(field, `${refusal.message}, or another deputy`);
}

async function standIn(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  deputy: OfficerRecord,
  neighbourhoodId: string,
  days: DayRange,
  { field }: DeputyChoice,
): Promise<string[]> {
  const held = await assignmentsDuring(manager, forceId, neighbourhoodId, days);
  const plan = planDeputy(
    held.filter(({ officerId }) => officerId === deputy.id),
    days,
  );
  if (plan.supervises) {
    throw DomainError.field(field, 'The deputy supervises this neighbourhood then; choose another');
  }
  for (const { id, untilOn } of plan.ended) await setLastDay(manager, forceId, id, untilOn);
  for (const id of plan.removed) await removeAssignment(manager, forceId, id);
  const ids: string[] = [];
  const common = { neighbourhoodId, officerId: deputy.id };
  for (const run of plan.added) {
    ids.push(await insertAssignment(manager, forceId, at, { ...common, role: 'deputy', ...run }));
  }
  for (const run of plan.resumed) {
    await insertAssignment(manager, forceId, at, { ...common, role: 'team', ...run });
  }
  return ids;
}
