import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isDay } from './calendar.js';

/** The field is a local day such as `2026-03-29`, of the years 1900 to 2199. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isDay',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isDay(value),
        defaultMessage: (details) =>
          `${details?.property ?? 'It'} must be a date such as 2026-03-29, in a year from 1900 to 2199`,
      },
    },
    options,
  );
}
