import type { Boundary } from '../../domain/boundary.js';
import type { Rank } from '../../domain/rank.js';
import { compareItems } from './compare-items.js';
import { type AssignedPerson, comparePeople } from './compare-people.js';
import { type Difference, type Held, isOther, type ListWrite } from './difference.js';
import { EVENT, LINK, PLACE, PRIORITY } from './item-kinds.js';
import type {
  Link,
  NeighbourhoodEvent,
  Place,
  Priority,
  PulledNeighbourhood,
  Route,
} from './pulled-neighbourhood.js';

/** What the registry holds of a neighbourhood today. */
export interface HeldNeighbourhood {
  id: string;
  code: string;
  name: string;
  description: string | null;
  population: number | null;
  /** The last day of one that has ended. */
  endedOn: string | null;
  routes: Route[];
  boundary: Boundary | null;
  links: Held<Link>[];
  places: Held<Place>[];
  priorities: Held<Priority>[];
  events: Held<NeighbourhoodEvent>[];
  assigned: AssignedPerson[];
}

/** What is written of a neighbourhood. Null: stays as it is. */
export interface NeighbourhoodWrite {
  /** Null: it is new. */
  id: string | null;
  code: string;
  name: string | null;
  description: string | null;
  population: number | null;
  boundary: Boundary | null;
  routes: Route[];
  links: ListWrite<Link>;
  places: ListWrite<Place>;
  priorities: ListWrite<Priority>;
  events: ListWrite<NeighbourhoodEvent>;
}

export interface ComparedNeighbourhood {
  code: string;
  name: string;
  change: 'added' | 'changed' | 'same' | 'refused';
  /** Why nothing is taken of it. */
  reason: string | null;
  differences: Difference[];
  leftOut: string[];
  onlyHere: string[];
  people: string[];
  write: NeighbourhoodWrite | null;
}

export interface ComparedWith {
  /** The pulled boundary, if it is to be taken, and in words how it differs. */
  boundary: { taken: Boundary; before: string | null; after: string } | null;
  ranks: readonly Rank[];
}

/** Lays what was pulled of a neighbourhood beside what is held of it, field by field. */
export function compareNeighbourhood(
  pulled: PulledNeighbourhood,
  held: HeldNeighbourhood | null,
  { boundary, ranks }: ComparedWith,
): ComparedNeighbourhood {
  const { code, leftOut } = pulled;
  const name = pulled.name ?? held?.name ?? code;
  const refused = (reason: string): ComparedNeighbourhood => {
    return {
      code,
      name,
      change: 'refused',
      reason,
      differences: [],
      leftOut,
      onlyHere: [],
      people: [],
      write: null,
    };
  };
  if (held?.endedOn) return refused(`it ended here on ${held.endedOn} and is still shown there`);
  if (!held && pulled.name === null) return refused('it has no name there');

  const links = compareItems(LINK, pulled.links, held?.links ?? []);
  const places = compareItems(PLACE, pulled.places, held?.places ?? []);
  const priorities = compareItems(PRIORITY, pulled.priorities, held?.priorities ?? []);
  const events = compareItems(EVENT, pulled.events, held?.events ?? []);
  const routes = pulled.routes.filter(({ kind, value }) => isOther(value, routeOf(held, kind)));
  const differences: Difference[] = [
    ...fact('Name', pulled.name, held?.name ?? null),
    ...fact('Description', pulled.description, held?.description ?? null),
    ...fact('Population', pulled.population, held?.population ?? null),
    ...routes.map(({ kind, value }) => ({
      field: routeLabel(kind),
      before: routeOf(held, kind),
      after: value,
    })),
    ...(boundary ? [{ field: 'Boundary', before: boundary.before, after: boundary.after }] : []),
    ...[links, places, priorities, events].flatMap((list) => list.differences),
  ];
  return {
    code,
    name,
    change: !held ? 'added' : differences.length > 0 ? 'changed' : 'same',
    reason: null,
    differences,
    leftOut,
    onlyHere: [
      ...routesOnlyHere(pulled, held),
      ...[links, places, priorities, events].flatMap((list) => list.onlyHere),
    ],
    people: comparePeople(ranks, pulled.people, held?.assigned ?? []),
    write: {
      id: held?.id ?? null,
      code,
      name: ifOther(pulled.name, held?.name),
      description: ifOther(pulled.description, held?.description),
      population: ifOther(pulled.population, held?.population),
      boundary: boundary?.taken ?? null,
      routes,
      links: links.write,
      places: places.write,
      priorities: priorities.write,
      events: events.write,
    },
  };
}

function routesOnlyHere(pulled: PulledNeighbourhood, held: HeldNeighbourhood | null): string[] {
  const there = new Set(pulled.routes.map(({ kind }) => kind));
  return (held?.routes ?? [])
    .filter(({ kind }) => !there.has(kind))
    .map(({ kind, value }) => `${routeLabel(kind).toLowerCase()} “${value}” is only here and stays`);
}

const ROUTE_LABELS: Record<string, string> = { email: 'Email', telephone: 'Telephone', web: 'Web page' };

export const routeLabel = (kind: string): string =>
  ROUTE_LABELS[kind] ?? `${kind[0]!.toUpperCase()}${kind.slice(1)}`;

const routeOf = (held: HeldNeighbourhood | null, kind: string): string | null =>
  held?.routes.find((route) => route.kind === kind)?.value ?? null;

const ifOther = <T>(pulled: T | null, held: T | null | undefined): T | null =>
  isOther(pulled, held ?? null) ? pulled : null;

export function fact(
  field: string,
  pulled: string | number | null,
  held: string | number | null,
): Difference[] {
  if (!isOther(pulled, held)) return [];
  return [{ field, before: held === null ? null : String(held), after: String(pulled) }];
}
