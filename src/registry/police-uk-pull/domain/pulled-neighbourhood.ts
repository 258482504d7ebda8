import type { Boundary } from '../../domain/boundary.js';
import type { EventType } from '../../life/domain/event-type.js';

export interface Route {
  kind: string;
  value: string;
}

export interface Link {
  title: string;
  url: string;
  description: string | null;
}

export interface Place {
  type: string | null;
  name: string;
  address: string;
  postcode: string;
  telephone: string | null;
  description: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** Instants as ISO text in UTC. */
export interface Priority {
  issue: string;
  issueAt: string;
  action: string | null;
  actionAt: string | null;
}

export interface NeighbourhoodEvent {
  type: EventType;
  title: string;
  address: string;
  description: string | null;
  startsAt: string;
  endsAt: string | null;
  email: string | null;
  telephone: string | null;
}

export interface PulledPerson {
  name: string;
  rank: string | null;
}

export interface SeniorOfficer {
  name: string;
  rank: string;
  bio: string | null;
  email: string | null;
  telephone: string | null;
}

/** What the answers about a neighbourhood say. Null, and a route that is not there: they say nothing of it. */
export interface PulledNeighbourhood {
  code: string;
  name: string | null;
  description: string | null;
  population: number | null;
  routes: Route[];
  boundary: Boundary | null;
  links: Link[] | null;
  places: Place[] | null;
  priorities: Priority[] | null;
  events: NeighbourhoodEvent[] | null;
  people: PulledPerson[] | null;
  /** What was left out or mended, in words. */
  leftOut: string[];
}
