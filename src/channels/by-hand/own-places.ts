import { Injectable } from '@nestjs/common';
import type { Person } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { ContactReader } from '../../contacts/contact-reader.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type Place, placesOn } from '../place.query.js';

/** The neighbourhoods for which somebody can enter a contact today. */
@Injectable()
export class OwnPlaces {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly reader: ContactReader,
  ) {}

  async of(person: Person): Promise<Place[]> {
    const now = this.clock.now();
    return this.database.inForce(person.forceId, async (manager) => {
      const areas = await this.reader.areasOf(manager, person, now);
      return placesOn(manager, person.forceId, localDayOf(now), areas);
    });
  }
}
