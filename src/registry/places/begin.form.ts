import { IsOptionalText, IsRequiredText } from '../../web/typed.js';

/** A neighbourhood that begins. */
export class BeginForm {
  @IsRequiredText(100, 'Enter the code that the force knows it by')
  code: string;

  @IsRequiredText(200, 'Enter its name')
  name: string;

  @IsOptionalText(2) 'from-day'?: string;
  @IsOptionalText(2) 'from-month'?: string;
  @IsOptionalText(4) 'from-year'?: string;
}
