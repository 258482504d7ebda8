import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import { parseAbsenceRow } from '../registry/import/domain/absence-row.js';
import { parseDutyHoursRow } from '../registry/import/domain/duty-hours-row.js';
import { parseEventRow } from '../registry/import/domain/event-row.js';
import { parsePriorityRow } from '../registry/import/domain/priority-row.js';
import { parseWardFeature } from '../registry/wards/domain/ward-feature.js';
import { NEIGHBOURHOODS } from './data/neighbourhoods.js';
import { OFFICERS } from './data/officers.js';
import { absencesFile, dutyHoursFile, eventsFile, prioritiesFile, wardsFile } from './life-files.js';
import { Chance } from './story/chance.js';

type Cells = Record<string, string>;
const rowsOf = (file: string): Cells[] => parse(file, { columns: true });
const codes = new Set(NEIGHBOURHOODS.map(({ code }) => code));

// The first and the last day of a month, both changes of the clocks, a leap day.
const nows = [
  '2026-08-01T00:00:30Z',
  '2026-08-31T22:59:00Z',
  '2026-03-29T01:30:00Z',
  '2026-10-25T00:30:00Z',
  '2028-02-29T12:00:00Z',
];

describe.each(nows)('what the fictional force imports besides, at %s', (text) => {
  const now = DateTime.fromISO(text, { zone: 'utc' });
  const todayOn = now.setZone('Europe/London').toISODate()!;
  const priorities = rowsOf(prioritiesFile(todayOn, new Chance(1)));
  const events = rowsOf(eventsFile(now, new Chance(1)));

  it.each([
    ['absences', rowsOf(absencesFile(todayOn)), parseAbsenceRow],
    ['duty hours', rowsOf(dutyHoursFile(todayOn, new Chance(1))), parseDutyHoursRow],
    ['priorities', priorities, parsePriorityRow],
    ['events', events, parseEventRow],
  ] as [string, Cells[], (cells: Cells) => object][])('has %s that the import takes', (_, rows, parseRow) => {
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.flatMap((row) => (parseRow(row) as { problems?: object[] }).problems ?? [])).toEqual([]);
  });

  it('has wards that the import takes, two of them of two neighbourhoods', () => {
    const { features } = wardsFile();
    expect(features).toHaveLength(10);
    for (const feature of features) expect(parseWardFeature(feature)).not.toHaveProperty('problems');
  });

  it('speaks of neighbourhoods and officers that it has, and leaves nothing to be filled in', () => {
    const rows = [...priorities, ...events];
    expect(rows.filter(({ neighbourhood_code }) => !codes.has(neighbourhood_code!))).toEqual([]);
    expect(JSON.stringify(rows)).not.toMatch(/[{]\w+[}]/);
    const collars = new Set(OFFICERS.map(([collar]) => collar));
    expect(rowsOf(absencesFile(todayOn)).filter(({ collar_number }) => !collars.has(collar_number!))).toEqual(
      [],
    );
  });

  it('knows who came only once it is over, and no priority of the future', () => {
    expect(events.filter(({ attended, ends }) => attended !== '' && ends! > todayOn)).toEqual([]);
    expect(
      priorities.filter(({ issue_date, action_date }) => issue_date! > todayOn || action_date! > todayOn),
    ).toEqual([]);
    expect(
      priorities.filter(({ issue_date, action_date }) => action_date !== '' && action_date! < issue_date!),
    ).toEqual([]);
  });

  it('is the same every time', () => {
    expect(eventsFile(now, new Chance(1))).toBe(eventsFile(now, new Chance(1)));
  });
});
