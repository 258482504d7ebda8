import type { EntityManager } from 'typeorm';
import { CLOCK_MEASURES } from './catalogue.js';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { LEAST_SHARE } from '../../registry/coverage/domain/ward-state.js';
import { belonging } from '../../registry/wards/belonging.js';
import { DUE, FLAGS_OF_CODE, OF_CLOCK, RANKED_CODE } from './clock-code.js';
import { clockParameters, CLOCKS_OF_PERIOD } from './clock-of-period.js';
import { daysOfSpan, instantsParameters } from './days-of-span.js';
import type { ClockMeasure, CountedSpan, PlacedFigure, RawFigure, Spot } from './measure.js';
import { ofPart } from './of-part.js';

const countWhere = (filter: string): string => `coalesce(sum(n) filter (where ${filter}), 0)::int8`;

/** Aggregates over `clock_group`, by column. */
const COUNTED = CLOCK_MEASURES.flatMap(({ sql }, index) => {
  if ('count' in sql) return [`${countWhere(sql.count)} as value_${index}`];
  return 'share' in sql
    ? [`${countWhere(sql.share)} as numerator_${index}`, `${countWhere(sql.of)} as denominator_${index}`]
    : [];
});

const MINUTES_OF_PROMISE = 72 * 60;

/** Nearest rank: the first value at or beyond the share of all that are due; nobody has answered beyond the last. */
const RANKED = CLOCK_MEASURES.flatMap(({ sql }, index) => {
  if ('percentile' in sql)
    return [`m.ranked[ceil(${sql.percentile}::numeric * g.due)::int] as value_${index}`];
  if (!('overdue' in sql)) return [];
  // Whoever was in time ranks before all that were late, and 72 hours are whole minutes.
  return [
    `case when g.late > 0 then m.ranked[g.met + ceil(${sql.overdue}::numeric * g.late)::int] - ${MINUTES_OF_PROMISE} end as value_${index}`,
  ];
});

const AGGREGATES = `${countWhere(DUE)} as due,
         ${countWhere(`${DUE} and met`)} as met, ${countWhere(`${DUE} and answered and not met`)} as late,
         ${COUNTED.join(',\n         ')}`;
const ALL_MINUTES = 'array_agg(minutes order by minutes) as ranked';
const FIGURES = `
select ${['g.*', ...RANKED].join(',\n       ')}
from counted g left join ranks m on m.spot = g.spot
where g.spot is not null`;

/** By grouping sets over these columns. */
const SPOT = `case when grouping(neighbourhood_id) = 0 then 'neighbourhood:' || neighbourhood_id
              when grouping(channel) = 0 then 'channel:' || channel
              when grouping(command_area_id) = 0 then 'command-area:' || command_area_id else '' end as spot`;
const SPOTS = 'group by grouping sets ((), (neighbourhood_id), (channel), (command_area_id))';

/** Parameters: those of the clocks of a period, the day of the command areas, and the least share of a ward's area. */
const CLOCK_FIGURES = `
-- What became of the clocks due in a period: for the force, by neighbourhood, command area, ward and channel?
with ${CLOCKS_OF_PERIOD}, area as (
  -- A neighbourhood's figures go to the command area that it belongs to on the last day, those it is compared with too.
  select neighbourhood_id, command_area_id from command_area_neighbourhood where force_id = $1 and during @> $11::date
), belongs as (${belonging('$12')}
), counted as (
  select ${SPOT}, ${AGGREGATES}
  from clock_group left join area using (neighbourhood_id) ${SPOTS}
  union all
  select 'ward:' || ward_id, ${AGGREGATES}
  from clock_group join belongs using (neighbourhood_id) group by ward_id
), ranks as (
  select ${SPOT}, ${ALL_MINUTES}
  from clock_minutes left join area using (neighbourhood_id) ${SPOTS}
  union all
  select 'ward:' || ward_id, ${ALL_MINUTES}
  from clock_minutes join belongs using (neighbourhood_id) group by ward_id
)${FIGURES}`;

/** Parameters: the first five of the clocks of a period, and the part. Months do not know the day of the week. */
const WEEKDAY_FIGURES = `
-- What became of the clocks due in a period, by the local weekday on which the person sent them?
with clock_of_weekday as materialized (
  select extract(isodow from k.started_at at time zone '${LOCAL_ZONE}')::int as weekday, ${OF_CLOCK}
  from clock k
  where k.force_id = $1 and k.due_at >= $2 and k.due_at < least($3::timestamptz, $4) and k.started_at >= $5
    and ${ofPart('coalesce(k.measured_neighbourhood_id, k.neighbourhood_id)', '$6')}
), clock_group as (
  select weekday, n, ${FLAGS_OF_CODE}
  from (select weekday, code, count(*) as n from clock_of_weekday group by weekday, code) coded
), counted as (
  select 'weekday:' || weekday as spot, ${AGGREGATES} from clock_group group by weekday
), ranks as (
  select 'weekday:' || weekday as spot, ${ALL_MINUTES} from clock_of_weekday where ${RANKED_CODE} group by weekday
)${FIGURES}`;

interface Row extends Record<string, unknown> {
  spot: Spot;
}

/**
 * Every clock measure of one force and span. Where there was no clock there is no row.
 * @param areasOn the day whose command areas the neighbourhoods are counted for; the last of the span unless given
 */
export async function clockFigures(
  manager: EntityManager,
  forceId: string,
  span: CountedSpan,
  areasOn: string | null = daysOfSpan(span)?.lastOn ?? null,
): Promise<PlacedFigure[]> {
  const parameters = clockParameters(forceId, span);
  const byPlace: Row[] = await manager.query(CLOCK_FIGURES, [...parameters, areasOn, LEAST_SHARE]);
  const byWeekday: Row[] = await manager.query(WEEKDAY_FIGURES, instantsParameters(forceId, span));
  return [...byPlace, ...byWeekday].flatMap((row) =>
    CLOCK_MEASURES.map((measure, index) => ({
      measure: measure.id,
      spot: row.spot,
      figure: figureOf(
        measure,
        (part) => row[part === 'due' || part === 'late' ? part : `${part}_${index}`] as number | null,
      ),
    })),
  );
}

function figureOf({ sql }: ClockMeasure, part: (name: string) => number | null): RawFigure {
  if ('count' in sql) return { value: part('value') };
  return 'share' in sql
    ? { numerator: part('numerator')!, denominator: part('denominator')! }
    : { value: part('value'), denominator: part('overdue' in sql ? 'late' : 'due')! };
}
