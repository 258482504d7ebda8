import type { DateTime } from 'luxon';
import { formatDay, formatShort, localDayOf } from '../../common/calendar.js';
import { EVENT_LABELS } from './domain/event-type.js';
import { LINK_LABELS } from './domain/link-kind.js';
import { isCurrent, reviewDueOn } from './domain/priorities-current.js';
import type { EventRow } from './events.query.js';
import { lifeHref } from './life-form-pages.js';
import type { NeighbourhoodLife } from './life.query.js';
import { daysText } from './link.form.js';
import type { PriorityRow } from './priorities.query.js';

export interface LifePageState {
  now: DateTime;
  mayEdit: boolean;
  done: string | undefined;
}

const DONE: Record<string, string> = {
  reviewed: 'Today’s review of the priorities has been recorded',
  'reviewed-before': 'A review of the priorities is recorded for today already',
  'event-cancelled': 'The event has been cancelled',
  'event-reinstated': 'The event takes place after all',
};

for (const word of ['priority', 'event', 'place', 'link'])
  for (const what of ['added', 'changed', 'removed'])
    DONE[`${word}-${what}`] = `The ${word} has been ${what}`;

/** What a neighbourhood has beside its officers, as component parameters. */
export function lifeView(life: NeighbourhoodLife, { now, mayEdit, done }: LifePageState): object {
  const { place, reviewedOn, events } = life;
  const todayOn = localDayOf(now);
  const holds = ({ endedOn }: PriorityRow): boolean => endedOn === null || endedOn > todayOn;
  const href = lifeHref(place.code);
  const coming = events.filter(({ startsAt, endsAt }) => (endsAt ?? startsAt) >= now).toReversed();
  const past = events.filter(({ startsAt, endsAt }) => (endsAt ?? startsAt) < now);
  return {
    code: place.code,
    name: place.name,
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    mayEdit,
    href,
    review: reviewOf(reviewedOn, todayOn),
    reviewButton: { text: 'Priorities reviewed today', preventDoubleClick: true },
    priorities: life.priorities.filter(holds).map((each) => priorityCard(each, href, mayEdit)),
    ended: life.priorities.filter((each) => !holds(each)).map((each) => priorityCard(each, href, mayEdit)),
    coming: eventRows(coming, href, mayEdit),
    past: eventRows(past.slice(0, MOST_PAST), href, mayEdit),
    morePast: past.length > MOST_PAST && past.length - MOST_PAST,
    places: life.places.map((each) => ({
      name: each.name,
      type: each.type,
      address: [each.address, each.postcode].filter(Boolean).join(', '),
      telephone: each.telephone,
      change: mayEdit && { href: `${href}/places/${each.id}`, what: each.name },
    })),
    links: life.links.map((each) => ({
      title: each.title,
      url: each.url,
      label: LINK_LABELS[each.kind],
      days: daysText(each),
      change: mayEdit && { href: `${href}/links/${each.id}`, what: each.title },
    })),
  };
}

const MOST_PAST = 20;

function reviewOf(reviewedOn: string | null, todayOn: string): object {
  const current = isCurrent(reviewedOn, todayOn);
  return {
    tag: current
      ? { text: 'Current', classes: 'govuk-tag--green' }
      : { text: 'Needs a review', classes: 'govuk-tag--red' },
    words: reviewedOn
      ? `Last reviewed on ${formatDay(reviewedOn)}. ${current ? `The next review is due before ${formatDay(reviewDueOn(reviewedOn))}.` : 'That is more than three months ago.'}`
      : 'No review is recorded.',
  };
}

function priorityCard(priority: PriorityRow, href: string, mayEdit: boolean): object {
  const { id, issue, issueAt, action, actionAt, endedOn } = priority;
  const line = (key: string, text: string | null): object[] =>
    text ? [{ key: { text: key }, value: { text } }] : [];
  return {
    card: {
      title: { text: `Since ${formatDay(localDayOf(issueAt))}`, headingLevel: 3 },
      ...(mayEdit && {
        actions: {
          items: [
            {
              href: `${href}/priorities/${id}`,
              text: 'Change',
              visuallyHiddenText: `the priority since ${formatDay(localDayOf(issueAt))}`,
            },
          ],
        },
      }),
    },
    rows: [
      ...line('Issue', issue),
      ...line('Action', action ?? 'None yet'),
      ...line('Day of the action', actionAt && formatDay(localDayOf(actionAt))),
      ...line('Ends', endedOn && formatDay(endedOn)),
    ],
  };
}

function eventRows(events: readonly EventRow[], href: string, mayEdit: boolean): object[] {
  return events.map((event) => ({
    when: formatShort(event.startsAt),
    label: EVENT_LABELS[event.type],
    title: event.title,
    address: event.address,
    cancelled: event.cancelled && { text: 'Cancelled', classes: 'govuk-tag--red' },
    came: event.attended === null ? 'Not counted' : String(event.attended),
    volunteers: event.volunteers === null ? 'Not counted' : String(event.volunteers),
    change: mayEdit && {
      href: `${href}/events/${event.id}`,
      what: `${event.title}, ${formatShort(event.startsAt)}`,
    },
  }));
}
