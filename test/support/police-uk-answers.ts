import type { NeighbourhoodAnswers } from '../../src/registry/police-uk-pull/domain/pulled-answers.js';
import type { PulledNeighbourhood } from '../../src/registry/police-uk-pull/domain/pulled-neighbourhood.js';
import { readNeighbourhood } from '../../src/registry/police-uk-pull/domain/read-neighbourhood.js';

const none = { json: [] };

/** A neighbourhood of which the national interface says nothing but its name, with these answers in place of the empty ones. */
export function readAbbey(answers: Partial<NeighbourhoodAnswers>, details: object = {}): PulledNeighbourhood {
  const empty = { boundary: none, people: none, priorities: none, events: none };
  const own = { details: { json: { id: 'NC04', name: 'Abbey', ...details } } };
  return readNeighbourhood(
    { code: 'NC04', name: 'Abbey', ...own, ...empty, ...answers },
    { forceUrl: 'https://force.example', readAt: '2026-04-10T09:00:00.000Z' },
  );
}

export const ABBEY_SQUARE = [
  { latitude: '52.0', longitude: '-1.0' },
  { latitude: '52.0', longitude: '-0.9' },
  { latitude: '52.1', longitude: '-0.9' },
  { latitude: '52.1', longitude: '-1.0' },
  { latitude: '52.0', longitude: '-1.0' },
];
