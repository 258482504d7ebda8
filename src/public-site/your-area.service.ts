import { Injectable } from '@nestjs/common';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { deputiesCovering } from '../registry/coverage/deputies-covering.js';
import { type ListedPlace, listedPlaces } from '../registry/places/places-to-draw.js';
import { type ForceMap, ForceMaps } from './force-map.js';
import { PlaceSearch, type SearchResult } from './place-search.js';
import { type PublicPlace, publicPlace } from './your-area.query.js';

/** How many coming events a page shows. */
export const MOST_EVENTS = 20;

/** What the public is shown of a force's neighbourhoods today. */
@Injectable()
export class YourArea {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly maps: ForceMaps,
    private readonly places: PlaceSearch,
  ) {}

  /** Every neighbourhood of the force by name, and the map of them. */
  list(forceId: string): Promise<{ places: ListedPlace[]; map: ForceMap | null }> {
    return this.database.inForce(forceId, async (manager) => {
      const places = await listedPlaces(manager, forceId, this.today());
      return { places, map: await this.maps.of(manager, forceId, places) };
    });
  }

  search(forceId: string, words: string): Promise<SearchResult> {
    return this.database.inForce(forceId, (manager) =>
      this.places.search(manager, forceId, this.today(), words),
    );
  }

  /** One neighbourhood; null if there is none of this code today. */
  place(forceId: string, code: string): Promise<PublicPlace | null> {
    const now = this.clock.now();
    // One more than is shown tells whether there are more.
    const day = { on: localDayOf(now), now, mostEvents: MOST_EVENTS + 1 };
    return this.database.inForce(forceId, async (manager) => {
      const place = await publicPlace(manager, forceId, code, day);
      if (!place) return null;
      const { deputies, ...known } = place;
      if (deputies.length === 0) return { ...known, covering: [] };
      const present = await deputiesCovering(manager, forceId, place.id, day.on);
      return { ...known, covering: deputies.filter(({ id }) => present.has(id)) };
    });
  }

  private today(): string {
    return localDayOf(this.clock.now());
  }
}
