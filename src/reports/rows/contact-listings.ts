import { LOCAL_ZONE } from '../../common/calendar.js';
import { stageName } from '../../contacts/alert-wording.js';
import { FROM_ALERTS } from '../measures/alerts-told.js';
import { instantsParameters } from '../measures/days-of-span.js';
import { FROM_TRANSFERS } from '../measures/late-transfers.js';
import { fromWithoutClock } from '../measures/no-reply-possible.js';
import { FROM_NOT_YET_DUE } from '../measures/not-yet-due.js';
import { MEASURED_PLACE, ofPart } from '../measures/of-part.js';
import { FROM_OPEN_PAST_DUE, MINUTES_PAST_DUE } from '../measures/overdue-minutes.js';
import { FROM_RECORDED_AFTER_DUE } from '../measures/recorded-after-due.js';
import { flaggedClocks, isoOf } from './clock-rows.query.js';
import type { Listing } from './listed-source.js';
import type { RowColumn } from './row.js';

export const sortBy = (instant: string, ...ids: string[]): string =>
  [`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`, ...ids].join(` || '_' || `);

const CHANNEL: RowColumn = { id: 'channel', title: 'Came by', kind: 'channel' };
const DUE_AT: RowColumn = { id: 'dueAt', title: 'Due', kind: 'instant' };
const SENT_AT: RowColumn = { id: 'sentAt', title: 'Sent', kind: 'instant' };

/** What a row of a clock `k` of a contact `c` has. */
const OF_CLOCK = { channel: 'c.channel', contact_id: 'c.id', holder_id: 'k.neighbourhood_id' };
const TIMES = { dueAt: isoOf('k.due_at'), sentAt: isoOf('k.started_at') };

const transfers = (measure: string, when: string): Listing => ({
  order: 'the first handed over first',
  contacts: true,
  columns: [
    { id: 'to', title: 'Handed over to', kind: 'neighbourhood' },
    CHANNEL,
    { id: 'at', title: 'Handed over', kind: 'instant' },
    DUE_AT,
    { id: 'minutes', title: when, kind: 'minutes' },
  ],
  statement: () => ({
    question: 'Which handovers came so late, by whom, to whom, and how far from the due instant?',
    select: {
      ...OF_CLOCK,
      sort: sortBy('t.at', 't.id', 'k.id'),
      neighbourhood_id: 't.from_neighbourhood_id',
    },
    from: FROM_TRANSFERS[measure]!,
    facts: {
      ...TIMES,
      at: isoOf('t.at'),
      to: `(select jsonb_build_object('code', n.code, 'name', n.name) from neighbourhood n
            where n.force_id = $1 and n.id = t.to_neighbourhood_id)`,
      minutes: 'ceil(abs(extract(epoch from k.due_at - t.at)) / 60)::int',
    },
  }),
});

const alerts = (measure: string, what: RowColumn, told: string): Listing => ({
  order: 'the first planned first',
  contacts: true,
  columns: [
    { id: 'stage', title: 'Alert', kind: 'text' },
    { id: 'plannedAt', title: 'Planned for', kind: 'instant' },
    what,
    DUE_AT,
  ],
  words: { stage: stageName },
  statement: () => ({
    question: 'Which alerts of a period are so, and when was that?',
    select: {
      sort: sortBy('a.planned_at', 'a.id'),
      neighbourhood_id: MEASURED_PLACE,
      contact_id: 'k.contact_id',
      holder_id: 'k.neighbourhood_id',
    },
    from: FROM_ALERTS[measure]!,
    facts: {
      ...TIMES,
      stage: 'a.stage',
      plannedAt: isoOf('a.planned_at'),
      [what.id]: `(select ${isoOf(`min(${told})`)} from delivery d
                   left join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
                   where d.force_id = a.force_id and d.alert_id = a.id)`,
    },
  }),
});

/** Counted measures whose rows are contacts, their clocks, or what was done about them. */
export const CONTACT_LISTINGS: Readonly<Record<string, Listing>> = {
  'transfers-last-day': transfers('transfers-last-day', 'Before due by'),
  'transfers-after-due': transfers('transfers-after-due', 'After due by'),
  'alerts-late': alerts(
    'alerts-late',
    { id: 'lateAt', title: 'First told late', kind: 'instant' },
    'd.late_at',
  ),
  'alerts-dead': alerts('alerts-dead', { id: 'deadAt', title: 'Given up', kind: 'instant' }, 'm.dead_at'),
  'not-yet-due': {
    order: 'the first due first',
    contacts: true,
    columns: [CHANNEL, DUE_AT],
    ownColumns: [SENT_AT],
    statement: () => ({
      question: 'Which clocks are open and not due before the cut-off?',
      select: { ...OF_CLOCK, sort: sortBy('k.due_at', 'k.id'), neighbourhood_id: MEASURED_PLACE },
      from: FROM_NOT_YET_DUE,
      facts: TIMES,
    }),
  },
  'open-longest-minutes': {
    order: 'the longest overdue first',
    contacts: true,
    columns: [CHANNEL, DUE_AT, { id: 'minutes', title: 'Overdue by', kind: 'minutes' }],
    ownColumns: [SENT_AT],
    statement: () => ({
      question: 'Which clocks of a period still wait at the cut-off, and how long are they overdue?',
      select: { ...OF_CLOCK, sort: sortBy('k.due_at', 'k.id'), neighbourhood_id: MEASURED_PLACE },
      from: FROM_OPEN_PAST_DUE,
      facts: { ...TIMES, minutes: MINUTES_PAST_DUE },
      isFigure: 'row_number() over (order by l.sort collate "C") = 1',
    }),
  },
  'recorded-after-due': {
    order: 'the first due first',
    contacts: true,
    columns: [CHANNEL, DUE_AT, { id: 'minutes', title: 'Recorded after due by', kind: 'minutes' }],
    ownColumns: [SENT_AT, { id: 'receivedAt', title: 'Recorded', kind: 'instant' }],
    statement: () => ({
      question: 'Which queries of a period were recorded when their 72 hours were over?',
      select: { ...OF_CLOCK, sort: sortBy('k.due_at', 'k.id'), neighbourhood_id: MEASURED_PLACE },
      from: FROM_RECORDED_AFTER_DUE,
      facts: {
        ...TIMES,
        receivedAt: isoOf('r.received_at'),
        minutes: 'ceil(extract(epoch from r.received_at - k.due_at) / 60)::int',
      },
    }),
  },
  'no-reply-possible': {
    order: 'contacts without an address by receipt, then queries whose address failed by due time',
    contacts: true,
    columns: [
      CHANNEL,
      { id: 'receivedOn', title: 'Received on', kind: 'day' },
      DUE_AT,
      { id: 'why', title: 'Why', kind: 'text' },
    ],
    parameters: instantsParameters,
    statement: () => ({
      question:
        'Which contacts of a period have no clock, and which of its clocks ended because the address failed?',
      with: `unanswerable as (
  select 'none' as why, c.id, c.id as contact_id, c.neighbourhood_id, c.neighbourhood_id as holder_id, c.channel,
         c.received_at, null::timestamptz as due_at
  ${fromWithoutClock('$6')}
  union all
  select 'failed', f.id, f.contact_id, f.neighbourhood_id, f.holder_id, c.channel,
         coalesce((select q.received_at from contact_message q where q.force_id = $1 and q.clock_id = f.id), c.received_at), f.due_at
  from (${flaggedClocks()}) f join contact c on c.force_id = $1 and c.id = f.contact_id
  where f.address_failed and ${ofPart('f.neighbourhood_id', '$6')}
)`,
      select: {
        sort: `case why when 'none' then '1' else '2' end || ${sortBy('coalesce(due_at, received_at)', 'id')}`,
        neighbourhood_id: 'neighbourhood_id',
        holder_id: 'holder_id',
        contact_id: 'contact_id',
        channel: 'channel',
      },
      from: 'from unanswerable',
      facts: {
        receivedOn: `(received_at at time zone '${LOCAL_ZONE}')::date`,
        dueAt: isoOf('due_at'),
        why: 'why',
      },
    }),
    words: {
      why: (why) => (why === 'none' ? 'No address was left' : 'The only address failed by the due time'),
    },
  },
};
