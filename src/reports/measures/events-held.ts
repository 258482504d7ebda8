import { WALK_TYPES } from '../../registry/life/domain/event-type.js';
import { instantsParameters } from './days-of-span.js';
import { BY_TEAM, type CountedMeasure } from './measure.js';
import { ofPart } from './of-part.js';
import { WORKFORCE_SECTION } from './section-of-workforce.js';

const KINDS = [
  {
    id: 'beat-meetings-held',
    title: 'Beat meetings held',
    what: 'Beat meetings',
    types: ['beat-meeting'],
    clause: 'Residents and businesses have a say in them, through regular beat meetings.',
  },
  {
    id: 'walks-held',
    title: 'Patch walks and engagement walks held',
    what: 'Patch walks and engagement walks',
    types: WALK_TYPES,
    clause:
      'Beat surgeries, patch walks and engagement walks (residents of Neighbourhood Active walk in pairs with the police, log and map issues).',
  },
] as const;

const from = (types: readonly string[]): string => `from neighbourhood_event
where force_id = $1 and starts_at >= greatest($2::timestamptz, $5::timestamptz) and starts_at < $3 and starts_at < $4
  and not cancelled and type in (${types.map((type) => `'${type}'`).join(', ')})
  and ${ofPart('neighbourhood_id', '$6')}`;

/** By measure, the events that are counted. */
export const FROM_EVENTS = Object.fromEntries(KINDS.map(({ id, types }) => [id, from(types)]));

/** What was held in the period, by neighbourhood. */
export const EVENTS_HELD: readonly CountedMeasure[] = KINDS.map(({ id, title, what, types, clause }) => ({
  kind: 'counted',
  id,
  section: WORKFORCE_SECTION,
  title,
  definition: `${what} that began in the period and before the data cut-off and were not cancelled.`,
  clause,
  numerator: `${what} that began in the period, less those cancelled`,
  unit: 'count',
  by: BY_TEAM,
  query: `
-- How many events of these types were held in a period, in each neighbourhood?
select neighbourhood_id, null::text as channel, count(*) as value
${from(types)}
group by grouping sets ((), (neighbourhood_id))`,
  parameters: instantsParameters,
  example: { words: 'None: 0.', value: 0 },
}));
