import { IsIn, Matches } from 'class-validator';
import type { FieldError } from '../../common/errors.js';
import { HoldsVersion, IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { IsSeen } from '../dto-fields.js';
import { AREA_CODE } from './command-areas.dto.js';
import { HasDays, typedDayText } from '../../web/typed-day.js';
import { typedDayErrors } from './typed-day.js';

@HasDays('from')
export class CommandAreaForm {
  @Matches(AREA_CODE, {
    message: 'Enter a code of up to 50 letters, digits, spaces, full stops, hyphens or underscores',
  })
  code: string;

  @IsRequiredText(200, 'Enter a name')
  @IsSeen('The name')
  name: string;
}

/** The three forms of a command area's page: which one was sent stands in `what`. */
@HasDays('neighbourhood-from', 'neighbourhood-until', 'supervisor-from', 'supervisor-until')
export class AreaChangeForm {
  @IsIn(['name', 'neighbourhood', 'supervisor'], { message: 'Choose what to change' })
  what: 'name' | 'neighbourhood' | 'supervisor';

  @IsOptionalText(200) @IsSeen('The name') name?: string;
  @IsOptionalText(100) neighbourhood?: string;
  @IsOptionalText(50) collarNumber?: string;

  /** The version of the area that the page was filled from. */
  @HoldsVersion() version?: unknown;
}

/** The first day of fields by `prefix`, and the last one if it was given. */
export function readDays(
  form: object,
  prefix: string,
): { fromOn: string; untilOn: string | null; errors: FieldError[] } {
  const from = typedDayText(form, `${prefix}-from`);
  const until = typedDayText(form, `${prefix}-until`);
  const errors = [
    ...typedDayErrors(`${prefix}-from`, from, 'Enter the first day'),
    ...typedDayErrors(`${prefix}-until`, until),
  ];
  return { fromOn: from, untilOn: until === '' ? null : until, errors };
}
