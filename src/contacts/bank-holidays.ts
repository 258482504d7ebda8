import { isDay } from '../common/calendar.js';
import { readConfigFile } from '../config/config-files.js';
import type { IsHoliday } from './domain/target.js';

/**
 * The bank holidays of England and Wales, by the file that GOV.UK publishes: `config/bank-holidays.json`. Years that
 * the file does not reach have weekends only.
 * @throws Error if the file has another shape
 */
export function readBankHolidays(): IsHoliday {
  return parseBankHolidays(readConfigFile('bank-holidays.json'));
}

/** @throws Error naming what is missing. */
export function parseBankHolidays(file: unknown): IsHoliday {
  const division = (file as Record<string, { events?: unknown } | undefined> | null)?.['england-and-wales'];
  const events = division?.events;
  if (!Array.isArray(events)) {
    throw new Error('config/bank-holidays.json must list england-and-wales.events, as GOV.UK publishes it.');
  }
  const days = new Set(
    events.map((event: { date?: unknown }) => {
      if (typeof event.date !== 'string' || !isDay(event.date)) {
        throw new Error('config/bank-holidays.json: every event must have a date, YYYY-MM-DD.');
      }
      return event.date;
    }),
  );
  return (day) => days.has(day);
}
