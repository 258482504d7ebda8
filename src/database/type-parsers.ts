import { DateTime } from 'luxon';
import pg from 'pg';

const OID = { int8: 20, date: 1082, timestamptz: 1184, numeric: 1700 } as const;

/**
 * The one place that says how PostgreSQL's values become ours, and ours PostgreSQL's:
 * - `timestamptz` is a luxon `DateTime` in UTC, whole milliseconds (PostgreSQL holds microseconds; we never store any);
 * - `date` stays its ISO text: as a `Date` it would be midnight of whatever zone the process runs in;
 * - `int8` and `numeric` are numbers: counts and sums here stay far below 2^53.
 */
export function setTypeParsers(): void {
  pg.types.setTypeParser(OID.timestamptz, (text) =>
    DateTime.fromMillis(Date.parse(isoOf(text)), { zone: 'utc' }),
  );
  pg.types.setTypeParser(OID.date, (text) => text);
  pg.types.setTypeParser(OID.int8, Number);
  pg.types.setTypeParser(OID.numeric, Number);
  // pg asks a value for `toPostgres` before it falls back to JSON, in arrays too.
  Object.defineProperty(DateTime.prototype, 'toPostgres', {
    configurable: true,
    value(this: DateTime): string {
      return new Date(this.toMillis()).toISOString();
    },
  });
}

/** `2026-03-29 01:30:00.123+00` as PostgreSQL writes it (the session's zone is UTC) in the form that every parser reads. */
function isoOf(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11)}`.replace(/([+-]\d\d)$/, '$1:00');
}
