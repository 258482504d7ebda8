import { DateTime } from 'luxon';
import { formatShort } from '../../../common/calendar.js';
import { EVENT_LABELS, type EventType } from '../../life/domain/event-type.js';
import type { ItemKind } from './compare-items.js';
import type { Link, NeighbourhoodEvent, Place, Priority, SeniorOfficer } from './pulled-neighbourhood.js';

const time = (instant: unknown): string => formatShort(DateTime.fromISO(String(instant), { zone: 'utc' }));
const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
};

export const LINK: ItemKind<Link> = {
  noun: 'link',
  titleOf: ({ title }) => title,
  keys: [({ title, url }) => `${title}\n${url}`, ({ url }) => url, ({ title }) => title],
  facts: { title: { label: 'title' }, url: { label: 'address' }, description: { label: 'description' } },
};

export const PLACE: ItemKind<Place> = {
  noun: 'location',
  titleOf: ({ name }) => name,
  keys: [
    ({ name, address, postcode }) => `${name}\n${address}\n${postcode}`,
    ({ name, postcode }) => `${name}\n${postcode}`,
    ({ name }) => name,
  ],
  facts: {
    type: { label: 'type' },
    address: { label: 'address' },
    postcode: { label: 'postcode' },
    telephone: { label: 'telephone' },
    description: { label: 'description' },
    latitude: { label: 'latitude' },
    longitude: { label: 'longitude' },
  },
};

export const PRIORITY: ItemKind<Priority> = {
  noun: 'priority',
  titleOf: ({ issue }) => short(issue),
  keys: [({ issue, issueAt }) => `${issueAt}\n${issue}`, ({ issue }) => issue],
  facts: {
    issueAt: { label: 'date of the issue', words: time },
    action: { label: 'action' },
    actionAt: { label: 'date of the action', words: time },
  },
};

export const EVENT: ItemKind<NeighbourhoodEvent> = {
  noun: 'event',
  titleOf: ({ title, startsAt }) => `${title}, ${time(startsAt)}`,
  keys: [
    ({ title, startsAt, address }) => `${startsAt}\n${title}\n${address}`,
    ({ title, startsAt }) => `${startsAt}\n${title}`,
  ],
  facts: {
    type: { label: 'type', words: (type) => EVENT_LABELS[type as EventType] },
    address: { label: 'address' },
    description: { label: 'description' },
    endsAt: { label: 'end', words: time },
    email: { label: 'email' },
    telephone: { label: 'telephone' },
  },
};

/** In the force's own order. */
export type PlacedSeniorOfficer = SeniorOfficer & { place: number };

export const SENIOR_OFFICER: ItemKind<PlacedSeniorOfficer> = {
  noun: 'senior officer',
  titleOf: ({ name, rank }) => (rank ? `${name}, ${rank}` : name),
  keys: [({ name, rank }) => `${name}\n${rank}`, ({ name }) => name.toLowerCase()],
  facts: {
    rank: { label: 'rank' },
    bio: { label: 'biography' },
    email: { label: 'email' },
    telephone: { label: 'telephone' },
    place: { label: 'place in the list' },
  },
};
