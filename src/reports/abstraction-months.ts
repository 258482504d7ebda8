import { ApiProperty } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { writtenFigure } from './domain/written-figure.js';
import { MONTHS_OF_PERIOD } from './measures/abstraction.js';
import { daysParameters } from './measures/days-of-span.js';
import type { CountedSpan } from './measures/measure.js';

/** "Abstracted over rostered hours by calendar month; flagged strictly above 20 %, unrounded." */
export class AbstractionMonth {
  @ApiProperty({ format: 'date', description: 'First local day of the month.' })
  fromOn: string;
  @ApiProperty({ format: 'date', description: 'Last local day of the month, included.' })
  toOn: string;
  @ApiProperty({ description: 'Hundredths of an hour abstracted.' })
  numerator: number;
  @ApiProperty({ description: 'Hundredths of an hour rostered.' })
  denominator: number;
  @ApiProperty({ example: '20.0', description: 'The share in per cent, as printed.' })
  shown: string;
  @ApiProperty({
    description: 'Is it strictly above 20 %? The exact share is compared, not the printed one.',
  })
  above: boolean;
}

const MONTHS = `
-- How many hours were abstracted of those rostered, in each calendar month of a period that has hours?
select month_on as "fromOn", (month_on + interval '1 month')::date - 1 as "toOn",
       (abstracted * 100)::bigint as numerator, (rostered * 100)::bigint as denominator, abstracted * 5 > rostered as above
from (${MONTHS_OF_PERIOD}) month
order by month_on`;

type Row = Omit<AbstractionMonth, 'shown'>;

/** The calendar months that a span counts as a whole and for which hours were imported, oldest first. */
export async function abstractionMonths(
  manager: EntityManager,
  forceId: string,
  span: CountedSpan,
): Promise<AbstractionMonth[]> {
  const rows: Row[] = await manager.query(MONTHS, daysParameters(forceId, span));
  return rows.map(({ above, ...row }) => ({ ...row, shown: writtenFigure('percent', row).shown, above }));
}
