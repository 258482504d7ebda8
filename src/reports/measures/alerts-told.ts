import { instantsParameters } from './days-of-span.js';
import { BY_TEAM, type CountedMeasure } from './measure.js';
import { MEASURED_PLACE, ofPart } from './of-part.js';

const OF_PERIOD = `a.force_id = $1 and a.planned_at >= greatest($2::timestamptz, $5::timestamptz) and a.planned_at < $3
  and a.planned_at <= $4 and a.superseded_at is null`;

const WHAT = [
  {
    id: 'alerts-late',
    title: 'Alerts that came late',
    definition:
      'Warnings and notices of missed deadlines, planned in the period, that at least one recipient was told of later than the configured time after it could be said, quiet hours apart. A neighbourhood has those of the queries that its other figures count.',
    numerator: 'Alerts planned in the period with a delivery marked late',
    where:
      'exists (select from delivery d where d.force_id = a.force_id and d.alert_id = a.id and d.late_at is not null)',
  },
  {
    id: 'alerts-dead',
    title: 'Alerts that could not be delivered',
    definition:
      'Warnings and notices of missed deadlines, planned in the period, with a mail that was refused for good or given up. They were raised to the next recipient. A neighbourhood has those of the queries that its other figures count.',
    numerator: 'Alerts planned in the period with a mail given up',
    where: `exists (select from delivery d join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id
            where d.force_id = a.force_id and d.alert_id = a.id and m.dead_at is not null)`,
  },
];

const from = (
  where: string,
): string => `from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id
where ${OF_PERIOD} and ${ofPart(MEASURED_PLACE, '$6')} and ${where}`;

/** By measure, the alerts `a` of clocks `k` that are counted. */
export const FROM_ALERTS = Object.fromEntries(WHAT.map(({ id, where }) => [id, from(where)]));

/** Whether a deadline was missed because people did not act, or because the monitor did not tell. */
export const ALERTS_TOLD: readonly CountedMeasure[] = WHAT.map(({ where, ...words }) => ({
  ...words,
  kind: 'counted',
  section: 'alerts',
  clause: 'Due, claimed and sent instants are kept; lateness is a line in the report.',
  unit: 'count',
  by: BY_TEAM,
  query: `
-- How many alerts of a period are so, by neighbourhood?
select ${MEASURED_PLACE} as neighbourhood_id, null::text as channel, count(*) as value
${from(where)}
group by grouping sets ((), (${MEASURED_PLACE}))`,
  parameters: instantsParameters,
  example: { words: 'None: 0.', value: 0 },
}));
