import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { HoldsVersion, IsOptionalText } from '../../web/typed.js';
import { HasDays } from '../../web/typed-day.js';
import type { AssignmentRole } from '../domain/assignment-role.js';

/** The roles that an officer is simply given; the lead is handed over instead, without a gap and without a double. */
export const GIVEN_ROLES = [
  'named',
  'deputy',
  'team',
  'supervisor',
] as const satisfies readonly AssignmentRole[];

class CheckedForm {
  /** `change` leads back from the check page to the fields. */
  @IsOptional()
  @IsIn(['change', 'save'], { message: 'Use the buttons of this page' })
  step?: 'change' | 'save';

  /** The consequences that the check page showed; without it they are shown first. */
  @IsOptionalText(64)
  agreedTo?: string;
}

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
