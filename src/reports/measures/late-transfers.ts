import { instantsParameters } from './days-of-span.js';
import { BY_PLACE_AND_CHANNEL, type CountedMeasure } from './measure.js';
import { ofPart } from './of-part.js';

const WHEN = [
  {
    id: 'transfers-last-day',
    title: 'Handed over in the last 24 hours before due',
    definition:
      'Handovers to another neighbourhood in the last 24 hours before the query was due, due included, while it was not answered. They are listed under the neighbourhood that handed over.',
    clause: 'Transfers in the last 24 hours before due are listed under the sender.',
    numerator: 'Handovers of open clocks due in the period, from 24 hours before due to due',
    when: `t.at >= k.due_at - interval '24 hours' and t.at <= k.due_at`,
  },
  {
    id: 'transfers-after-due',
    title: 'Handed over after due',
    definition:
      'Handovers to another neighbourhood after the query was due, while it was not answered. The query stays missed where it was held at the due instant; the handover is listed under the neighbourhood that handed over.',
    clause: 'Transfer to another neighbourhood of the force keeps the clock running.',
    numerator: 'Handovers of open clocks due in the period, after due',
    when: 't.at > k.due_at',
  },
];

const from = (when: string): string => `from contact_transfer t
join clock k on k.force_id = t.force_id and k.contact_id = t.contact_id
join contact c on c.force_id = t.force_id and c.id = t.contact_id
where t.force_id = $1 and k.due_at >= $2 and k.due_at < $3 and k.due_at < $4 and k.started_at >= $5 and t.at >= k.started_at
  and (k.stopped_at is null or t.at < k.stopped_at) and (k.out_of_scope_at is null or t.at < k.out_of_scope_at)
  and ${when} and ${ofPart('t.from_neighbourhood_id', '$6')}`;

/** By measure, the handovers `t` of clocks `k` of contacts `c` that are counted. */
export const FROM_TRANSFERS = Object.fromEntries(WHEN.map(({ id, when }) => [id, from(when)]));

/** A clock is handed over as long as it is open: whoever hands an answered contact over moves no clock. */
export const LATE_TRANSFERS: readonly CountedMeasure[] = WHEN.map(({ when, ...words }) => ({
  ...words,
  kind: 'counted',
  section: 'response',
  unit: 'count',
  by: BY_PLACE_AND_CHANNEL,
  query: `
-- How many handovers of the clocks of a period came late, by who handed over and by channel?
select t.from_neighbourhood_id as neighbourhood_id, c.channel, count(*) as value
${from(when)}
group by grouping sets ((), (t.from_neighbourhood_id), (c.channel))`,
  parameters: instantsParameters,
  example: { words: 'None: 0.', value: 0 },
}));
