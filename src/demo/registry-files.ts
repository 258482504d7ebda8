import { stringify } from 'csv-stringify/sync';
import type { FeatureCollection, Polygon, MultiPolygon, Position } from 'geojson';
import { DateTime } from 'luxon';
import { ASSIGNMENT_COLUMNS } from '../registry/domain/assignment-row.js';
import { OFFICER_COLUMNS } from '../registry/domain/officer-row.js';
import { ASSIGNMENTS, type StoryDay } from './data/assignments.js';
import { BOUNDARIES } from './data/boundaries.js';
import { type DemoNeighbourhood, NEIGHBOURHOODS } from './data/neighbourhoods.js';
import { OFFICERS } from './data/officers.js';

export const DOMAIN = 'fenmarch.police.example';
/** From before the first assignment of anybody. */
const NEIGHBOURHOODS_FROM = '2019-04-01';

/** The fictional force's neighbourhoods in the form in which any force imports its own. */
export function neighbourhoodsFile(): FeatureCollection<Polygon | MultiPolygon> {
  return {
    type: 'FeatureCollection',
    features: NEIGHBOURHOODS.map((neighbourhood, index) => ({
      type: 'Feature',
      properties: propertiesOf(neighbourhood, index),
      geometry: boundaryOf(neighbourhood.code),
    })),
  };
}

/** A PCSO of two teams, who retires. */
const LEAVES_SOON = '7352';

/** The officers as CSV; the day on which one of them leaves moves with `todayOn`. */
export function officersFile(todayOn: string): string {
  const rows = OFFICERS.map(([collar_number, name, rank, withheld], index) => ({
    collar_number,
    name,
    rank,
    duty_email: `${mailName(name)}@${DOMAIN}`,
    public_email: withheld || rank === 'inspector' ? '' : `${mailName(name)}.public@${DOMAIN}`,
    public_telephone: rank === 'inspector' ? '' : `07700 9004${String(index).padStart(2, '0')}`,
    name_withheld: withheld ? 'yes' : 'no',
    // Before anybody was assigned anywhere; three a year, so that they have served for longer and shorter.
    joined_on: `${2010 + (index % 9)}-0${1 + (index % 8)}-0${1 + (index % 6)}`,
    left_on: collar_number === LEAVES_SOON ? dayOf('month+1/15', todayOn) : '',
  }));
  return stringify(rows, { header: true, columns: [...OFFICER_COLUMNS, 'joined_on', 'left_on'] });
}

/** The assignments as CSV; those of the story's last months move with `todayOn`. */
export function assignmentsFile(todayOn: string): string {
  const rows = ASSIGNMENTS.map(({ code, collar, role, fromOn, untilOn }) => ({
    neighbourhood_code: code,
    collar_number: collar,
    role,
    from: dayOf(fromOn, todayOn),
    until: untilOn ? dayOf(untilOn, todayOn) : '',
  }));
  return stringify(rows, { header: true, columns: [...ASSIGNMENT_COLUMNS] });
}

/** @example dayOf('month-1/12', '2026-03-03') // '2026-02-12'; dayOf('day+20', '2026-03-03') // '2026-03-23' */
export function dayOf(day: StoryDay, todayOn: string): string {
  const today = DateTime.fromISO(todayOn, { zone: 'utc' });
  const [, days] = /^day([-+]\d+)$/.exec(day) ?? [];
  if (days) return today.plus({ days: Number(days) }).toISODate()!;
  const [, months, ofMonth] = /^month([-+]\d+)\/(\d+)$/.exec(day) ?? [];
  if (!months) return day;
  return today
    .startOf('month')
    .plus({ months: Number(months) })
    .set({ day: Number(ofMonth) })
    .toISODate()!;
}

function propertiesOf({ code, name, description, population }: DemoNeighbourhood, index: number): object {
  const word = mailName(name);
  return {
    code,
    name,
    description,
    population,
    email: `${word}@${DOMAIN}`,
    telephone: `01632 9607${String(index).padStart(2, '0')}`,
    web_url: `https://www.${DOMAIN}/your-area/${word}`,
    team_mailbox: `${word}.team@${DOMAIN}`,
    from: NEIGHBOURHOODS_FROM,
  };
}

export function boundaryOf(code: string): Polygon | MultiPolygon {
  const polygons = BOUNDARIES[code]!.map((lines) => lines.map(ringOf));
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons };
}

function ringOf(line: string): Position[] {
  return line.split(',').map((position) => position.trim().split(' ').map(Number));
}

/** `Ángel Ruiz-Parry` → `angel.ruiz-parry` */
export function mailName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z -]/g, '')
    .trim()
    .toLowerCase()
    .replace(/ /g, '.');
}
