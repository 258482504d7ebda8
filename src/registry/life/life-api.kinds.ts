import { localDayOf, startOfLocalDay } from '../../common/calendar.js';
import { DomainError } from '../../common/errors.js';
import { parseInstant } from '../../common/is-instant.js';
import type { EventFields, EventRow } from './events.query.js';
import type {
  ChangeEventDto,
  ChangeLinkDto,
  ChangePlaceDto,
  ChangePriorityDto,
  EventView,
  LinkView,
  PlaceView,
  PriorityView,
} from './life.dto.js';
import type { LinkFields, LinkRow } from './links.query.js';
import type { PlaceFields, PlaceRow } from './places.query.js';
import type { PriorityFields, PriorityRow } from './priorities.query.js';

/** Only what was sent; what a record cannot be without may not be null, which a left-out field of a change lets through. */
function sent<T extends object>(
  body: object,
  required: readonly string[],
  fields: { [K in keyof T]: () => T[K] },
): Partial<T> {
  for (const name of required)
    if ((body as Record<string, unknown>)[name] === null)
      throw DomainError.field(name, `${name} must not be null; leave it out to keep it`);
  const names = Object.keys(fields) as (keyof T)[];
  return Object.fromEntries(
    names.map((name) => [name, fields[name]()]).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

type Sendable<T> = { [K in keyof T]: T[K] | undefined };

export function priorityFields(body: ChangePriorityDto): Partial<PriorityFields> {
  const { issue, issuedOn, action, actionOn, endedOn } = body;
  return sent<Sendable<PriorityFields>>(body, ['issue', 'issuedOn'], {
    issue: () => issue,
    issueAt: () => (issuedOn ? startOfLocalDay(issuedOn) : undefined),
    action: () => action,
    actionAt: () => (actionOn ? startOfLocalDay(actionOn) : actionOn === null ? null : undefined),
    endedOn: () => endedOn,
  }) as Partial<PriorityFields>;
}

export function priorityView({
  id,
  version,
  issue,
  issueAt,
  action,
  actionAt,
  endedOn,
}: PriorityRow): PriorityView {
  const actionOn = actionAt && localDayOf(actionAt);
  return { id, version, issue, issuedOn: localDayOf(issueAt), action, actionOn, endedOn };
}

export function eventFields(body: ChangeEventDto): Partial<EventFields> {
  const { startsAt, endsAt, ...rest } = body;
  return sent<Sendable<EventFields>>(body, ['type', 'title', 'address', 'startsAt', 'cancelled'], {
    type: () => rest.type,
    title: () => rest.title,
    address: () => rest.address,
    description: () => rest.description,
    startsAt: () => parseInstant(startsAt) ?? undefined,
    endsAt: () => (endsAt ? parseInstant(endsAt) : endsAt === null ? null : undefined),
    email: () => rest.email,
    telephone: () => rest.telephone,
    attended: () => rest.attended,
    volunteers: () => rest.volunteers,
    cancelled: () => rest.cancelled,
  }) as Partial<EventFields>;
}

export function eventView({ startsAt, endsAt, ...row }: EventRow): EventView {
  return { ...row, startsAt: startsAt.toISO()!, endsAt: endsAt?.toISO() ?? null };
}

export function placeFields(body: ChangePlaceDto): Partial<PlaceFields> {
  return sent<Sendable<PlaceFields>>(body, ['name', 'address'], {
    name: () => body.name,
    type: () => body.type,
    address: () => body.address,
    postcode: () => (body.postcode === null ? '' : body.postcode),
    telephone: () => body.telephone,
    description: () => body.description,
    latitude: () => body.latitude,
    longitude: () => body.longitude,
  }) as Partial<PlaceFields>;
}

export function placeView(row: PlaceRow): PlaceView {
  return row;
}

export function linkFields(body: ChangeLinkDto): Partial<LinkFields> {
  return sent<Sendable<LinkFields>>(body, ['kind', 'title', 'url'], {
    kind: () => body.kind,
    title: () => body.title,
    url: () => body.url,
    description: () => body.description,
    fromOn: () => body.from,
    untilOn: () => body.until,
  }) as Partial<LinkFields>;
}

export function linkView({ fromOn, untilOn, ...row }: LinkRow): LinkView {
  return { ...row, from: fromOn, until: untilOn };
}

/** What a new record has where nothing was sent. */
export const NEW_PRIORITY = { action: null, actionAt: null, endedOn: null };
export const NEW_EVENT = {
  description: null,
  endsAt: null,
  email: null,
  telephone: null,
  attended: null,
  volunteers: null,
  cancelled: false,
};
export const NEW_PLACE = {
  type: null,
  postcode: '',
  telephone: null,
  description: null,
  latitude: null,
  longitude: null,
};
export const NEW_LINK = { description: null, fromOn: null, untilOn: null };
