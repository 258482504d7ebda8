import { Injectable } from '@nestjs/common';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { formerPlace } from './contact-places.query.js';
import { formerPlaceProblem } from './domain/former-place.js';
import { NeighbourhoodQueries } from '../registry/neighbourhood-queries.js';

/** Places a contact that came with a point, or for a neighbourhood that does not exist today. */
@Injectable()
export class ContactPlaces {
  constructor(
    private readonly database: ForceDatabase,
    private readonly neighbourhoods: NeighbourhoodQueries,
  ) {}

  /**
   * @param on the local day on which the neighbourhood must exist
   * @throws DomainError invalid if there is no point, or no boundary of the force holds it
   */
  async codeAt(
    forceId: string,
    point: { latitude: number; longitude: number } | undefined,
    on: string,
  ): Promise<string> {
    if (!point) throw DomainError.field('neighbourhood', 'Give the neighbourhood’s code, or a point');
    const place = await this.database.inForce(forceId, (manager) =>
      this.neighbourhoods.placeByPoint(manager, forceId, point.latitude, point.longitude, on),
    );
    if (!place) {
      throw DomainError.field(
        'point',
        'The point lies in no neighbourhood of this force; give the neighbourhood’s code',
      );
    }
    return place.code;
  }

  /**
   * The local day on which a neighbourhood that does not exist today takes what was sent to it then.
   * @param today the local day of the receipt
   * @throws DomainError invalid if it takes none, with what to do
   */
  async dayOfFormer(
    forceId: string,
    code: string,
    { sentOn, today }: { sentOn: string; today: string },
  ): Promise<string> {
    const place = await this.database.inForce(forceId, (manager) =>
      formerPlace(manager, forceId, code, today),
    );
    const problem = formerPlaceProblem(place, sentOn);
    if (problem) throw DomainError.field('neighbourhood', problem);
    return sentOn;
  }
}
