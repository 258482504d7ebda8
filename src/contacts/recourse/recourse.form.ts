import { IsIn } from 'class-validator';
import { IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { HasDays } from '../../web/typed-day.js';
import { RESPONSE_ROUTES, type ResponseRoute } from '../domain/meaningful-response.js';
import { ASKED_OF_STAFF, type AskedOfStaff, type Outcome, OUTCOMES } from './domain/recourse.js';

/** What the public's page asks; what is wrong with it is said in the words of the catalogue. */
export class AskForm {
  @IsOptionalText(10_000)
  reason?: string;
}

/** Staff write down that a person asked. */
@HasDays('askedOn')
export class AskedForm {
  @IsIn(ASKED_OF_STAFF, { message: 'Choose how the person asked' })
  askedBy: AskedOfStaff;

  @IsOptionalText(20)
  askedTime?: string;

  @IsOptionalText(10_000)
  reason?: string;
}

/** A supervisor answers. */
@HasDays('respondedOn')
export class RecourseAnswerForm {
  @IsIn(OUTCOMES, { message: 'Choose what you found' })
  outcome: Outcome;

  @IsRequiredText(10_000, 'Enter what you found and what has been done')
  text: string;

  @IsIn(RESPONSE_ROUTES, { message: 'Choose how the answer reaches the person' })
  route: ResponseRoute;

  @IsOptionalText(20)
  respondedTime?: string;
}
