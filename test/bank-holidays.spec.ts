import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Event {
  title: string;
  date: string;
  notes: string;
  bunting: boolean;
}
type File = Record<string, { division: string; events: Event[] }>;

const read = (path: string | URL): File => JSON.parse(readFileSync(path, 'utf8')) as File;
const ours = read(new URL('../config/bank-holidays.json', import.meta.url));
const events = ours['england-and-wales']!.events;
const yearsOf = (list: Event[]): number[] => [...new Set(list.map(({ date }) => Number(date.slice(0, 4))))];
const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

describe('the bank holidays of England and Wales', () => {
  it('have the shape of the GOV.UK file', () => {
    expect(Object.keys(ours)).toContain('england-and-wales');
    expect(ours['england-and-wales']!.division).toBe('england-and-wales');
    for (const event of events) {
      expect(Object.keys(event)).toEqual(['title', 'date', 'notes', 'bunting']);
      expect(event.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(new Date(`${event.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(event.date);
      expect(event.title).not.toMatch(/['"]/);
    }
  });

  it('reach without a hole from 2019 to 2028 at least, eight a year at least, each day once and in order', () => {
    const years = yearsOf(events);
    expect(years).toEqual(expect.arrayContaining(Array.from({ length: 10 }, (_, index) => 2019 + index)));
    expect(years).toEqual(years.map((_, index) => years[0]! + index));
    for (const year of years) {
      expect(events.filter(({ date }) => date.startsWith(`${year}-`)).length).toBeGreaterThanOrEqual(8);
    }
    const dates = events.map(({ date }) => date);
    expect(dates).toEqual([...new Set(dates)].sort());
  });

  it('are working days otherwise: what falls on a weekend has its substitute', () => {
    expect(events.filter(({ date }) => weekday(date) % 6 === 0)).toEqual([]);
    const moved = events
      .filter(({ notes }) => notes === 'Substitute day')
      .map(({ title, date }) => `${title} ${date}`);
    expect(moved).toEqual(
      expect.arrayContaining([
        'Boxing Day 2026-12-28',
        'Christmas Day 2027-12-27',
        'New Year’s Day 2028-01-03',
      ]),
    );
  });

  it('have Good Friday and Easter Monday around one Sunday, in a spring full moon’s range', () => {
    for (const year of yearsOf(events)) {
      const of = (title: string): string =>
        events.find((event) => event.title === title && event.date.startsWith(`${year}`))!.date;
      const [friday, monday] = [of('Good Friday'), of('Easter Monday')];
      expect([weekday(friday), weekday(monday)]).toEqual([5, 1]);
      expect(Date.parse(monday) - Date.parse(friday)).toBe(3 * 86_400_000);
      expect(friday >= `${year}-03-20` && monday <= `${year}-04-26`).toBe(true);
    }
  });
});

/** GOV.UK's own file. Named and missing fails; not named, skips. */
const path = process.env['REAL_BANK_HOLIDAYS'];

(path ? describe : describe.skip)('the published bank holidays', () => {
  it('are ours, in every year that both files hold', () => {
    const published = read(path!)['england-and-wales']!.events;
    const both = yearsOf(published).filter((year) => yearsOf(events).includes(year));
    expect(both.length).toBeGreaterThanOrEqual(10);
    const days = (list: Event[]): string[] =>
      list
        .filter(({ date }) => both.includes(Number(date.slice(0, 4))))
        .map(({ date, title, notes }) => `${date} ${title} ${notes}`);
    expect(days(events)).toEqual(days(published));
  });
});
