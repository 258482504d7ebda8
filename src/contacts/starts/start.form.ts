import { IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { HasDays } from '../../web/typed-day.js';
import { QuestionForm } from '../contact.form.js';

/** A supervisor says when the person really wrote, and why that is known. */
@HasDays('startedOn')
export class StartForm extends QuestionForm {
  @IsOptionalText(20)
  startedTime?: string;

  @IsRequiredText(2000, 'Enter why the start is wrong and how you know the right one')
  reason: string;
}
