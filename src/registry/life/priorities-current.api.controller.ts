import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Allow, Caller } from '../../access/allow.js';
import type { Principal } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { IsDay } from '../../common/is-day.js';
import { ForceDatabase } from '../../database/force-database.js';
import { isCurrent, reviewedSince } from './domain/priorities-current.js';
import { lastReviews } from './priority-reviews.query.js';

class PrioritiesCurrentQuery {
  @IsOptional()
  @IsDay()
  on?: string;
}

class LastReviewView {
  @ApiProperty({ example: 'NC04' }) neighbourhood: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Null if never by that day.' })
  reviewedOn: string | null;
  @ApiProperty({ description: 'How many priorities hold on the day.' }) priorities: number;
}

class PrioritiesCurrentView {
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty({ format: 'date', description: 'A review on this day or later counts.' }) since: string;
  @ApiProperty({ description: 'Neighbourhoods whose priorities are current.' }) current: number;
  @ApiProperty({ description: 'Neighbourhoods that exist on the day.' }) neighbourhoods: number;
  @ApiProperty({ type: [LastReviewView], description: 'Not current, the longest ago first.' })
  stale: LastReviewView[];
}

/** Which neighbourhoods have reviewed their priorities within three months, for machines. */
@ApiTags('registry')
@ApiBearerAuth()
@Controller('api/v1/priorities-current')
@Allow('priorities.read')
export class PrioritiesCurrentApiController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'Count the neighbourhoods whose priorities are current on a day, today unless given, and list the others.',
  })
  @ApiQuery({ name: 'on', required: false, schema: { type: 'string', format: 'date' } })
  @ApiOkResponse({ type: PrioritiesCurrentView })
  async read(
    @Caller() { forceId }: Principal,
    @Query() { on = localDayOf(this.clock.now()) }: PrioritiesCurrentQuery,
  ): Promise<PrioritiesCurrentView> {
    const reviews = await this.database.inForce(forceId, (manager) => lastReviews(manager, forceId, on));
    const stale = reviews.filter(({ reviewedOn }) => !isCurrent(reviewedOn, on));
    return {
      on,
      since: reviewedSince(on),
      current: reviews.length - stale.length,
      neighbourhoods: reviews.length,
      stale: stale.map(({ code, name, reviewedOn, priorities }) => ({
        neighbourhood: code,
        name,
        reviewedOn,
        priorities,
      })),
    };
  }
}
