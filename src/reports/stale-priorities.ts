import { ApiProperty } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { IS_CURRENT, LAST_REVIEWS } from '../registry/life/last-reviews.js';
import { lastDayParameters } from './measures/days-of-span.js';
import type { CountedSpan } from './measures/measure.js';
import { ofPart, partIds } from './measures/of-part.js';

/** A neighbourhood whose priorities are not current on the last day that is counted. */
export class ReportStalePriorities {
  @ApiProperty({ description: 'Code of the neighbourhood.' })
  neighbourhood: string;
  @ApiProperty({
    format: 'date',
    type: String,
    nullable: true,
    description: 'The local day of the last review by the last day; null if none is on record.',
  })
  reviewedOn: string | null;
}

const STALE = `
-- Whose priorities are not current on a day, and when were they last reviewed?
with ${LAST_REVIEWS}
select code as neighbourhood, to_char(reviewed_on, 'YYYY-MM-DD') as "reviewedOn"
from last_review where ${ofPart('neighbourhood_id', '$3')} and not coalesce(${IS_CURRENT}, false)
order by name, code`;

/** By name; none where no day is counted. */
export function stalePriorities(
  manager: EntityManager,
  forceId: string,
  span: CountedSpan,
): Promise<ReportStalePriorities[]> {
  return manager.query(STALE, [...lastDayParameters(forceId, span), partIds(span)]);
}
