import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { wholeNumber } from '../../common/pagination.js';
import { HoldsVersion, IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { IsSeen } from '../dto-fields.js';
import { LONGEST_TEXT } from './priority.form.js';

export class ForceAboutForm {
  @IsOptionalText(LONGEST_TEXT) description?: string;
  @IsOptionalText(2000) websiteUrl?: string;
  @IsOptionalText(40) telephone?: string;
  @HoldsVersion() version?: unknown;
}

export class EngagementMethodForm {
  @IsRequiredText(50, 'Enter what it is, such as facebook or newsletter') @IsSeen('It') type: string;
  @IsRequiredText(200, 'Enter a title') @IsSeen('The title') title: string;
  @IsRequiredText(2000, 'Enter the address of the page') url: string;
  @IsOptionalText(1000) description?: string;
}

export class EngagementMethodRemovalForm {
  @IsRequiredText(50, 'Say which') type: string;
  @IsRequiredText(2000, 'Say which') url: string;
  @HoldsVersion() version?: unknown;
}

export class SeniorOfficerForm {
  @IsRequiredText(200, 'Enter the name') @IsSeen('The name') name: string;
  @IsRequiredText(100, 'Enter the rank, as the public is to read it') @IsSeen('The rank') rank: string;

  @Transform(wholeNumber)
  @IsInt({ message: 'Enter the place on the page as a whole number; 1 is the first' })
  @Min(1, { message: 'Enter the place on the page as a whole number; 1 is the first' })
  @Max(1000, { message: 'Enter a place of at most 1000' })
  place: number;

  @IsOptionalText(LONGEST_TEXT) bio?: string;
  @IsOptionalText(320) email?: string;
  @IsOptionalText(40) telephone?: string;
  @HoldsVersion() version?: unknown;
}
