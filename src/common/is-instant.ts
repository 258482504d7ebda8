import { ValidateBy, type ValidationOptions } from 'class-validator';
import { DateTime } from 'luxon';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/i;

/**
 * An instant as ISO 8601 with its offset, `2026-03-29T01:30:00+01:00`, in UTC and whole milliseconds; null for
 * anything else. A time without an offset is refused: across a change of the clocks it would name two instants or none.
 */
export function parseInstant(text: unknown): DateTime | null {
  if (typeof text !== 'string' || !INSTANT.test(text)) return null;
  const instant = DateTime.fromISO(text.toUpperCase(), { zone: 'utc' });
  return instant.isValid ? instant : null;
}

/** The field is an instant that `parseInstant` reads. */
export function IsInstant(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isInstant',
      validator: {
        validate: (value: unknown) => parseInstant(value) !== null,
        defaultMessage: (details) =>
          `${details?.property ?? 'It'} must be a time with its offset, such as 2026-03-29T14:05:00Z or 2026-03-29T15:05:00+01:00`,
      },
    },
    options,
  );
}
