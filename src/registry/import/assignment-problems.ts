import type { Clash, WantedAssignment } from '../domain/assignment-plan.js';
import { isNamedRole, ROLE_LABELS } from '../domain/assignment-role.js';
import { overlap } from '../domain/day-range.js';
import { mayBeNamed, namedRanksText, rankLabel } from '../domain/rank.js';
import { RANKS } from '../ranks.js';
import type { RecordedAssignment } from './assignment-import.query.js';
import type { ImportProblem } from './import-problem.js';
import type { NamedPlace, OfficerOfFile } from './people-and-places.query.js';

/** A row may only say what both the neighbourhood and the officer are there for. */
export function daysProblem(
  { line, fromOn, untilOn }: Pick<WantedAssignment, 'line' | 'fromOn' | 'untilOn'>,
  place: NamedPlace,
  { collarNumber, joinedOn, leftOn }: OfficerOfFile,
): ImportProblem | undefined {
  const problem = { where: `line ${line}`, column: 'from' };
  if (!overlap({ fromOn, untilOn }, place)) {
    const ends = place.untilOn ? ` and ends on ${place.untilOn}` : '';
    const reason = `the neighbourhood does not exist then: it begins on ${place.fromOn}${ends}`;
    return { ...problem, reason };
  }
  if (joinedOn && fromOn < joinedOn) {
    const reason = `${fromOn} is before officer ${collarNumber} joined on ${joinedOn}; give that day or a later one`;
    return { ...problem, reason };
  }
  if (leftOn && fromOn > leftOn) {
    return { ...problem, reason: `${fromOn} is after officer ${collarNumber} left on ${leftOn}` };
  }
  return undefined;
}

/** Of assignments that are over the rank then held is not asked, so today's does not count against them. */
export function rankProblems(
  wanted: readonly WantedAssignment[],
  officers: ReadonlyMap<string, OfficerOfFile>,
  todayOn: string,
): ImportProblem[] {
  return wanted
    .filter(({ role, untilOn }) => isNamedRole(role) && (untilOn === null || untilOn >= todayOn))
    .filter(({ officerId }) => !mayBeNamed(RANKS, officers.get(officerId)!.rank))
    .map(({ line, officerId, role }) => ({
      where: `line ${line}`,
      column: 'role',
      reason: `${role} cannot be a ${rankLabel(RANKS, officers.get(officerId)!.rank)}; a named officer is a ${namedRanksText(RANKS)}`,
    }));
}

export function clashProblem(
  { line, kind, with: other }: Clash,
  recorded: ReadonlyMap<string, RecordedAssignment>,
): ImportProblem {
  const where = `line ${line}`;
  if (kind === 'same-row')
    return { where, reason: `repeats line ${(other as { line: number }).line}; remove one` };
  const column = 'from';
  if ('line' in other) {
    const what =
      kind === 'second-lead'
        ? 'a second lead of the neighbourhood'
        : 'a second role of the officer in the neighbourhood';
    return { where, column, reason: `overlaps line ${other.line}: ${what} on the same days` };
  }
  const holder = recorded.get(other.id)!;
  const until = holder.untilOn ? `until ${holder.untilOn}` : 'until further notice';
  const what = `officer ${holder.collarNumber} is ${ROLE_LABELS[holder.role].toLowerCase()} from ${holder.fromOn} ${until}`;
  return {
    where,
    column,
    reason: `overlaps what is recorded: ${what}; give that assignment its last day in the file too`,
  };
}
