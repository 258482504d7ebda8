import type { EntityManager } from 'typeorm';
import { COUNTED_MEASURES } from './catalogue.js';
import type { CountedSpan, PlacedFigure, Spot } from './measure.js';

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
      figures.push({ measure: id, spot: spotOf(neighbourhoodId, channel), figure: counted });
    }
  }
  return figures;
}

function spotOf(neighbourhoodId: string | null, channel: string | null): Spot {
  if (neighbourhoodId !== null) return `neighbourhood:${neighbourhoodId}`;
  return channel === null ? '' : `channel:${channel}`;
}
