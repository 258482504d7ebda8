import { IsIn, Matches } from 'class-validator';
import type { FieldError } from '../../common/errors.js';
import { IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { AREA_CODE } from './command-areas.dto.js';
import { typedDay, typedDayErrors } from './typed-day.js';

export class CommandAreaForm {
  @Matches(AREA_CODE, {
    message: 'Enter a code of up to 50 letters, digits, spaces, full stops, hyphens or underscores',
  })
  code: string;

  @IsRequiredText(200, 'Enter a name')
  name: string;

  @IsOptionalText(2) 'from-day'?: string;
  @IsOptionalText(2) 'from-month'?: string;
  @IsOptionalText(4) 'from-year'?: string;
}

/** The three forms of a command area's page: which one was sent stands in `what`. */
export class AreaChangeForm {
  @IsIn(['name', 'neighbourhood', 'supervisor'], { message: 'Choose what to change' })
  what: 'name' | 'neighbourhood' | 'supervisor';

  @IsOptionalText(200) name?: string;
  @IsOptionalText(100) neighbourhood?: string;
  @IsOptionalText(50) collarNumber?: string;

  @IsOptionalText(2) 'neighbourhood-from-day'?: string;
  @IsOptionalText(2) 'neighbourhood-from-month'?: string;
  @IsOptionalText(4) 'neighbourhood-from-year'?: string;
  @IsOptionalText(2) 'neighbourhood-until-day'?: string;
  @IsOptionalText(2) 'neighbourhood-until-month'?: string;
  @IsOptionalText(4) 'neighbourhood-until-year'?: string;

  @IsOptionalText(2) 'supervisor-from-day'?: string;
  @IsOptionalText(2) 'supervisor-from-month'?: string;
  @IsOptionalText(4) 'supervisor-from-year'?: string;
  @IsOptionalText(2) 'supervisor-until-day'?: string;
  @IsOptionalText(2) 'supervisor-until-month'?: string;
  @IsOptionalText(4) 'supervisor-until-year'?: string;
}

/** The first day of fields by `prefix`, and the last one if it was given. */
export function readDays(
  form: object,
  prefix: string,
): { fromOn: string; untilOn: string | null; errors: FieldError[] } {
  const from = typedDay(form, `${prefix}-from`);
  const until = typedDay(form, `${prefix}-until`);
  const errors = [
    ...typedDayErrors(`${prefix}-from`, from, 'Enter the first day'),
    ...typedDayErrors(`${prefix}-until`, until),
  ];
  return { fromOn: from, untilOn: until === '' ? null : until, errors };
}
