import { formatDay } from '../../common/calendar.js';
import { absentRuns } from '../coverage/domain/run-of-days.js';
import type { AbsenceKind } from '../absences/domain/absence-kind.js';
import { type AssignmentRole, isNamedRole } from './assignment-role.js';
import type { Dated } from './dated-value.js';
import { commonDays, type DayRange, overlap } from './day-range.js';
import { mayBeNamed, namedRanksText, type Rank, rankLabel } from './rank.js';

/** What of an officer decides whether a role of his covers anything. */
export interface OfficerThen {
  collarNumber: string;
  serviceFromOn: string | null;
  serviceUntilOn: string | null;
  dutyEmail: string | null;
  ranks: readonly Dated<string>[];
  withheld: readonly Omit<Dated<true>, 'value'>[];
  absences: readonly (DayRange & { kind: AbsenceKind })[];
}

export interface NamingRules {
  ranks: readonly Rank[];
  /** From how many consecutive days on an absence counts. */
  absenceDays: number;
}

/**
 * Why an officer cannot take a role on these days, by field, or null: the service of the force is not his then, or the
 * rank of the first day may not be named. The end of his service does not stop a role without an end: that is warned of.
 */
export function namingRefusal(
  officer: OfficerThen,
  role: AssignmentRole,
  days: DayRange,
  { ranks }: NamingRules,
): { field: 'from' | 'until' | 'collarNumber'; message: string } | null {
  const { collarNumber, serviceFromOn, serviceUntilOn } = officer;
  if (serviceFromOn !== null && days.fromOn < serviceFromOn) {
    const message = `Officer ${collarNumber} joins on ${formatDay(serviceFromOn)}; choose that day or a later one`;
    return { field: 'from', message };
  }
  if (serviceUntilOn !== null && days.fromOn > serviceUntilOn) {
    const message = `Officer ${collarNumber} leaves on ${formatDay(serviceUntilOn)}; choose that day or an earlier one`;
    return { field: 'from', message };
  }
  if (serviceUntilOn !== null && days.untilOn !== null && days.untilOn > serviceUntilOn) {
    const message = `Officer ${collarNumber} leaves on ${formatDay(serviceUntilOn)}; choose that day or an earlier one`;
    return { field: 'until', message };
  }
  const rank = officer.ranks.find((one) =>
    overlapping(one, { fromOn: days.fromOn, untilOn: days.fromOn }),
  )?.value;
  if (!isNamedRole(role) || rank === undefined || mayBeNamed(ranks, rank)) return null;
  const name = role === 'lead' ? 'lead named officer' : 'named officer';
  const message = `The rank ${rankLabel(ranks, rank)} cannot be ${name}; choose a ${namedRanksText(ranks)}`;
  return { field: 'collarNumber', message };
}

/**
 * What a person should know of an officer who takes a role on these days. None of it stops him. What it does to coverage
 * the coverage engine says.
 */
export function namingWarnings(
  officer: OfficerThen,
  role: AssignmentRole,
  days: DayRange,
  { ranks, absenceDays }: NamingRules,
): string[] {
  if (!isNamedRole(role)) return serviceWarnings(officer, days);
  const withheld = officer.withheld.filter((one) => overlapping(one, days));
  const absent = absentRuns(officer.absences, absenceDays).flatMap((run) => commonDays(run, days) ?? []);
  return [
    ...withheld.map(
      (one) =>
        `The officer’s name is withheld${periodText(one)}: the public page shows the team’s contact details.`,
    ),
    ...rankWarnings(officer, days, ranks),
    ...absent.map((run) => `The officer is absent${periodText(run)}.`),
    ...serviceWarnings(officer, days),
    ...(officer.dutyEmail === null
      ? [
          'The officer has no duty email: alerts for the officer go to nobody, and the team mailbox must be read.',
        ]
      : []),
  ];
}

/** Of them, what no deputy makes up for: days on which the role covers nothing because it cannot be the officer’s. */
export function roleWarnings(
  officer: OfficerThen,
  role: AssignmentRole,
  days: DayRange,
  ranks: readonly Rank[],
): string[] {
  return [
    ...(isNamedRole(role) ? rankWarnings(officer, days, ranks) : []),
    ...serviceWarnings(officer, days),
  ];
}

/** Where else an officer leads a neighbourhood on these days. */
export function otherLeads(
  assignments: readonly (DayRange & {
    neighbourhoodId: string;
    neighbourhood: string;
    role: AssignmentRole;
  })[],
  neighbourhoodId: string,
  days: DayRange,
): string[] {
  return assignments
    .filter((one) => one.role === 'lead' && one.neighbourhoodId !== neighbourhoodId && overlap(one, days))
    .map((one) => `The officer leads ${one.neighbourhood} too,${periodText(one)}.`);
}

function rankWarnings(officer: OfficerThen, days: DayRange, ranks: readonly Rank[]): string[] {
  const later = officer.ranks.find((one) => overlapping(one, days) && !mayBeNamed(ranks, one.value));
  if (!later) return [];
  const from = later.fromOn ? formatDay(later.fromOn) : 'the first day';
  const rank = rankLabel(ranks, later.value);
  return [`From ${from} the rank is ${rank}, who cannot be named: this role covers nothing then.`];
}

function serviceWarnings({ serviceUntilOn }: OfficerThen, days: DayRange): string[] {
  return serviceUntilOn !== null && days.untilOn === null
    ? [`The officer leaves on ${formatDay(serviceUntilOn)}: after it this assignment covers nothing.`]
    : [];
}

function overlapping(one: { fromOn: string | null; untilOn: string | null }, days: DayRange): boolean {
  return (
    (one.fromOn === null || days.untilOn === null || one.fromOn <= days.untilOn) &&
    (one.untilOn === null || one.untilOn >= days.fromOn)
  );
}

/** ` from 1 May 2026 until 31 May 2026`, with a space before it; nothing if it always holds. */
function periodText({ fromOn, untilOn }: { fromOn: string | null; untilOn: string | null }): string {
  const from = fromOn === null ? '' : ` from ${formatDay(fromOn)}`;
  return untilOn === null ? from : `${from} until ${formatDay(untilOn)}`;
}
