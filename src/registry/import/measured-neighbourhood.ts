import area from '@turf/area';
import bbox from '@turf/bbox';
import { newId } from '../../common/new-id.js';
import { centreOf } from '../domain/centre.js';
import type { NeighbourhoodRow } from '../domain/neighbourhood-feature.js';

/** A neighbourhood as it is to be recorded, whole. */
export type WholeNeighbourhood = { [K in keyof NeighbourhoodRow]: Exclude<NeighbourhoodRow[K], undefined> };

/** With what is worked out from its boundary. */
export interface MeasuredNeighbourhood extends WholeNeighbourhood {
  id: string;
  minLng: number;
  minLat: number;
  maxLng: number;
  maxLat: number;
  areaKm2: number;
  /** A point that surely lies inside, where a label may stand. */
  centreLng: number;
  centreLat: number;
}

/** What the file does not name is as recorded; of a new neighbourhood it is nothing. */
export function wholeOf(
  row: NeighbourhoodRow,
  before: Record<string, string | null> | null,
): WholeNeighbourhood {
  const kept = (value: string | null | undefined, property: string): string | null =>
    value === undefined ? (before?.[property] ?? null) : value;
  return {
    ...row,
    description: kept(row.description, 'description'),
    population: row.population === undefined ? numberOf(before?.['population']) : row.population,
    email: kept(row.email, 'email'),
    telephone: kept(row.telephone, 'telephone'),
    webUrl: kept(row.webUrl, 'web_url'),
    teamMailbox: kept(row.teamMailbox, 'team_mailbox'),
  };
}

const numberOf = (text: string | null | undefined): number | null => (text ? Number(text) : null);

/** Its extent, area and centre. */
export function measured(row: WholeNeighbourhood): MeasuredNeighbourhood {
  const [minLng, minLat, maxLng, maxLat] = bbox(row.boundary);
  const [centreLng, centreLat] = centreOf(row.boundary);
  const areaKm2 = area(row.boundary) / 1e6;
  return { ...row, id: newId(), minLng, minLat, maxLng, maxLat, areaKm2, centreLng, centreLat };
}
