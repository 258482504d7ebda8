import type { FieldError } from '../../common/errors.js';
import { telephoneProblem } from '../domain/contact-route.js';
import type { LifeKind } from './life-kind.js';
import { insertPlace, listPlaces, type PlaceFields, type PlaceRow, updatePlace } from './places.query.js';

/** A place that the public may go to: a station, an enquiry desk, a library with a surgery. */
export const PLACES: LifeKind<PlaceFields, PlaceRow> = {
  word: 'place',
  table: 'place',
  list: listPlaces,
  insert: insertPlace,
  update: updatePlace,
  seenTexts: ['name', 'type', 'address', 'postcode'],
  changed: ({ id: _id, version: _version, ...before }, change) => ({ ...before, ...change }),
  problems({ telephone, latitude, longitude }) {
    const problems: FieldError[] = [];
    const reason = telephone === null ? undefined : telephoneProblem(telephone);
    if (reason) problems.push({ field: 'telephone', message: reason });
    if ((latitude === null) !== (longitude === null)) {
      const field = latitude === null ? 'latitude' : 'longitude';
      problems.push({ field, message: 'Give both latitude and longitude, or neither' });
    }
    return problems;
  },
};
