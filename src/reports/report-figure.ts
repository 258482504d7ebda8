import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class EarlierFigure {
  @ApiProperty({ type: Number, nullable: true, description: 'Of a percentage.' })
  numerator: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a percentage or a percentile.' })
  denominator: number | null;
  @ApiProperty({ example: '95.0', description: 'As printed.' })
  shown: string;
}

/** One figure, in the only form there is: every format prints `shown` and `change` as they stand here. */
export class ReportFigure {
  @ApiProperty({ example: 'share-met', description: 'Id of the measure, as in the definitions.' })
  measure: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the neighbourhood; null for the force.',
  })
  neighbourhood: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null for all channels.' })
  channel: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description:
      'Code of the ward; null for all wards. Reports kept before definitions 2.0 have no wards and lack it.',
  })
  ward?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description:
      'Code of the command area that its neighbourhoods belong to on the last day; null for all. Reports kept before definitions 3.0 lack it.',
  })
  commandArea?: string | null;
  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    minimum: 1,
    maximum: 7,
    description:
      'Local weekday on which the person sent it, from 1 (Monday) to 7; null for all. Reports kept before definitions 3.0 lack it.',
  })
  weekday?: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a percentage.' })
  numerator: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a percentage or a percentile.' })
  denominator: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Null if there is no number to give: see shown.',
  })
  value: number | null;
  @ApiProperty({
    example: '98.4',
    description: 'As printed: a number, “none due”, “not yet answered” or a state.',
  })
  shown: string;
  @ApiProperty({ type: EarlierFigure, nullable: true, description: 'The same over the preceding period.' })
  previous: EarlierFigure | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '+3.4',
    description: 'Percentage points for a percentage, else a difference.',
  })
  change: string | null;
}

/** The figures of one measure of the force, or of the part reported on, month by month. */
export class ReportSeries {
  @ApiProperty({ example: 'share-met', description: 'Id of the measure, as in the definitions.' })
  measure: string;
  @ApiProperty({ type: () => [ReportPoint], description: 'Oldest month first.' })
  points: ReportPoint[];
}

export class ReportPoint {
  @ApiProperty({ format: 'date', description: 'First local day of the month.' })
  fromOn: string;
  @ApiProperty({ format: 'date', description: 'Last local day of the month, included.' })
  toOn: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a percentage.' })
  numerator: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a percentage or a percentile.' })
  denominator: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Null if there is no number to give: see shown.',
  })
  value: number | null;
  @ApiProperty({ example: '98.4', description: 'As printed.' })
  shown: string;
  @ApiPropertyOptional({
    type: EarlierFigure,
    nullable: true,
    description:
      'The same over the calendar month before; null in the month in which the figures of the force begin. Reports kept before definitions 4.2 lack it.',
  })
  previous?: EarlierFigure | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: '+3.4',
    description:
      'From the calendar month before: percentage points for a percentage, else a difference. Reports kept before definitions 4.2 lack it.',
  })
  change?: string | null;
}
