import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { HasDays } from '../web/typed-day.js';
import { IsOptionalText } from '../web/typed.js';

@HasDays('from')
export class NamedOfficerForm {
  @IsString({ message: 'Choose the officer who takes over' })
  @MaxLength(50, { message: 'Choose the officer who takes over' })
  collarNumber: string;

  /** `change` leads back from the check page to the fields. */
  @IsOptional()
  @IsIn(['change'], { message: 'Use the buttons of this page' })
  step?: 'change';

  /** The consequences that the check page showed; without it they are shown first. */
  @IsOptionalText(64)
  agreedTo?: string;
}
