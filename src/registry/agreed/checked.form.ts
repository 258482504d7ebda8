import { IsIn, IsOptional } from 'class-validator';
import { IsOptionalText } from '../../web/typed.js';

/** What a form holds whose consequences are shown on a check page before it is saved. */
export class CheckedForm {
  /** `change` leads back from the check page to the fields. */
  @IsOptional()
  @IsIn(['change', 'save'], { message: 'Use the buttons of this page' })
  step?: 'change' | 'save';

  /** The consequences that the check page showed; without it they are shown first. */
  @IsOptionalText(64)
  agreedTo?: string;
}
