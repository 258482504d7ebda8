import { IsIn, IsString, MaxLength } from 'class-validator';
import { HoldsVersion } from '../../web/typed.js';
import { HasDays } from '../../web/typed-day.js';
import { CheckedForm } from '../agreed/checked.form.js';
import type { AssignmentRole } from '../domain/assignment-role.js';

/** The roles that an officer is simply given; the lead is handed over instead, without a gap and without a double. */
export const GIVEN_ROLES = [
  'named',
  'deputy',
  'team',
  'supervisor',
] as const satisfies readonly AssignmentRole[];

@HasDays('from', 'until')
export class AssignForm extends CheckedForm {
  @IsString({ message: 'Choose an officer' })
  @MaxLength(50, { message: 'Choose an officer' })
  collarNumber: string;

  @IsIn(GIVEN_ROLES, { message: 'Choose the role' })
  role: (typeof GIVEN_ROLES)[number];
}

@HasDays('until')
export class EndAssignmentForm extends CheckedForm {
  /** The version that the form was filled from. */
  @HoldsVersion()
  version?: unknown;
}
