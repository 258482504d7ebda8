import { IsEmail, IsOptional, Matches } from 'class-validator';
import { IsOptionalText } from '../../web/typed.js';
import { TELEPHONE } from '../enquirer-rules.js';

/** How somebody can be reached who left no address. */
export class AddressForm {
  @IsOptional()
  @IsEmail({}, { message: 'Enter an email address, such as name@example.com' })
  @IsOptionalText(254)
  email?: string;

  @IsOptional()
  @Matches(TELEPHONE, { message: 'Enter a telephone number, such as 01632 960 001' })
  telephone?: string;

  @IsOptionalText(500)
  address?: string;
}
