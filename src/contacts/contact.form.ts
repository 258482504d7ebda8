import { IsIn, IsOptional, IsUUID, isUUID, Matches } from 'class-validator';
import type { DateTime } from 'luxon';
import type { FieldError } from '../common/errors.js';
import { parseLocalTime } from '../common/local-time.js';
import { IsOptionalText, IsRequiredText, type Typed } from '../web/typed.js';
import { HasDays } from '../web/typed-day.js';
import { OUT_OF_SCOPE_REASONS, type OutOfScopeReason } from './domain/clock-state.js';
import { RESPONSE_ROUTES, type ResponseRoute } from './domain/meaningful-response.js';

@HasDays('respondedOn')
export class ResponseForm {
  /** Made with the page, so that an answer sent twice is one. */
  @IsUUID(undefined, { message: 'Open the contact again and answer from there' })
  token: string;

  @IsIn(RESPONSE_ROUTES, { message: 'Choose how the answer reaches the person' })
  route: ResponseRoute;

  @IsOptionalText(20)
  respondedTime?: string;

  @IsRequiredText(10_000, 'Enter what you tell the person')
  text: string;

  @IsRequiredText(10_000, 'Enter what happens next; an answer without it does not stop the clock')
  nextSteps: string;
}

/** Which question of a contact a button stands beside. */
export class QuestionForm {
  @IsOptional()
  @Matches(/^[1-9]\d{0,4}$/, { message: 'Open the contact again and choose the question there' })
  question?: string;
}

export class OutOfScopeForm extends QuestionForm {
  @IsIn(OUT_OF_SCOPE_REASONS, { message: 'Choose why this is no neighbourhood query' })
  reason: OutOfScopeReason;

  @IsOptionalText(20)
  duplicateOf?: string;
}

export class HandOverForm {
  @IsRequiredText(100, 'Choose the neighbourhood that gets the contact')
  to: string;

  @IsOptionalText(2000)
  note?: string;
}

/** The local date and time of fields `prefix-day` … and `timeField`, or what is wrong with them. */
export function readWhen(
  typed: Typed,
  prefix: string,
  timeField: string,
): { at: DateTime | null; errors: FieldError[] } {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => typed[`${prefix}-${part}`]?.trim());
  const time = typed[timeField]?.trim();
  if (![day, month, year, time].some(Boolean)) return { at: null, errors: [] };
  const parsed = parseLocalTime({ day, month, year, time });
  if ('instant' in parsed) return { at: parsed.instant, errors: [] };
  return {
    at: null,
    errors: [{ field: parsed.part === 'date' ? prefix : timeField, message: parsed.problem }],
  };
}

/** Of which mail a list was asked for, or a button pressed: its id. Null if it is none. */
export function mailOf(typed: unknown): string | null {
  const { mail } = (typed ?? {}) as { mail?: unknown };
  return typeof mail === 'string' && isUUID(mail) ? mail : null;
}

/** Its number; nothing if none is named. */
export const questionOf = ({ question }: QuestionForm): number | undefined =>
  question === undefined ? undefined : Number(question);
