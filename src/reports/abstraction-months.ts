import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { addDays, LOCAL_ZONE } from '../common/calendar.js';
import { earlierFigure, writtenChange, writtenFigure } from './domain/written-figure.js';
import { MONTHS_OF_PERIOD } from './measures/abstraction.js';
import { daysOfSpan, daysParameters } from './measures/days-of-span.js';
import type { CountedSpan } from './measures/measure.js';
import { EarlierFigure } from './report-figure.js';

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
  @ApiPropertyOptional({
    type: EarlierFigure,
    nullable: true,
    description:
      'The same over the calendar month before, in hundredths of an hour; null if no hours of it were imported or the figures of the force begin after its first day. Reports kept before it was compared lack it.',
  })
  previous?: EarlierFigure | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: '+3.4',
    description:
      'Percentage points from the calendar month before; null if there is none to compare with. Reports kept before it was compared lack it.',
  })
  change?: string | null;
}

const MONTHS = `
-- How many hours were abstracted of those rostered, in each calendar month of a period that has hours?
select month_on as "fromOn", (month_on + interval '1 month')::date - 1 as "toOn",
       (abstracted * 100)::bigint as numerator, (rostered * 100)::bigint as denominator, abstracted * 5 > rostered as above
from (${MONTHS_OF_PERIOD}) month
order by month_on`;

type Row = Omit<AbstractionMonth, 'shown' | 'previous' | 'change'>;

/**
 * The calendar months that a span counts as a whole and for which hours were imported, oldest first, each with the change
 * from the calendar month before it, which is read though it may lie before the span.
 */
export async function abstractionMonths(
  manager: EntityManager,
  forceId: string,
  span: CountedSpan,
): Promise<AbstractionMonth[]> {
  const days = daysOfSpan(span);
  if (!days) return [];
  const startAt = span.startAt.setZone(LOCAL_ZONE).startOf('month').minus({ months: 1 });
  const rows: Row[] = await manager.query(MONTHS, daysParameters(forceId, { ...span, startAt }));
  return rows
    .map((row, at) => comparedMonth(row, rows[at - 1]))
    .filter(({ fromOn }) => fromOn >= days.fromOn);
}

/** A month without hours stands between two others: those are not compared. */
function comparedMonth({ above, ...row }: Row, last: Row | undefined): AbstractionMonth {
  const figure = writtenFigure('percent', row);
  const before =
    last && addDays(last.toOn, 1) === row.fromOn
      ? writtenFigure('percent', { numerator: last.numerator, denominator: last.denominator })
      : null;
  return {
    ...row,
    shown: figure.shown,
    above,
    previous: before && earlierFigure(before),
    change: before && writtenChange('percent', before, figure),
  };
}
