import type { EntityManager } from 'typeorm';
import { CLOCK_MEASURES } from './catalogue.js';
import { LEAST_SHARE } from '../../registry/coverage/domain/ward-state.js';
import { belonging } from '../../registry/wards/belonging.js';
import { DUE, MINUTES_OF_TIME, WEEKDAY_OF_TIME } from './clock-code.js';
import { clockParameters, CLOCKS_OF_PERIOD } from './clock-of-period.js';
import { daysOfSpan } from './days-of-span.js';
import type { ClockMeasure, CountedSpan, PlacedFigure, RawFigure, Spot } from './measure.js';

const countWhere = (filter: string): string => `coalesce(sum(n) filter (where ${filter}), 0)::int8`;

/** Aggregates over `clock_group`, by column. */
const COUNTED = CLOCK_MEASURES.flatMap(({ sql }, index) => {
  if ('count' in sql) return [`${countWhere(sql.count)} as value_${index}`];
  return 'share' in sql
    ? [`${countWhere(sql.share)} as numerator_${index}`, `${countWhere(sql.of)} as denominator_${index}`]
    : [];
});

const MINUTES_OF_PROMISE = 72 * 60;
const minutesAt = (rank: string): string => MINUTES_OF_TIME(`m.ranked[(${rank})::int]`);

/** Nearest rank: the first value at or beyond the share of all that are due; nobody has answered beyond the last. */
const RANKED = CLOCK_MEASURES.flatMap(({ sql }, index) => {
  if ('percentile' in sql)
    return [`${minutesAt(`ceil(${sql.percentile}::numeric * g.due)`)} as value_${index}`];
  if (!('overdue' in sql)) return [];
  // Whoever was in time ranks before all that were late, and 72 hours are whole minutes.
  return [
    `case when g.late > 0 then ${minutesAt(`g.met + ceil(${sql.overdue}::numeric * g.late)`)} - ${MINUTES_OF_PROMISE} end as value_${index}`,
  ];
});

const AGGREGATES = `${countWhere(DUE)} as due,
         ${countWhere(`${DUE} and met`)} as met, ${countWhere(`${DUE} and answered and not met`)} as late,
         ${COUNTED.join(',\n         ')}`;
/** Gathered first and ranked then, spot by spot: sorting all of them by spot and time takes longer. */
const ALL_TIMES = 'array_agg(time) as times';
const RANKS = `
  select spot, (select array_agg(time order by time) from unnest(times) as time) as ranked from gathered`;
const FIGURES = `
select ${['g.*', ...RANKED].join(',\n       ')}
from counted g left join ranks m on m.spot = g.spot
where g.spot is not null`;

/** By grouping sets over these columns. */
const SPOT = `case when grouping(neighbourhood_id) = 0 then 'neighbourhood:' || neighbourhood_id
              when grouping(channel) = 0 then 'channel:' || channel
              when grouping(command_area_id) = 0 then 'command-area:' || command_area_id else '' end as spot`;
const SPOTS = 'group by grouping sets ((), (neighbourhood_id), (channel), (command_area_id))';
const WEEKDAY = WEEKDAY_OF_TIME('time');

/** Parameters: those of the clocks of a period, the day of the command areas, and the least share of a ward's area. */
const CLOCK_FIGURES = `
-- What became of the clocks due in a period: for the force, by neighbourhood, command area, ward, channel and the local
-- weekday on which the person sent them?
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
  union all
  select 'weekday:' || weekday, ${AGGREGATES} from clock_weekday group by weekday
), gathered as (
  select ${SPOT}, ${ALL_TIMES}
  from clock_time left join area using (neighbourhood_id) ${SPOTS}
  union all
  select 'ward:' || ward_id, ${ALL_TIMES}
  from clock_time join belongs using (neighbourhood_id) group by ward_id
  union all
  select 'weekday:' || ${WEEKDAY}, ${ALL_TIMES} from clock_time group by ${WEEKDAY}
), ranks as (${RANKS}
)${FIGURES}`;

/** Parameters: those of the clocks of a period. */
const CLOCK_FIGURES_OF_ALL = `
-- What became of the clocks due in a period, all together?
with ${CLOCKS_OF_PERIOD}, counted as (
  select '' as spot, ${AGGREGATES} from clock_weekday
), ranks as (
  select '' as spot, array_agg(time order by time) as ranked from clock_time
)${FIGURES}`;

interface Row extends Record<string, unknown> {
  spot: Spot;
}

interface AskedFigures {
  /** The day whose command areas the neighbourhoods are counted for; the last of the span unless given. */
  areasOn?: string | null;
  /** Only of all together, which takes a fraction of the time. */
  isWhole?: boolean;
}

/** Every clock measure of one force and span, of all of it and by place, channel and weekday: no row where no clock was. */
export async function clockFigures(
  manager: EntityManager,
  forceId: string,
  span: CountedSpan,
  { areasOn = daysOfSpan(span)?.lastOn ?? null, isWhole = false }: AskedFigures = {},
): Promise<PlacedFigure[]> {
  const parameters = clockParameters(forceId, span);
  const rows: Row[] = isWhole
    ? await manager.query(CLOCK_FIGURES_OF_ALL, parameters)
    : await manager.query(CLOCK_FIGURES, [...parameters, areasOn, LEAST_SHARE]);
  return rows.flatMap((row) =>
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
