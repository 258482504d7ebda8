import { BY_PLACE_AND_CHANNEL, type CountedMeasure } from './measure.js';
import { MEASURED_PLACE, ofPart, partIds } from './of-part.js';

/** The clocks `k` of contacts `c` that are counted. */
export const FROM_NOT_YET_DUE = `from clock k
join contact c on c.force_id = k.force_id and c.id = k.contact_id
where k.force_id = $1 and k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null
  and k.due_at >= $2 and k.started_at >= $3
  and ${ofPart(MEASURED_PLACE, '$4')}`;

export const NOT_YET_DUE: CountedMeasure = {
  kind: 'counted',
  id: 'not-yet-due',
  section: 'scope',
  title: 'Open and not yet due at the data cut-off',
  definition:
    'Queries that wait for an answer at the data cut-off and whose 72 hours have not ended, whatever the period. Not yet due, not counted in any other figure.',
  clause: 'Not yet due is not in the denominator.',
  numerator:
    'Clocks neither stopped nor taken out of scope, whose address has not failed, due at the data cut-off or later',
  unit: 'count',
  by: BY_PLACE_AND_CHANNEL,
  atCutOff: true,
  query: `
-- How many clocks are open and not due before the cut-off, by neighbourhood and by channel?
select ${MEASURED_PLACE} as neighbourhood_id, c.channel, count(*) as value
${FROM_NOT_YET_DUE}
group by grouping sets ((), (${MEASURED_PLACE}), (c.channel))`,
  parameters: (forceId, span) => [forceId, span.cutOffAt, span.figuresBeginAt, partIds(span)],
  example: { words: 'I, due on 2 April: 1.', value: 1 },
};
