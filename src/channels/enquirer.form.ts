import { IsEmail, IsOptional, IsUUID, Matches } from 'class-validator';
import type { Enquirer } from '../contacts/personal/contact-vault.js';
import { IsOptionalText, IsRequiredText } from '../web/typed.js';
import { ONE_LINE, TELEPHONE } from './enquirer-rules.js';

/** What every form about a contact asks: the matter, and how to reach the person. */
export class EnquirerForm {
  /** Made with the form, so that a page sent twice is one contact. */
  @IsUUID(undefined, { message: 'Open the form again and send it from there' })
  token: string;

  @IsRequiredText(200, 'Enter what it is about')
  @Matches(ONE_LINE, { message: 'Use one line' })
  subject: string;

  @IsRequiredText(10_000, 'Enter the message')
  message: string;

  @IsOptionalText(200)
  @Matches(ONE_LINE, { message: 'Use one line' })
  name?: string;

  @IsOptional()
  @IsEmail({}, { message: 'Enter an email address, such as name@example.com' })
  @IsOptionalText(254)
  email?: string;

  @IsOptional()
  @Matches(TELEPHONE, {
    message: 'Enter a telephone number, such as 01632 960 001',
  })
  telephone?: string;

  @IsOptionalText(500)
  address?: string;
}

export function enquirerOf({ name, email, telephone, address }: EnquirerForm): Enquirer {
  return { name, email, telephone, address };
}
