import type { EntityManager } from 'typeorm';
import { COUNTED_MEASURES } from './catalogue.js';
import type { PlacedFigure } from './clock-figures.query.js';
import type { CountedSpan } from './measure.js';

interface Row {
  neighbourhood_id: string | null;
  channel: string | null;
  value?: number;
  numerator?: number;
  denominator?: number;
}

/** The measures that have a statement of their own, over one span. Places that count nothing have no row. */
export async function countedFigures(
  manager: EntityManager,
  forceId: string,
  span: CountedSpan,
): Promise<PlacedFigure[]> {
  const figures: PlacedFigure[] = [];
  for (const { id, query, parameters } of COUNTED_MEASURES) {
    const rows: Row[] = await manager.query(query, parameters(forceId, span));
    for (const { neighbourhood_id: neighbourhoodId, channel, ...counted } of rows) {
      figures.push({ measure: id, neighbourhoodId, channel, figure: counted });
    }
  }
  return figures;
}
