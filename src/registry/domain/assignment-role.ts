/**
 * What an officer is in a neighbourhood: `lead` and `named` are the officers whom the guarantee asks for ("a named
 * police constable or Police Community Support Officer (PCSO) for each neighbourhood"), `deputy` stands in for them,
 * `team` works there, `supervisor` answers for them.
 */
export const ASSIGNMENT_ROLES = ['lead', 'named', 'deputy', 'team', 'supervisor'] as const;
export type AssignmentRole = (typeof ASSIGNMENT_ROLES)[number];

export const ROLE_LABELS: Record<AssignmentRole, string> = {
  lead: 'Lead named officer',
  named: 'Named officer',
  deputy: 'Deputy',
  team: 'Team member',
  supervisor: 'Supervisor',
};

/** Does this role publish the officer as the one to contact? Only some ranks may. */
export function isNamedRole(role: AssignmentRole): boolean {
  return role === 'lead' || role === 'named';
}

/** Does coverage ask for this role? "Covered and deputy covering form the numerator." */
export function coversAPlace(role: AssignmentRole): boolean {
  return isNamedRole(role) || role === 'deputy';
}

export function isAssignmentRole(text: string): text is AssignmentRole {
  return (ASSIGNMENT_ROLES as readonly string[]).includes(text);
}
