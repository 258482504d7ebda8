import { EVENT_LABELS, type EventType } from '../../registry/life/domain/event-type.js';
import { IS_CURRENT, LAST_REVIEWS } from '../../registry/life/last-reviews.js';
import { FROM_EVENTS } from '../measures/events-held.js';
import { ofPart } from '../measures/of-part.js';
import { ROUTE_DAYS } from '../measures/route-days-failed.js';
import { isoOf } from './clock-rows.query.js';
import { IMPORTED_ROWS } from './imported-rows.js';
import type { Listing } from './listed-source.js';

const ROUTES: Record<string, string> = {
  web: 'Web page',
  form: 'Contact form',
  email: 'Mailbox',
  officer: 'Officer’s public email',
};
const events = (measure: string): Listing => ({
  order: 'the first held first',
  columns: [
    { id: 'type', title: 'Event', kind: 'text' },
    { id: 'startsAt', title: 'Began', kind: 'instant' },
  ],
  ownColumns: [{ id: 'title', title: 'Title', kind: 'text' }],
  words: { type: (type) => EVENT_LABELS[type as EventType] },
  statement: () => ({
    question: 'Which events of these types were held in a period?',
    select: { sort: `to_char(starts_at, 'YYYYMMDDHH24MISSUS') || id`, neighbourhood_id: 'neighbourhood_id' },
    from: FROM_EVENTS[measure]!,
    facts: { type: 'type', startsAt: isoOf('starts_at'), title: 'title' },
  }),
});

/** Counted measures whose rows are of the registry: routes, priorities, events, files. */
export const REGISTRY_LISTINGS: Readonly<Record<string, Listing>> = {
  'route-days-failed': {
    order: 'the latest day first',
    splits: true,
    officers: true,
    columns: [
      { id: 'route', title: 'Route', kind: 'text' },
      { id: 'checkedOn', title: 'Day', kind: 'day' },
      { id: 'result', title: 'Result', kind: 'text' },
    ],
    words: {
      route: (route) => ROUTES[route] ?? route,
      result: (result) => (result === 'failed' ? 'Every try failed' : 'Worked'),
    },
    statement: () => ({
      question: 'On which days was a route tried, and on which of these did every try fail?',
      select: {
        sort: `to_char(date '9999-01-01' - checked_on, 'FM0000000') || coalesce(neighbourhood_id, officer_id) || kind`,
        numerator: 'failed::int',
        neighbourhood_id: 'neighbourhood_id',
        officer_id: 'officer_id',
      },
      from: `from (${ROUTE_DAYS}) tried`,
      facts: {
        route: `case when officer_id is null then kind else 'officer' end`,
        checkedOn: 'checked_on',
        result: `case when failed then 'failed' else 'worked' end`,
      },
    }),
  },
  'priorities-current': {
    order: 'the longest without a review first',
    splits: true,
    columns: [{ id: 'reviewedOn', title: 'Last reviewed', kind: 'day' }],
    statement: () => ({
      question: 'Which neighbourhoods exist on a day, and when were their priorities last reviewed?',
      with: LAST_REVIEWS,
      select: {
        sort: `coalesce(reviewed_on::text, '') || code`,
        numerator: `coalesce((${IS_CURRENT})::int, 0)`,
        neighbourhood_id: 'neighbourhood_id',
      },
      from: `from last_review where ${ofPart('neighbourhood_id', '$3')}`,
      facts: { reviewedOn: 'reviewed_on' },
    }),
  },
  'beat-meetings-held': events('beat-meetings-held'),
  'walks-held': events('walks-held'),
  'import-rows-refused': IMPORTED_ROWS,
};
