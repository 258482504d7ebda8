import { IsString, MaxLength } from 'class-validator';
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
}

/** The day of the fields `from-day`, `from-month` and `from-year`, or what is wrong with it. */
export function readFrom(typed: Typed): { fromOn: string; errors: FieldError[] } {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => typed[`from-${part}`]?.trim() ?? '') as [
    string,
    string,
    string,
  ];
  if (!day && !month && !year) {
    return { fromOn: '', errors: [{ field: 'from', message: 'Enter the new officer’s first day' }] };
  }
  const fromOn = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(fromOn)
    ? { fromOn, errors: [] }
    : {
        fromOn,
        errors: [{ field: 'from', message: 'The first day must be a real date, such as 27 3 2026' }],
      };
}

/** The fields as they stand before anything was typed. */
export function fieldsOf(day: string): Typed {
  const [year, month, date] = day.split('-');
  return { 'from-day': String(Number(date)), 'from-month': String(Number(month)), 'from-year': year };
}
