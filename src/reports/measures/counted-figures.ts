import type { EntityManager } from 'typeorm';
import { LEAST_SHARE } from '../../registry/coverage/domain/ward-state.js';
import { belonging } from '../../registry/wards/belonging.js';
import { COUNTED_MEASURES } from './catalogue.js';
import { daysOfSpan } from './days-of-span.js';
import type { CountedMeasure, CountedSpan, PlacedFigure, RawFigure, Spot } from './measure.js';
import { together } from './together.js';

interface Row {
  measure: string;
  counted: RawFigure & { neighbourhood_id: string | null; channel: string | null };
}

interface AskedCounts {
  /** The day whose command areas the neighbourhoods are counted for; the last of the span unless given. */
  areasOn?: string | null;
  measures?: readonly CountedMeasure[];
  /** Only of all together: nothing is put together for larger places. */
  isWhole?: boolean;
}

/**
 * The measures that have a statement of their own, over one span: asked together, because going there and back takes
 * longer than most of them. Places that count nothing have no row.
 */
export async function countedFigures(
  manager: EntityManager,
  forceId: string,
  span: CountedSpan,
  {
    areasOn = daysOfSpan(span)?.lastOn ?? null,
    measures = COUNTED_MEASURES,
    isWhole = false,
  }: AskedCounts = {},
): Promise<PlacedFigure[]> {
  const parameters: unknown[] = [];
  const statements: string[] = [];
  for (const measure of measures) {
    if (measure.wholeForceOnly && span.part) continue;
    statements.push(
      `select '${measure.id}' as measure, to_jsonb(q) as counted from (${numberedFrom(measure.query, parameters.length)}\n) q`,
    );
    parameters.push(...measure.parameters(forceId, span));
  }
  if (statements.length === 0) return [];
  const rows: Row[] = await manager.query(
    `-- What does each of these measures count?\n${statements.join('\nunion all\n')}`,
    parameters,
  );
  const placed = rows.map(
    ({ measure, counted: { neighbourhood_id: neighbourhoodId, channel, ...figure } }): PlacedFigure => ({
      measure,
      spot: spotOf(neighbourhoodId, channel),
      figure,
    }),
  );
  if (isWhole) return placed;
  const larger = await largerPlaces(manager, forceId, areasOn);
  return [...placed, ...together(measures, placed, larger)];
}

/** The statement with its parameters numbered from here on. */
function numberedFrom(query: string, offset: number): string {
  return query.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + offset}`);
}

function spotOf(neighbourhoodId: string | null, channel: string | null): Spot {
  if (neighbourhoodId !== null) return `neighbourhood:${neighbourhoodId}`;
  return channel === null ? '' : `channel:${channel}`;
}

const LARGER_PLACES = `
-- Which command area has each neighbourhood on a day, and for which wards does it count?
select 'neighbourhood:' || neighbourhood_id as of, 'command-area:' || command_area_id as spot
from command_area_neighbourhood where force_id = $1 and during @> $2::date
union all
select 'neighbourhood:' || neighbourhood_id, 'ward:' || ward_id from (${belonging('$3')}) belongs`;

/** By the spot of a neighbourhood those of the places that have its figures too: as the clocks' figures have them. */
async function largerPlaces(
  manager: EntityManager,
  forceId: string,
  areasOn: string | null,
): Promise<Map<Spot, Spot[]>> {
  const rows: { of: Spot; spot: Spot }[] = await manager.query(LARGER_PLACES, [
    forceId,
    areasOn,
    LEAST_SHARE,
  ]);
  const larger = new Map<Spot, Spot[]>();
  for (const { of, spot } of rows) {
    const already = larger.get(of);
    if (already) already.push(spot);
    else larger.set(of, [spot]);
  }
  return larger;
}
