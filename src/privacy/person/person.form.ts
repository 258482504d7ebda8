import {
  Allow,
  IsIn,
  Matches,
  Validate,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { searchableEmail, searchableTelephone } from '../../contacts/domain/searchable.js';
import { IsOptionalText } from '../../web/typed.js';
import { REQUEST_REASONS, type RequestReason } from '../erasure.service.js';

@ValidatorConstraint({ name: 'emailToFind' })
class EmailToFind implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return value === undefined || (typeof value === 'string' && searchableEmail(value) !== null);
  }
}

@ValidatorConstraint({ name: 'telephoneToFind' })
class TelephoneToFind implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return value === undefined || (typeof value === 'string' && searchableTelephone(value) !== null);
  }
}

/** By what a person is found: either is enough. */
export class PersonForm {
  @Validate(EmailToFind, { message: 'Enter an email address, like name@example.com' })
  @IsOptionalText(320)
  email?: string;

  @Validate(TelephoneToFind, { message: 'Enter a telephone number, like 01632 960 001' })
  @IsOptionalText(50)
  telephone?: string;
}

const CASE =
  'Enter the number of the request in your own records, such as SAR-2026-0142: letters, digits, - / and . only';

class ChosenForm extends PersonForm {
  /** References of contacts, one or several: `referencesOf` reads them. */
  @Allow()
  contacts?: unknown;

  // At least one digit: a number, and so nobody's name.
  @Matches(/^(?=.*\d)[A-Za-z0-9][A-Za-z0-9/.-]{0,39}$/, { message: CASE })
  caseReference: string;
}

export const RECIPIENTS = ['person', 'representative'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/** Everything held about them is given out. */
export class PersonFileForm extends ChosenForm {
  @IsIn(RECIPIENTS, { message: 'Say to whom you give it' })
  recipient: Recipient;

  // Both buttons send the whole page.
  @Allow()
  reason?: unknown;
}

/** Everything held about them is erased. */
export class PersonErasureForm extends ChosenForm {
  @IsIn(REQUEST_REASONS, { message: 'Say why it is erased' })
  reason: RequestReason;

  @Allow()
  recipient?: unknown;
}

/** The contacts that were ticked. */
export function referencesOf({ contacts }: { contacts?: unknown }): string[] {
  return [contacts].flat().filter((one): one is string => typeof one === 'string');
}
