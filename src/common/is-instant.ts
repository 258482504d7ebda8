import { ValidateBy, type ValidationOptions } from 'class-validator';
import { DateTime } from 'luxon';

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/i;

/** No month is shorter, so only days after it are asked about. */
const SHORTEST_MONTH = 28;

/**
 * An instant as ISO 8601 with its offset, `2026-03-29T01:30:00+01:00`, in UTC and whole milliseconds; null for
 * anything else. A time without an offset is refused: across a change of the clocks it would name two instants or none.
 *
 * Read with `Date.parse`, which takes every form that the pattern lets through and 31 February besides; luxon's own
 * reading costs five times as much, and it stands before every contact.
 */
export function parseInstant(text: unknown): DateTime | null {
  const parts = typeof text === 'string' ? INSTANT.exec(text) : null;
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (day > SHORTEST_MONTH && !DateTime.utc(year, month, day).isValid) return null;
  const milliseconds = Date.parse(parts[0].toUpperCase().replace(',', '.'));
  return Number.isNaN(milliseconds) ? null : DateTime.fromMillis(milliseconds, { zone: 'utc' });
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
