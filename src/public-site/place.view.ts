import { DateTime } from 'luxon';
import { localDayOf } from '../common/calendar.js';
import type { Position } from '../registry/domain/boundary.js';
import { drawnLines, pathsWithin, projectionOf } from '../registry/domain/map-drawing.js';
import { rankLabel } from '../registry/domain/rank.js';
import type { ForceRow } from '../registry/force-of.js';
import { RANKS } from '../registry/ranks.js';
import type { Texts } from '../web/public-texts.js';
import { renderTemplate } from '../web/templates.js';
import { emergencyWarning } from './force.view.js';
import { yourAreaHref } from './your-area-address.js';
import { MOST_EVENTS } from './your-area.service.js';
import type { PublicOfficer, PublicPlace } from './your-area.query.js';

/** Units of the longer side of a neighbourhood's own map, and what its line may take. */
const MAP = { size: 500, mostCharacters: 6_000 };

/**
 * What the public may know of a neighbourhood. "An officer's name may be withheld for safety: the page then shows the
 * team's route." Duty addresses and team mailboxes are not even given to this view.
 */
export function placeView(texts: Texts, force: ForceRow, place: PublicPlace): object {
  const published = place.officers.filter(({ name }) => name !== null);
  const links = place.links.map((link) => linkView(texts, link));
  return {
    t: texts.section('neighbourhood'),
    forceName: force.name,
    name: place.name,
    description: place.description,
    officersHeading: texts.count('neighbourhood.officersCount', Math.max(1, published.length)),
    officers: published.map((officer) => officerRows(texts, officer)),
    withheld: published.length < place.officers.length,
    nobody: place.officers.length === 0,
    // Whether somebody is away, and why, is not for the public.
    standsIn:
      place.covering.length > 0 &&
      texts.count(
        published.length > 0 ? 'neighbourhood.standsInCount' : 'neighbourhood.coversCount',
        place.covering.length,
      ),
    covering: place.covering.map((officer) => officerRows(texts, officer)),
    contact: place.formEnabled && {
      text: texts.say('neighbourhood.message'),
      href: `${yourAreaHref(force.id, place.code)}/contact`,
    },
    routes: { rows: [...routeRows(texts, place), ...webRow(texts, place.webUrl)] },
    warning: emergencyWarning(texts),
    priorities: place.priorities.map((priority) => priorityView(texts, priority)),
    events: place.events.slice(0, MOST_EVENTS).map((event) => eventView(texts, event)),
    moreEvents:
      place.events.length > MOST_EVENTS && texts.say('neighbourhood.moreEvents', { count: MOST_EVENTS }),
    places: place.places.map(({ name, address, postcode, telephone, description }) => ({
      name,
      address: [address, postcode].filter(Boolean).join(', '),
      telephone,
      description,
    })),
    prevention: links.filter(({ kind }) => kind !== 'link'),
    links: links.filter(({ kind }) => kind === 'link'),
    map: mapView(texts, place),
  };
}

function officerRows(texts: Texts, officer: PublicOfficer): object {
  return {
    rows: [
      row(texts.say('neighbourhood.officerName'), officer.name!),
      row(texts.say('neighbourhood.rank'), rankOf(texts, officer.rank)),
      ...routeRows(texts, officer),
    ],
  };
}

/** A rank that a force added to its own list is shown as the force writes it. */
function rankOf(texts: Texts, rank: string): string {
  const label = rankLabel(RANKS, rank);
  return texts.translated('ranks', label) ?? label;
}

function routeRows(
  texts: Texts,
  { email, telephone }: { email: string | null; telephone: string | null },
): object[] {
  return [
    ...(email ? [linkRow(texts.say('neighbourhood.email'), `mailto:${email}`, email)] : []),
    ...(telephone ? [row(texts.say('neighbourhood.telephone'), telephone)] : []),
  ];
}

const webRow = (texts: Texts, url: string | null): object[] =>
  url && isWebAddress(url) ? [linkRow(texts.say('neighbourhood.web'), url, url)] : [];

function priorityView(
  texts: Texts,
  { issue, issueAt, action, actionAt }: PublicPlace['priorities'][number],
): object {
  return {
    issue,
    raised: texts.say('neighbourhood.raised', { day: texts.day(dayOf(issueAt)) }),
    action,
    acted: action && actionAt && texts.say('neighbourhood.action', { day: texts.day(dayOf(actionAt)) }),
  };
}

function eventView(texts: Texts, event: PublicPlace['events'][number]): object {
  const starts = DateTime.fromISO(event.startsAt);
  return {
    title: event.title,
    type: texts.say(`neighbourhood.eventType.${event.type}`),
    when: event.endsAt ? texts.span(starts, DateTime.fromISO(event.endsAt)) : texts.moment(starts),
    address: event.address,
    description: event.description,
    email: event.email && { href: `mailto:${event.email}`, text: event.email },
    telephone: event.telephone,
  };
}

function linkView(texts: Texts, { kind, title, url, description, untilOn }: PublicPlace['links'][number]) {
  const until =
    untilOn === null ? undefined : texts.say('neighbourhood.linkUntil', { day: texts.day(untilOn) });
  return {
    kind,
    description,
    until,
    ...(isWebAddress(url) ? { link: { href: url, text: title } } : { title }),
  };
}

/** The boundary, and the places that lie near it. */
function mapView(texts: Texts, { name, boundary, places }: PublicPlace): object | null {
  if (!boundary) return null;
  const rings = boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.flat();
  const [lngs, lats] = [0, 1].map((axis) => rings.flat().map((position) => position[axis as 0 | 1]));
  const extent = { west: least(lngs!), south: least(lats!), east: most(lngs!), north: most(lats!) };
  const projection = projectionOf(extent, MAP.size);
  const { width, height } = projection;
  const [path] = pathsWithin([drawnLines(boundary, projection)], MAP.mostCharacters);
  const points = places
    .filter(({ latitude }) => latitude !== null)
    .map(({ longitude, latitude }) => projection.draw([longitude!, latitude!] as Position))
    .filter(([x, y]) => x >= -10 && y >= -10 && x <= width + 10 && y <= height + 10)
    .map(([x, y]) => ({ x, y }));
  return {
    viewBox: `-14 -14 ${width + 28} ${height + 28}`,
    label: texts.say('neighbourhood.mapLabel', { name }),
    path,
    points,
  };
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));
const dayOf = (moment: string): string => localDayOf(DateTime.fromISO(moment, { zone: 'utc' }));
/** Whatever the registry holds: a page never leads to a script. */
const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url);
const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
const linkRow = (key: string, href: string, text: string): object => ({
  key: { text: key },
  value: { html: renderTemplate('partials/link', { href, text }) },
});
