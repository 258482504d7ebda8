import { Injectable } from '@nestjs/common';
import pointInPolygon from '@turf/boolean-point-in-polygon';
import type { EntityManager } from 'typeorm';
import { fromDateRange } from './domain/day-range.js';
import { formerNames, neighbourhoodHistory } from './neighbourhood-history.query.js';
import {
  type AssignedOfficer,
  listNeighbourhoods,
  type NeighbourhoodRow,
  type SearchReach,
} from './neighbourhood-list.query.js';
import { Neighbourhood } from './neighbourhood.entity.js';
import { placeCandidates } from './place-by-point.query.js';

export type { AssignedOfficer, NeighbourhoodRow, SearchReach };

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
  formerNames: { name: string; untilOn: string }[];
}

/** What others ask about neighbourhoods, inside a transaction of the force. */
@Injectable()
export class NeighbourhoodQueries {
  /** The neighbourhoods that exist on a day, by name, with who is assigned to them then. */
  list(
    manager: EntityManager,
    forceId: string,
    filter: {
      on: string;
      search?: string | undefined;
      /** The names and codes of neighbourhoods, unless it may reach further. */
      reach?: SearchReach;
      limit?: number;
      offset?: number;
    },
  ): Promise<{ rows: NeighbourhoodRow[]; total: number }> {
    const { on, search, reach = 'names', limit = 1_000, offset = 0 } = filter;
    return listNeighbourhoods(manager, forceId, { on, search: search?.trim() || null, reach, limit, offset });
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

  /**
   * One neighbourhood by its code, upper and lower case being different, whether or not it exists today; else null.
   * @param onDay the day whose absences are said beside the names
   */
  async find(
    manager: EntityManager,
    forceId: string,
    code: string,
    onDay: string | null = null,
  ): Promise<NeighbourhoodDetail | null> {
    const neighbourhood = await manager.findOneBy(Neighbourhood, { forceId, code });
    if (!neighbourhood) return null;
    const assigned = await neighbourhoodHistory(manager, forceId, neighbourhood.id, onDay);
    const former = await formerNames(manager, forceId, neighbourhood.id);
    return { neighbourhood, ...fromDateRange(neighbourhood.during), assigned, formerNames: former };
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
