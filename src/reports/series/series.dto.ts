import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { ReportForce, ReportPart, ReportPeriod, ReportSeries } from '../compliance-report.js';
import { ReportPeriodQuery } from '../report-period.dto.js';
import { ALL_MEASURES, MONTHLY_MEASURES, SERIES_MEASURES } from './series-measures.js';

const ASKED = [...MONTHLY_MEASURES.map(({ id }) => id), ALL_MEASURES];

/** Which measure, of which period and part; without a measure those whose months stand in every report. */
export class SeriesQuery extends ReportPeriodQuery {
  @ApiPropertyOptional({
    enum: ASKED,
    description: `One measure, or \`${ALL_MEASURES}\` for every measure that has months; the data dictionary says why one has none. If it is left out, those whose months stand in every report: ${SERIES_MEASURES.join(', ')}.`,
  })
  @IsOptional()
  @IsIn(ASKED, {
    message: `Give measure once: one that has months, like share-met, or ${ALL_MEASURES} for all of them. The data dictionary says which have months, and why the others have none`,
  })
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
      'A whole month is what its own report says, with what it was in the month before and the change from it. None before the figures of the force begin; the running month ends on the day of the cut-off, and has no change while days of it are to come: `previous` is of the whole month before.',
  })
  series: ReportSeries[];
}
