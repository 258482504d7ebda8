import type { EntityManager } from 'typeorm';
import { CLOCK_MEASURES } from './catalogue.js';
import { DUE } from './clock-code.js';
import { clockParameters, CLOCKS_OF_PERIOD } from './clock-of-period.js';
import type { ClockMeasure, CountedSpan, RawFigure } from './measure.js';

/** A figure of the whole force (both null), of a neighbourhood or of a channel. */
export interface PlacedFigure {
  measure: string;
  neighbourhoodId: string | null;
  channel: string | null;
  figure: RawFigure;
}

interface Row extends Record<string, unknown> {
  neighbourhood_id: string | null;
  channel: string | null;
}

const countWhere = (filter: string): string => `coalesce(sum(n) filter (where ${filter}), 0)::int8`;

const GROUPING = 'group by grouping sets ((), (neighbourhood_id), (channel))';

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

const CLOCK_FIGURES = `
-- What became of the clocks due in a period: for the force, by neighbourhood and by channel?
with ${CLOCKS_OF_PERIOD}, counted as (
  select neighbourhood_id, channel, ${countWhere(DUE)} as due,
         ${countWhere(`${DUE} and met`)} as met, ${countWhere(`${DUE} and answered and not met`)} as late,
         ${COUNTED.join(',\n         ')}
  from clock_group ${GROUPING}
), ranks as (
  select neighbourhood_id, channel, array_agg(minutes order by minutes) as ranked
  from clock_minutes ${GROUPING}
)
select ${['g.*', ...RANKED].join(',\n       ')}
from counted g
left join ranks m on coalesce(m.neighbourhood_id::text, '') = coalesce(g.neighbourhood_id::text, '')
                 and coalesce(m.channel, '') = coalesce(g.channel, '')`;

/** Every clock measure of one force and span, by one pass over its clocks. Places without a clock have no row. */
export async function clockFigures(
  manager: EntityManager,
  forceId: string,
  span: CountedSpan,
): Promise<PlacedFigure[]> {
  const rows: Row[] = await manager.query(CLOCK_FIGURES, clockParameters(forceId, span));
  return rows.flatMap((row) =>
    CLOCK_MEASURES.map((measure, index) => ({
      measure: measure.id,
      neighbourhoodId: row.neighbourhood_id,
      channel: row.channel,
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
