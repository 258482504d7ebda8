import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { isDay } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { IsOptionalText, type Typed } from '../web/typed.js';

export class NamedOfficerForm {
  @IsString({ message: 'Choose the officer who takes over' })
  @MaxLength(50, { message: 'Choose the officer who takes over' })
  collarNumber: string;

  @IsOptionalText(2)
  'from-day'?: string;

  @IsOptionalText(2)
  'from-month'?: string;

  @IsOptionalText(4)
  'from-year'?: string;

  /** `change` leads back from the check page to the fields. */
  @IsOptional()
  @IsIn(['change'], { message: 'Use the buttons of this page' })
  step?: 'change';

  /** The consequences that the check page showed; without it they are shown first. */
  @IsOptionalText(64)
  agreedTo?: string;
}

/** What a missing and an impossible day are called. */
export interface DayWords {
  missing: string;
  impossible: string;
}

const FIRST_DAY: DayWords = {
  missing: 'Enter the new officer’s first day',
  impossible: 'The first day must be a real date, such as 27 3 2026',
};

/** The day of the fields `from-day`, `from-month` and `from-year`, or what is wrong with it. */
export function readFrom(typed: Typed): { fromOn: string; errors: FieldError[] } {
  const { day, errors } = readDay(typed, 'from', FIRST_DAY);
  return { fromOn: day ?? '', errors };
}

/** The day of three fields; null and an error if it is impossible, or missing although it must not be. */
export function readDay(
  typed: Typed,
  prefix: string,
  words: Omit<DayWords, 'missing'> & { missing?: string },
): { day: string | null; errors: FieldError[] } {
  const [date = '', month = '', year = ''] = ['day', 'month', 'year'].map(
    (part) => typed[`${prefix}-${part}`]?.trim() ?? '',
  );
  if (!date && !month && !year) {
    return { day: null, errors: words.missing ? [{ field: prefix, message: words.missing }] : [] };
  }
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day)
    ? { day, errors: [] }
    : { day: null, errors: [{ field: prefix, message: words.impossible }] };
}

/** The fields as they stand before anything was typed. */
export function fieldsOf(day: string | null, prefix = 'from'): Typed {
  if (day === null) return {};
  const [year, month, date] = day.split('-');
  return {
    [`${prefix}-day`]: String(Number(date)),
    [`${prefix}-month`]: String(Number(month)),
    [`${prefix}-year`]: year,
  };
}

/** Gives a form the three fields of each of these days. */
export function HasDays(...prefixes: string[]): ClassDecorator {
  return ({ prototype }) => {
    for (const prefix of prefixes) {
      for (const part of ['day', 'month', 'year']) {
        IsOptionalText(part === 'year' ? 4 : 2)(prototype as object, `${prefix}-${part}`);
      }
    }
  };
}
