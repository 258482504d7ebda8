import type { EntityManager } from 'typeorm';
import { CLOCK_MEASURES } from './catalogue.js';
import { CLOCK_OF_PERIOD } from './clock-of-period.js';
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

const COLUMNS = CLOCK_MEASURES.flatMap((measure, index) =>
  Object.entries(measure.sql).map(([part, expression]) => `${expression} as ${part}_${index}`),
);

const CLOCK_FIGURES = `
-- What became of the clocks due in a period: for the force, by neighbourhood and by channel?
with ${CLOCK_OF_PERIOD}
select neighbourhood_id, channel, ${COLUMNS.join(',\n       ')}
from clock_of_period
group by grouping sets ((), (neighbourhood_id), (channel))`;

/** Every clock measure of one force and span, by one pass over its clocks. Places without a clock have no row. */
export async function clockFigures(
  manager: EntityManager,
  forceId: string,
  span: CountedSpan,
): Promise<PlacedFigure[]> {
  const { startAt, endAt, cutOffAt, figuresBeginAt } = span;
  const rows: Row[] = await manager.query(CLOCK_FIGURES, [forceId, startAt, endAt, cutOffAt, figuresBeginAt]);
  return rows.flatMap((row) =>
    CLOCK_MEASURES.map((measure, index) => ({
      measure: measure.id,
      neighbourhoodId: row.neighbourhood_id,
      channel: row.channel,
      figure: figureOf(measure, (part) => row[`${part}_${index}`] as number | null),
    })),
  );
}

function figureOf({ sql }: ClockMeasure, part: (name: string) => number | null): RawFigure {
  if ('numerator' in sql) return { numerator: part('numerator')!, denominator: part('denominator')! };
  if (!('denominator' in sql)) return { value: part('value') };
  const minutes = part('value');
  return { value: minutes === Infinity ? null : minutes, denominator: part('denominator')! };
}
