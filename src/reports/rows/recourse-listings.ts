import { FROM_RECOURSE_ASKED } from '../measures/recourse-asked.js';
import { FROM_RECOURSE_DUE } from '../measures/recourse-answered.js';
import { FROM_RECOURSE_OUTCOMES } from '../measures/recourse-outcomes.js';
import { FROM_STARTS_CORRECTED } from '../measures/starts-corrected.js';
import { isoOf } from './clock-rows.query.js';
import { sortBy } from './contact-listings.js';
import type { Listing } from './listed-source.js';
import type { RowColumn } from './row.js';

const CHANNEL: RowColumn = { id: 'channel', title: 'Came by', kind: 'channel' };

/** Who holds a contact `c` now. */
const HOLDER = `coalesce((select k.neighbourhood_id from clock k
  where k.force_id = c.force_id and k.contact_id = c.id limit 1), c.neighbourhood_id)`;

const OUTCOMES: Record<string, string> = {
  upheld: 'Upheld',
  'partly-upheld': 'Partly upheld',
  'not-upheld': 'Not upheld',
};

/** Requests for recourse, each under the neighbourhood that held the query when it was asked. */
const requests = (from: string, by: 'asked_at' | 'due_at' | 'answered_at', splits = false): Listing => ({
  order: `the first ${by.replace('_at', '')} first`,
  splits,
  contacts: true,
  columns: [
    CHANNEL,
    { id: 'askedAt', title: 'Asked', kind: 'instant' },
    { id: 'dueAt', title: 'To be answered before', kind: 'instant' },
    { id: 'answeredAt', title: 'Answered', kind: 'instant' },
    { id: 'outcome', title: 'Outcome', kind: 'text' },
  ],
  words: { outcome: (outcome) => OUTCOMES[outcome] ?? outcome },
  statement: () => ({
    question: 'Which requests for recourse are counted, and what became of each?',
    select: {
      sort: sortBy(`r.${by}`, 'r.id'),
      neighbourhood_id: 'r.neighbourhood_id',
      channel: 'c.channel',
      contact_id: 'c.id',
      holder_id: HOLDER,
      ...(splits && { numerator: 'coalesce(r.answered_at < r.due_at, false)::int' }),
    },
    from,
    facts: {
      askedAt: isoOf('r.asked_at'),
      dueAt: isoOf('r.due_at'),
      answeredAt: isoOf('r.answered_at'),
      // An answer that no server has accepted yet is none.
      outcome: 'case when r.answered_at is not null then r.outcome end',
    },
  }),
});

/** Counted measures of what supervisors were asked, answered and corrected. */
export const RECOURSE_LISTINGS: Readonly<Record<string, Listing>> = {
  'recourse-asked': requests(FROM_RECOURSE_ASKED, 'asked_at'),
  'recourse-answered': requests(FROM_RECOURSE_DUE, 'due_at', true),
  ...Object.fromEntries(
    Object.entries(FROM_RECOURSE_OUTCOMES).map(([id, from]) => [id, requests(from, 'answered_at')]),
  ),
  'starts-corrected': {
    order: 'the first corrected first',
    contacts: true,
    columns: [CHANNEL, { id: 'at', title: 'Corrected', kind: 'instant' }],
    ownColumns: [
      { id: 'fromAt', title: 'Sent, as it was', kind: 'instant' },
      { id: 'toAt', title: 'Sent, corrected', kind: 'instant' },
      // Sealed: `withReasons` opens it for those who open the contact.
      { id: 'reason', title: 'Reason', kind: 'text' },
    ],
    statement: () => ({
      question: 'Which starts were corrected in a period, and from what to what?',
      select: {
        sort: sortBy('s.at', 's.id'),
        neighbourhood_id: 's.neighbourhood_id',
        channel: 'c.channel',
        contact_id: 'c.id',
        holder_id: HOLDER,
      },
      from: FROM_STARTS_CORRECTED,
      facts: {
        ...{ at: isoOf('s.at'), fromAt: isoOf('s.from_at'), toAt: isoOf('s.to_at') },
        correctionId: 's.id',
      },
    }),
  },
};
