import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { ReportForce, ReportPart, ReportPeriod, ReportSeries } from '../compliance-report.js';
import { ReportPeriodQuery } from '../report-period.dto.js';
import { SERIES_MEASURES } from './series-measures.js';

/** Which measure, of which period and part; without a measure all that there are series of. */
export class SeriesQuery extends ReportPeriodQuery {
  @ApiPropertyOptional({ enum: SERIES_MEASURES, description: 'All of them if it is left out.' })
  @IsOptional()
  @IsIn(SERIES_MEASURES, { message: `Give measure as one of ${SERIES_MEASURES.join(', ')}` })
  measure?: string;
}

/** Figures month by month, as on record at the cut-off. */
export class SeriesAnswer {
  @ApiProperty({
    example: '4.0',
    description: 'Of the definitions, which are in the report of the same version.',
  })
  definitionsVersion: string;
  @ApiProperty({ type: ReportForce })
  force: ReportForce;
  @ApiProperty({ type: ReportPart, nullable: true, description: 'Null for the whole force.' })
  part: ReportPart | null;
  @ApiProperty({
    type: ReportPeriod,
    description: 'As asked for; the months are those that have a day of it.',
  })
  period: ReportPeriod;
  @ApiProperty({ example: LOCAL_ZONE, description: 'The zone of every day here.' })
  zone: string;
  @ApiProperty({ format: 'date-time', description: 'What was on record at this instant is counted.' })
  cutOffAt: string;
  @ApiProperty({
    type: [ReportSeries],
    description:
      'A whole month is what its own report says, with what it was in the month before and the change from it. None before the figures of the force begin; the running month ends on the day of the cut-off, and stands against the whole month before.',
  })
  series: ReportSeries[];
}
