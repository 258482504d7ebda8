import { IsOptionalText, IsRequiredText } from '../../web/typed.js';

/** A supervisor says when the person really wrote, and why that is known. */
export class StartForm {
  @IsOptionalText(2)
  'startedOn-day'?: string;

  @IsOptionalText(2)
  'startedOn-month'?: string;

  @IsOptionalText(4)
  'startedOn-year'?: string;

  @IsOptionalText(20)
  startedTime?: string;

  @IsRequiredText(2000, 'Enter why the start is wrong and how you know the right one')
  reason: string;
}
