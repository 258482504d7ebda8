import { Injectable } from '@nestjs/common';
import pointInPolygon from '@turf/boolean-point-in-polygon';
import type { EntityManager } from 'typeorm';
import { fromDateRange } from './domain/day-range.js';
import { neighbourhoodHistory } from './neighbourhood-history.query.js';
import {
  type AssignedOfficer,
  listNeighbourhoods,
  type NeighbourhoodRow,
} from './neighbourhood-list.query.js';
import { Neighbourhood } from './neighbourhood.entity.js';
import { placeCandidates } from './place-by-point.query.js';

export type { AssignedOfficer, NeighbourhoodRow };

export interface Place {
  id: string;
  code: string;
  name: string;
}

export interface NeighbourhoodDetail {
  neighbourhood: Neighbourhood;
  fromOn: string;
  untilOn: string | null;
  /** Of every time, latest beginning first. */
  assigned: AssignedOfficer[];
}

/** What others ask about neighbourhoods, inside a transaction of the force. */
@Injectable()
export class NeighbourhoodQueries {
  /** The neighbourhoods that exist on a day, by name, with who is assigned to them then. */
  list(
    manager: EntityManager,
    forceId: string,
    filter: { on: string; search?: string | undefined; limit?: number; offset?: number },
  ): Promise<{ rows: NeighbourhoodRow[]; total: number }> {
    const { on, search, limit = 1_000, offset = 0 } = filter;
    return listNeighbourhoods(manager, forceId, { on, search: search?.trim() || null, limit, offset });
  }

  /** One neighbourhood that exists on a day, with who is assigned to it then; else null. */
  async onDay(
    manager: EntityManager,
    forceId: string,
    code: string,
    on: string,
  ): Promise<NeighbourhoodRow | null> {
    const { rows } = await listNeighbourhoods(manager, forceId, {
      on,
      code,
      search: null,
      limit: 1,
      offset: 0,
    });
    return rows[0] ?? null;
  }

  /** One neighbourhood by its code, upper and lower case being different, whether or not it exists today; else null. */
  async find(manager: EntityManager, forceId: string, code: string): Promise<NeighbourhoodDetail | null> {
    const neighbourhood = await manager.findOneBy(Neighbourhood, { forceId, code });
    if (!neighbourhood) return null;
    const assigned = await neighbourhoodHistory(manager, forceId, neighbourhood.id);
    return { neighbourhood, ...fromDateRange(neighbourhood.during), assigned };
  }

  /**
   * The neighbourhood whose boundary holds a point, the border included; of several that do the smallest. Null outside
   * every boundary.
   * @param on only neighbourhoods that exist on this day
   */
  async placeByPoint(
    manager: EntityManager,
    forceId: string,
    lat: number,
    lng: number,
    on: string | null = null,
  ): Promise<Place | null> {
    const candidates = await placeCandidates(manager, forceId, { lng, lat, on });
    const place = candidates.find(({ boundary }) => pointInPolygon([lng, lat], boundary));
    return place ? { id: place.id, code: place.code, name: place.name } : null;
  }
}
