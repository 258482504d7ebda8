import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsDay } from '../../common/is-day.js';
import { PageQuery, wholeNumber } from '../../common/pagination.js';
import { DAYS_AHEAD } from './coverage.js';
import { WHEN, type When } from './coverage.service.js';

export const COVERAGE_BY = ['neighbourhood', 'ward'] as const;
export type CoverageBy = (typeof COVERAGE_BY)[number];

const MOST_DAYS_AHEAD = 366;
const daysMessage = `days must be a whole number from 1 to ${MOST_DAYS_AHEAD}`;

/** What the page is asked for. */
export class CoveragePageDto {
  @IsIn(WHEN, { message: `when must be one of ${WHEN.join(', ')}` })
  when: When = 'now';

  /** Today unless given. */
  @IsOptional()
  @IsDay()
  on?: string;
}

/** A page has 200 rows unless asked for fewer. */
class CoveragePageQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'date', description: 'Today unless given.' })
  @IsOptional()
  @IsDay()
  from?: string;

  override pageSize: number = 200;
}

export class CoverageQuery extends CoveragePageQuery {
  @ApiPropertyOptional({ format: 'date', description: 'Included; the day of `from` unless given.' })
  @IsOptional()
  @IsDay()
  to?: string;

  @ApiPropertyOptional({ enum: COVERAGE_BY, default: 'neighbourhood' })
  @IsIn(COVERAGE_BY, { message: `by must be one of ${COVERAGE_BY.join(', ')}` })
  by: CoverageBy = 'neighbourhood';
}

export class GapsQuery extends CoveragePageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: MOST_DAYS_AHEAD, default: DAYS_AHEAD })
  @Transform(wholeNumber)
  @IsInt({ message: daysMessage })
  @Min(1, { message: daysMessage })
  @Max(MOST_DAYS_AHEAD, { message: daysMessage })
  days: number = DAYS_AHEAD;
}
