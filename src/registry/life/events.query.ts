import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { EventType } from './domain/event-type.js';
import type { Recorded } from './life-kind.js';

export interface EventFields {
  type: EventType;
  title: string;
  address: string;
  description: string | null;
  startsAt: DateTime;
  endsAt: DateTime | null;
  email: string | null;
  telephone: string | null;
  /** Members of the public who came, and volunteers among them or beside them; null until counted. */
  attended: number | null;
  volunteers: number | null;
  cancelled: boolean;
}
export type EventRow = EventFields & Recorded;

const EVENTS = `
-- Which events has a neighbourhood, the latest first?
select id, version, type, title, address, description, starts_at as "startsAt", ends_at as "endsAt", email, telephone,
       attended, volunteers, cancelled
from neighbourhood_event where force_id = $1 and neighbourhood_id = $2
order by starts_at desc, id`;

export function listEvents(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
): Promise<EventRow[]> {
  return manager.query<EventRow[]>(EVENTS, [forceId, neighbourhoodId]);
}

export async function insertEvent(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  id: string,
  fields: EventFields,
): Promise<void> {
  await manager.query(
    `insert into neighbourhood_event (force_id, id, neighbourhood_id, type, title, address, description, starts_at,
       ends_at, email, telephone, attended, volunteers, cancelled)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [forceId, id, neighbourhoodId, ...valuesOf(fields)],
  );
}

export async function updateEvent(
  manager: EntityManager,
  forceId: string,
  id: string,
  fields: EventFields,
): Promise<void> {
  await manager.query(
    `update neighbourhood_event set type = $3, title = $4, address = $5, description = $6, starts_at = $7, ends_at = $8,
       email = $9, telephone = $10, attended = $11, volunteers = $12, cancelled = $13
     where force_id = $1 and id = $2`,
    [forceId, id, ...valuesOf(fields)],
  );
}

function valuesOf(fields: EventFields): unknown[] {
  const { type, title, address, description, startsAt, endsAt, email, telephone } = fields;
  const { attended, volunteers, cancelled } = fields;
  return [
    type,
    title,
    address,
    description,
    startsAt,
    endsAt,
    email,
    telephone,
    attended,
    volunteers,
    cancelled,
  ];
}
