import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { ReportPeriodQuery } from '../report-period.dto.js';
import { SHOWN, type Shown } from './row.js';

/** A code of the registry, or a channel, given once. */
function IsCode(name: string): PropertyDecorator {
  return (target, property) => {
    IsOptional()(target, property);
    MaxLength(200, { message: `Give ${name} as it stands in the report` })(target, property);
    IsString({ message: `Give ${name} once, as it stands in the report` })(target, property);
  };
}

/** Which figure is to be opened: a measure, a period and a part as the report has them, and where in it the figure stands. */
export class RowsQuery extends ReportPeriodQuery {
  @ApiProperty({ example: 'share-met', description: 'The measure of the figure.' })
  @IsString({ message: 'Give the measure once, like measure=share-met' })
  @MaxLength(100, { message: 'Give measure as it stands in the report, like measure=share-met' })
  measure: string;

  @ApiPropertyOptional({ description: 'Code of the neighbourhood that the figure is of.' })
  @IsCode('neighbourhood')
  neighbourhood?: string;

  @ApiPropertyOptional({ description: 'Code of the command area that the figure is of.' })
  @IsCode('commandArea')
  commandArea?: string;

  @ApiPropertyOptional({ description: 'Code of the ward that the figure is of.' })
  @IsCode('ward')
  ward?: string;

  @ApiPropertyOptional({ description: 'Channel that the figure is of.' })
  @IsCode('channel')
  channel?: string;

  @ApiPropertyOptional({
    enum: ['1', '2', '3', '4', '5', '6', '7'],
    description: 'Local weekday that the figure is of, from 1 (Monday).',
  })
  @IsOptional()
  @IsIn(['1', '2', '3', '4', '5', '6', '7'], { message: 'Give weekday as a number from 1 (Monday) to 7' })
  weekday?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description:
      'The kept or issued report that the figure stands in: what it says is given beside the figure of now. The rows are those on record now.',
  })
  @IsOptional()
  @IsUUID(undefined, { message: 'Give the id of the report once, as its address has it' })
  report?: string;

  @ApiPropertyOptional({
    enum: SHOWN,
    description:
      'Of a share: those counted above the line, those that stand below it only, or all. All unless given.',
  })
  @IsOptional()
  @IsIn(SHOWN, { message: `Give show as one of ${SHOWN.join(', ')}` })
  show?: Shown;

  @ApiPropertyOptional({ description: 'Where the page begins: `next` of the page before.' })
  @IsOptional()
  @Matches(/^\d{1,9}(_[\w:.-]{1,100})?$/, {
    message: 'Go back to the first page of these rows and on from there',
  })
  after?: string;
}
