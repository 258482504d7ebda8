import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNotEmpty, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../common/pagination.js';
import { IMPORT_KINDS, type ImportKind } from './import-kinds.js';

export class MakeImportDto {
  @ApiProperty({ enum: IMPORT_KINDS })
  @IsIn(IMPORT_KINDS, { message: `kind must be one of ${IMPORT_KINDS.join(', ')}` })
  kind: ImportKind;

  @ApiProperty({ description: 'The whole file as a text: GeoJSON for neighbourhoods and wards, else CSV.' })
  @IsNotEmpty({ message: 'content must be the text of the file' })
  @IsString({ message: 'content must be the text of the file' })
  content: string;

  @ApiPropertyOptional({ description: 'The name of the file, for people.', maxLength: 200 })
  @IsOptional()
  @IsString({ message: 'source must be a text' })
  @MaxLength(200, { message: 'source must be at most 200 characters' })
  source?: string;

  @ApiPropertyOptional({
    description:
      'Which column of the file is which of ours. Left out: they have our names, or those used last for this kind.',
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { 'Collar No': 'collar_number' },
  })
  @IsOptional()
  @IsObject({ message: 'columns must be an object such as {"Collar No": "collar_number"}' })
  columns?: Record<string, string>;
}

export class ApplyImportDto {
  @ApiPropertyOptional({ description: 'Apply the others although rows are refused.', default: false })
  @IsOptional()
  @IsBoolean({ message: 'leaveOutRefused must be true or false' })
  leaveOutRefused?: boolean;
}

export class ImportQuery extends PageQuery {
  @IsOptional()
  @IsIn(['added', 'changed', 'ended', 'refused'], {
    message: 'change must be one of added, changed, ended, refused',
  })
  change?: 'added' | 'changed' | 'ended' | 'refused';
}
