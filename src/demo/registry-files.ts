import { stringify } from 'csv-stringify/sync';
import type { FeatureCollection, Polygon, MultiPolygon, Position } from 'geojson';
import { DateTime } from 'luxon';
import { ASSIGNMENT_COLUMNS } from '../registry/domain/assignment-row.js';
import { OFFICER_COLUMNS } from '../registry/domain/officer-row.js';
import { ASSIGNMENTS, type StoryDay } from './data/assignments.js';
import { BOUNDARIES } from './data/boundaries.js';
import { type DemoNeighbourhood, NEIGHBOURHOODS } from './data/neighbourhoods.js';
import { OFFICERS } from './data/officers.js';

const DOMAIN = 'fenmarch.police.example';
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

/** The officers as CSV. */
export function officersFile(): string {
  const rows = OFFICERS.map(([collar_number, name, rank, withheld], index) => ({
    collar_number,
    name,
    rank,
    duty_email: `${mailName(name)}@${DOMAIN}`,
    public_email: withheld || rank === 'inspector' ? '' : `${mailName(name)}.public@${DOMAIN}`,
    public_telephone: rank === 'inspector' ? '' : `07700 9004${String(index).padStart(2, '0')}`,
    name_withheld: withheld ? 'yes' : 'no',
  }));
  return stringify(rows, { header: true, columns: [...OFFICER_COLUMNS] });
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

/** @example dayOf('month-1/12', '2026-03-03') // '2026-02-12' */
export function dayOf(day: StoryDay, todayOn: string): string {
  const [, months, ofMonth] = /^month-(\d+)\/(\d+)$/.exec(day) ?? [];
  if (!months) return day;
  const first = DateTime.fromISO(todayOn, { zone: 'utc' })
    .startOf('month')
    .minus({ months: Number(months) });
  return first.set({ day: Number(ofMonth) }).toISODate()!;
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

function boundaryOf(code: string): Polygon | MultiPolygon {
  const polygons = BOUNDARIES[code]!.map((lines) => lines.map(ringOf));
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons };
}

function ringOf(line: string): Position[] {
  return line.split(',').map((position) => position.trim().split(' ').map(Number));
}

/** `Ángel Ruiz-Parry` → `angel.ruiz-parry` */
function mailName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z -]/g, '')
    .trim()
    .toLowerCase()
    .replace(/ /g, '.');
}
