import { IsIn } from 'class-validator';
import { HasDays } from '../../web/typed-day.js';
import { HoldsVersion, IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { DECISIONS, type DecisionKind } from './issued-document.js';
import { IsPrinted } from './printed-text.js';

/** As long as the database keeps them. */
export const LONGEST_TEXT = 4000;
const LONGEST_QUESTION = 2000;
const LONGEST_KEY = 300;

/** Which report to prepare. */
export class PrepareForm {
  @IsOptionalText(40) from?: string;
  @IsOptionalText(40) to?: string;
  @IsOptionalText(200) part?: string;
}

/** What the force says about an exception; nothing takes it back. */
export class CommentaryForm {
  @IsRequiredText(LONGEST_KEY, 'Choose an exception from the draft') exception: string;
  @IsPrinted() @IsOptionalText(LONGEST_TEXT) text?: string;
  @HoldsVersion() version?: unknown;
}

/** The version of the draft that was looked at, and of a correction why it is issued. */
export class IssueForm {
  @IsPrinted() @IsOptionalText(LONGEST_TEXT) reason?: string;
  @HoldsVersion() version?: unknown;
}

/** So many questions can be put with one decision. */
export const QUESTION_NUMBERS = [1, 2, 3, 4, 5] as const;

@HasDays(...QUESTION_NUMBERS.map((number) => `followUp-${number}`))
export class DecisionForm {
  @IsIn(DECISIONS, { message: 'Choose a decision' }) decision: DecisionKind;
  @IsPrinted() @IsOptionalText(LONGEST_TEXT) remarks?: string;
  @IsPrinted() @IsOptionalText(LONGEST_QUESTION) 'question-1'?: string;
  @IsPrinted() @IsOptionalText(LONGEST_QUESTION) 'question-2'?: string;
  @IsPrinted() @IsOptionalText(LONGEST_QUESTION) 'question-3'?: string;
  @IsPrinted() @IsOptionalText(LONGEST_QUESTION) 'question-4'?: string;
  @IsPrinted() @IsOptionalText(LONGEST_QUESTION) 'question-5'?: string;
  @HoldsVersion() version?: unknown;
}

export class AnswerForm {
  @IsPrinted() @IsRequiredText(LONGEST_TEXT, 'Enter the answer') text: string;
  @HoldsVersion() version?: unknown;
}
