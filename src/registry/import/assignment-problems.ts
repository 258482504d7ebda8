import type { StoredAssignment } from '../assignments-bulk.query.js';
import type { WantedById } from '../assignments-by-id.js';
import { isNamedRole, ROLE_LABELS } from '../domain/assignment-role.js';
import { overlap } from '../domain/day-range.js';
import { mayBeNamed, namedRanksText, rankLabel } from '../domain/rank.js';
import { RANKS } from '../ranks.js';
import type { ImportProblem } from './import-problem.js';
import type { NamedPlace, OfficerOfFile } from './people-and-places.query.js';

/** A row whose neighbourhood and officer are known, with the words a person knows it by. */
export interface ResolvedRow extends WantedById {
  line: number;
  code: string;
  collarNumber: string;
}

/** A row may only say what both the neighbourhood and the officer are there for. */
export function daysProblem(
  { line, fromOn, untilOn }: Pick<ResolvedRow, 'line' | 'fromOn' | 'untilOn'>,
  place: NamedPlace,
  { collarNumber, joinedOn, leftOn }: OfficerOfFile,
): ImportProblem | undefined {
  const problem = { where: `line ${line}`, column: 'from' };
  // Of a row that says no last day it is the recorded one.
  if (untilOn !== null && untilOn < fromOn) {
    return {
      ...problem,
      reason: `${fromOn} is after the last day that is recorded (${untilOn}); give until too`,
    };
  }
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
  wanted: readonly ResolvedRow[],
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

/** Of a row and what excludes it: another row, or an assignment that is recorded and that the file does not name. */
export function clashProblem({
  wanted: { line, officerId },
  with: other,
}: {
  wanted: ResolvedRow;
  with: ResolvedRow | StoredAssignment;
}): ImportProblem {
  const problem = { where: `line ${line}`, column: 'from' };
  if ('line' in other) {
    const what =
      other.officerId === officerId
        ? 'a second role of the officer in the neighbourhood'
        : 'a second lead of the neighbourhood';
    return { ...problem, reason: `overlaps line ${other.line}: ${what} on the same days` };
  }
  const until = other.untilOn ? `until ${other.untilOn}` : 'until further notice';
  const what = `officer ${other.collarNumber} is ${ROLE_LABELS[other.role].toLowerCase()} from ${other.fromOn} ${until}`;
  return {
    ...problem,
    reason: `overlaps what is recorded: ${what}; give that assignment its last day in the file too`,
  };
}
