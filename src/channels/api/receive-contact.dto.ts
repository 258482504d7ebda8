import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsEmail,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '../../common/is-instant.js';
import { ONE_LINE, TELEPHONE } from '../enquirer-rules.js';

export class PointDto {
  @ApiProperty({ minimum: -90, maximum: 90 })
  @IsNumber({}, { message: 'latitude must be a number' })
  @Min(-90, { message: 'latitude must be -90 or more' })
  @Max(90, { message: 'latitude must be 90 or less' })
  latitude: number;

  @ApiProperty({ minimum: -180, maximum: 180 })
  @IsNumber({}, { message: 'longitude must be a number' })
  @Min(-180, { message: 'longitude must be -180 or more' })
  @Max(180, { message: 'longitude must be 180 or less' })
  longitude: number;
}

export class EnquirerDto {
  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsString({ message: 'name must be a text' })
  @MaxLength(200, { message: 'name must be at most 200 characters' })
  @Matches(ONE_LINE, { message: 'name must be one line' })
  name?: string;

  @ApiPropertyOptional({ maxLength: 254 })
  @IsOptional()
  @IsEmail({}, { message: 'email must be an e-mail address, such as name@example.com' })
  @MaxLength(254, { message: 'email must be at most 254 characters' })
  email?: string;

  @ApiPropertyOptional({ maxLength: 40 })
  @IsOptional()
  @IsString({ message: 'telephone must be a text' })
  @Matches(TELEPHONE, {
    message: 'telephone must be a telephone number, such as 01632 960 001',
  })
  telephone?: string;

  @ApiPropertyOptional({ maxLength: 500, description: 'A postal address.' })
  @IsOptional()
  @IsString({ message: 'address must be a text' })
  @Matches(/\S/, { message: 'address must not be blank; leave it out instead' })
  @MaxLength(500, { message: 'address must be at most 500 characters' })
  address?: string;
}

export class ReceiveContactDto {
  @ApiPropertyOptional({ description: 'The neighbourhood’s code. Give this or `point`.', example: 'NC04' })
  @IsOptional()
  @IsString({ message: 'neighbourhood must be a neighbourhood’s code' })
  @MaxLength(100, { message: 'neighbourhood must be at most 100 characters' })
  neighbourhood?: string;

  @ApiPropertyOptional({
    type: PointDto,
    description: 'WGS 84; the boundary that holds it decides the neighbourhood.',
  })
  @IsOptional()
  // A list would pass as nested and lose what it holds.
  @IsObject({ message: 'point must be an object with latitude and longitude' })
  @ValidateNested()
  @Type(() => PointDto)
  point?: PointDto;

  @ApiPropertyOptional({
    default: 'api',
    example: 'web-form',
    description: 'A word for the way the person took.',
  })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9_-]{0,39}$/, {
    message: 'channel must be a word of small letters, digits and hyphens, such as web-form, phone or email',
  })
  channel?: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When the person sent it; the clock starts here.',
    example: '2026-03-29T00:30:00Z',
  })
  @IsInstant()
  submittedAt: string;

  @ApiProperty({ maxLength: 200 })
  @IsString({ message: 'subject must be a text' })
  @Matches(/\S/, { message: 'subject must not be blank' })
  @MaxLength(200, { message: 'subject must be at most 200 characters' })
  @Matches(ONE_LINE, { message: 'subject must be one line' })
  subject: string;

  @ApiProperty({ maxLength: 10_000 })
  @IsString({ message: 'message must be a text' })
  @Matches(/\S/, { message: 'message must not be blank' })
  @MaxLength(10_000, { message: 'message must be at most 10,000 characters' })
  message: string;

  @ApiPropertyOptional({
    type: EnquirerDto,
    description: 'Without any address no reply is possible and no clock runs.',
  })
  @IsOptional()
  @IsObject({ message: 'enquirer must be an object with named fields' })
  @ValidateNested()
  @Type(() => EnquirerDto)
  enquirer?: EnquirerDto;
}
