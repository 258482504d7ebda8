import type { EntityManager } from 'typeorm';
import { DomainError } from '../common/errors.js';
import { type AssignmentRole, isNamedRole, ROLE_LABELS } from './domain/assignment-role.js';
import { mayBeNamed, namedRanksText, rankLabel } from './domain/rank.js';
import { type NamedOfficer, officersByCollarNumber } from './officer-lookup.query.js';
import { RANKS } from './ranks.js';

/**
 * The officer who is to take a role.
 * @throws DomainError `invalid` on `collarNumber`: nobody has it, or the rank may not be named.
 */
export async function officerFor(
  manager: EntityManager,
  forceId: string,
  collarNumber: string,
  role: AssignmentRole,
): Promise<NamedOfficer> {
  const [officer] = await officersByCollarNumber(manager, forceId, [collarNumber]);
  if (!officer) {
    throw DomainError.field(
      'collarNumber',
      'No officer of the force has this collar number; import the officer first',
    );
  }
  if (isNamedRole(role) && !mayBeNamed(RANKS, officer.rank)) {
    const rank = rankLabel(RANKS, officer.rank);
    throw DomainError.field(
      'collarNumber',
      `The rank ${rank} cannot be ${ROLE_LABELS[role].toLowerCase()}; choose a ${namedRanksText(RANKS)}`,
    );
  }
  return officer;
}

/** What a person should know about naming this officer. "An officer's name may be withheld for safety". */
export function namingWarnings({ nameWithheld }: NamedOfficer, role: AssignmentRole): string[] {
  return nameWithheld && isNamedRole(role)
    ? [
        'The officer’s name is withheld: the public page shows the team’s contact details, and the neighbourhood counts as unpublished.',
      ]
    : [];
}
