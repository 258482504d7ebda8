/**
 * Why an officer is away from the neighbourhood. Abstraction is other duty by the hour: "Rest days, abstraction hours
 * and absences shorter than 15 consecutive days (configurable) are not absence here."
 */
export const ABSENCE_KINDS = ['leave', 'parental-leave', 'sickness', 'secondment', 'abstraction'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

export const ABSENCE_LABELS: Record<AbsenceKind, string> = {
  leave: 'Leave',
  'parental-leave': 'Parental leave',
  sickness: 'Sickness',
  secondment: 'Secondment',
  abstraction: 'Abstraction, by the hour',
};

export function isAbsenceKind(text: string): text is AbsenceKind {
  return (ABSENCE_KINDS as readonly string[]).includes(text);
}
