import type { EntityManager } from 'typeorm';
import { COUNTED_MEASURES } from './catalogue.js';
import type { CountedMeasure, CountedSpan, PlacedFigure, RawFigure, Spot } from './measure.js';

interface Row {
  measure: string;
  counted: RawFigure & { neighbourhood_id: string | null; channel: string | null };
}

/**
 * The measures that have a statement of their own, over one span: asked together, because going there and back takes
 * longer than most of them. Places that count nothing have no row.
 */
export async function countedFigures(
  manager: EntityManager,
  forceId: string,
  span: CountedSpan,
  measures: readonly CountedMeasure[] = COUNTED_MEASURES,
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
  return rows.map(({ measure, counted: { neighbourhood_id: neighbourhoodId, channel, ...figure } }) => ({
    measure,
    spot: spotOf(neighbourhoodId, channel),
    figure,
  }));
}

/** The statement with its parameters numbered from here on. */
function numberedFrom(query: string, offset: number): string {
  return query.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + offset}`);
}

function spotOf(neighbourhoodId: string | null, channel: string | null): Spot {
  if (neighbourhoodId !== null) return `neighbourhood:${neighbourhoodId}`;
  return channel === null ? '' : `channel:${channel}`;
}
