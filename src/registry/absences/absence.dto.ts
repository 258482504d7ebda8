import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay } from '../../common/is-day.js';
import { PageQuery } from '../../common/pagination.js';
import { MOST_ITEMS } from '../bulk.dto.js';
import { ABSENCE_KINDS, type AbsenceKind } from './domain/absence-kind.js';
import { IsCollarNumber, IsFilledText, IsNeighbourhoodCode } from '../dto-fields.js';

const KIND = { message: `kind must be one of ${ABSENCE_KINDS.join(', ')}` };
const HOURS = { message: 'hours must be a number from 0 to 9999 with at most two decimals' };
const LAST_DAY = 'The last day, included. Left out or null: nobody knows the end yet.';

export class AbsencesQuery extends PageQuery {
  @IsOptional()
  @IsString({ message: 'collarNumber must be one text' })
  @MaxLength(50, { message: 'collarNumber must be at most 50 characters' })
  collarNumber?: string;

  @IsOptional()
  @IsIn(ABSENCE_KINDS, KIND)
  kind?: AbsenceKind;

  @IsOptional()
  @IsDay()
  on?: string;
}

export class DeputyDto {
  @ApiProperty({
    description: 'Code of a neighbourhood in which the officer is named then.',
    example: 'NC04',
  })
  @IsNeighbourhoodCode()
  neighbourhood: string;

  @ApiProperty({ description: 'Of the deputy.', example: '4712' })
  @IsCollarNumber()
  collarNumber: string;
}

class AbsenceColumnsDto {
  @ApiProperty({ maxLength: 50, example: '4711' })
  @IsCollarNumber()
  collarNumber: string;

  @ApiProperty({ enum: ABSENCE_KINDS })
  @IsIn(ABSENCE_KINDS, KIND)
  kind: AbsenceKind;

  @ApiProperty({ format: 'date', description: 'The first day.' })
  @IsDay()
  from: string;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: LAST_DAY })
  @IsOptional()
  @IsDay()
  until?: string | null;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    description: 'Of an abstraction, and of nothing else.',
  })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false }, HOURS)
  @Min(0, HOURS)
  @Max(9_999, HOURS)
  hours?: number | null;
}

export class RecordAbsenceDto extends AbsenceColumnsDto {
  @ApiPropertyOptional({ type: String, nullable: true, description: 'The force’s own id of the absence.' })
  @IsOptional()
  @IsFilledText(100, 'externalId must not be empty', 'externalId must be a text')
  externalId?: string | null;

  @ApiPropertyOptional({ type: [DeputyDto], description: 'Who stands in, by neighbourhood.' })
  @IsOptional()
  @IsArray({ message: 'deputies must be a list' })
  @ArrayMaxSize(50, { message: 'deputies must be at most 50' })
  @ValidateNested({ each: true })
  @Type(() => DeputyDto)
  deputies?: DeputyDto[];
}

/** One absence of many. */
export class AbsenceItemDto extends AbsenceColumnsDto {
  @ApiProperty({ description: 'The force’s own id of the absence.', maxLength: 100 })
  @IsFilledText(100, 'externalId must be a text that is not empty')
  externalId: string;
}

export class AbsencesBulkDto {
  @ApiProperty({ type: [AbsenceItemDto], minItems: 1, maxItems: MOST_ITEMS }) items: AbsenceItemDto[];
}

export class ChangeAbsenceDto {
  @ApiPropertyOptional({ enum: ABSENCE_KINDS })
  @IsOptional()
  @IsIn(ABSENCE_KINDS, KIND)
  kind?: AbsenceKind;

  @ApiPropertyOptional({ format: 'date', description: 'The first day.' })
  @IsOptional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: LAST_DAY })
  @IsOptional()
  @IsDay()
  until?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false }, HOURS)
  @Min(0, HOURS)
  @Max(9_999, HOURS)
  hours?: number | null;
}
