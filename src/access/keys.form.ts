import { Transform } from 'class-transformer';
import { ArrayNotEmpty, IsIn, IsOptional, IsString } from 'class-validator';
import { HasDays } from '../web/typed-day.js';
import { IsRequiredText } from '../web/typed.js';
import { type Scope, SCOPES } from './principal.js';

@HasDays('expires')
export class NewKeyForm {
  @IsRequiredText(60, 'Enter a name for the key')
  name: string;

  /** One box ticked is a text, several are a list. */
  @Transform(({ value }: { value: unknown }) => [value].flat())
  @ArrayNotEmpty({ message: 'Choose what the key may do' })
  @IsIn(SCOPES, { each: true, message: 'Choose what the key may do' })
  scopes: Scope[];
}

@HasDays('expires')
export class RotateKeyForm {
  /** When the key was last changed over as the page showed it; blank if never. */
  @IsOptional()
  @IsString({ message: 'Open the page again' })
  seen?: string;
}
