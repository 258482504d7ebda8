import type { EntityManager } from 'typeorm';
import { Injectable } from '@nestjs/common';
import { NeighbourhoodQueries } from '../registry/neighbourhood-queries.js';
import { type AskedPoint, askedPoint } from './police-uk/domain/asked-point.js';
import { type FoundPlace, foundPlaces } from './your-area.query.js';

/** What somebody's search came to: neighbourhoods, or why it cannot be answered. */
export interface SearchResult {
  places: FoundPlace[];
  problem?: 'postcode' | 'outside' | 'none';
}

/** Any postcode of the United Kingdom, with or without its space; the first half alone may be a name. */
const POSTCODE = /^[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}$/i;

/** Your Area by place: the name of a neighbourhood, past or present, of a ward or of a place, or a point. */
@Injectable()
export class PlaceSearch {
  constructor(private readonly queries: NeighbourhoodQueries) {}

  async search(manager: EntityManager, forceId: string, on: string, words: string): Promise<SearchResult> {
    const point = askedPoint(words);
    if (point) return this.byPoint(manager, forceId, on, point);
    const places = await foundPlaces(manager, forceId, on, words);
    if (places.length > 0) return { places };
    return { places, problem: POSTCODE.test(words) ? 'postcode' : 'none' };
  }

  private async byPoint(
    manager: EntityManager,
    forceId: string,
    on: string,
    { latitude, longitude }: AskedPoint,
  ): Promise<SearchResult> {
    const place = await this.queries.placeByPoint(manager, forceId, latitude, longitude, on);
    return place
      ? { places: [{ code: place.code, name: place.name, because: [] }] }
      : { places: [], problem: 'outside' };
  }
}
