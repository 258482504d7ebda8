import { IsIn } from 'class-validator';
import { HasDays } from '../../web/typed-day.js';
import { HoldsVersion, IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { DECISIONS, type DecisionKind } from './issued-document.js';

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
  @IsOptionalText(LONGEST_TEXT) text?: string;
  @HoldsVersion() version?: unknown;
}

/** The version of the draft that was looked at, and of a correction why it is issued. */
export class IssueForm {
  @IsOptionalText(LONGEST_TEXT) reason?: string;
  @HoldsVersion() version?: unknown;
}

/** So many questions can be put with one decision. */
export const QUESTION_NUMBERS = [1, 2, 3, 4, 5] as const;

@HasDays(...QUESTION_NUMBERS.map((number) => `followUp-${number}`))
export class DecisionForm {
  @IsIn(DECISIONS, { message: 'Choose a decision' }) decision: DecisionKind;
  @IsOptionalText(LONGEST_TEXT) remarks?: string;
  @IsOptionalText(LONGEST_QUESTION) 'question-1'?: string;
  @IsOptionalText(LONGEST_QUESTION) 'question-2'?: string;
  @IsOptionalText(LONGEST_QUESTION) 'question-3'?: string;
  @IsOptionalText(LONGEST_QUESTION) 'question-4'?: string;
  @IsOptionalText(LONGEST_QUESTION) 'question-5'?: string;
  @HoldsVersion() version?: unknown;
}

export class AnswerForm {
  @IsRequiredText(LONGEST_TEXT, 'Enter the answer') text: string;
  @HoldsVersion() version?: unknown;
}
