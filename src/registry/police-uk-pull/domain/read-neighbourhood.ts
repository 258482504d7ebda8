import { codeProblem } from '../../domain/neighbourhood-code.js';
import { AnswerReader, isObject, named } from './answer-reader.js';
import type { NeighbourhoodAnswers } from './pulled-answers.js';
import type { PulledNeighbourhood } from './pulled-neighbourhood.js';
import { readBoundary } from './read-boundary.js';
import { readDetails } from './read-details.js';
import { readEvents, readPriorities } from './read-life.js';
import { readPeople } from './read-people.js';

export interface ReadBeside {
  /** The force's own page. */
  forceUrl: string | null;
  /** When the answers were given, as ISO text in UTC. */
  readAt: string;
}

/** Everything the answers about one neighbourhood say, and in words what of them was left out. */
export function readNeighbourhood(
  answers: NeighbourhoodAnswers,
  { forceUrl, readAt }: ReadBeside,
): PulledNeighbourhood {
  const leftOut: string[] = [];
  return {
    code: answers.code,
    ...readDetails(answers, forceUrl, leftOut),
    boundary: readBoundary(answers.boundary, leftOut),
    people: readPeople(answers.people, leftOut),
    priorities: readPriorities(answers.priorities, leftOut),
    events: readEvents(answers.events, readAt, leftOut),
    leftOut,
  };
}

export interface Listed {
  code: string;
  name: unknown;
}

/**
 * The neighbourhoods of a force's list, each id once. "Ids are opaque strings … with spaces in places; a neighbourhood
 * called `neighbourhoods` cannot exist", nor one whose id no address could hold.
 */
export function readList(json: unknown): { neighbourhoods: Listed[]; leftOut: string[] } | null {
  if (!Array.isArray(json)) return null;
  const leftOut: string[] = [];
  const byCode = new Map<string, Listed>();
  for (const [i, entry] of json.entries()) {
    const id: unknown = isObject(entry) ? entry['id'] : undefined;
    const code = typeof id === 'string' || typeof id === 'number' ? String(id) : '';
    const where = `neighbourhood ${i + 1} of the list`;
    if (code.trim() === '') leftOut.push(`${where}: has no id and was left out`);
    else if (codeProblem(code))
      leftOut.push(`${where}: ${named(code)} ${codeProblem(code)}; it was left out`);
    else if (byCode.has(code)) leftOut.push(`${where}: repeats ${named(code)}`);
    else byCode.set(code, { code, name: new AnswerReader(entry, leftOut).of('name') });
  }
  return { neighbourhoods: [...byCode.values()], leftOut };
}
