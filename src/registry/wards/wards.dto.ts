import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsDay } from '../../common/is-day.js';
import { PageQuery } from '../../common/pagination.js';
import { WARD_STATES, type WardState } from '../coverage/domain/ward-state.js';
import type { MappedWard } from './ward-queries.js';
import { IsFilledProse } from '../dto-fields.js';

export class WardsQuery extends PageQuery {
  @IsOptional()
  @IsString({ message: 'q must be one text' })
  @MaxLength(200, { message: 'q must be at most 200 characters' })
  q?: string;

  @IsOptional()
  @IsDay()
  on?: string;
}

export class WardQuery {
  @IsOptional()
  @IsDay()
  on?: string;
}

export class WardChoiceDto {
  @ApiProperty({ description: 'Does the neighbourhood count for the ward, whatever the areas say?' })
  @IsBoolean({ message: 'belongs must be true or false' })
  belongs: boolean;

  @ApiProperty({ maxLength: 500, description: 'Why. Shown to everybody who may read the wards.' })
  @IsFilledProse(500, 'reason must say why')
  reason: string;
}

export class WardChoiceView {
  @ApiProperty() belongs: boolean;
  @ApiProperty() reason: string;
}

export const wardChoiceView = ({ belongs, reason }: WardChoiceView): WardChoiceView => ({ belongs, reason });

class WardNeighbourhoodView {
  @ApiProperty({ example: 'NC04' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty({ description: 'Of the ward’s area, 1 being all of it.', example: 0.25 }) share: number;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'What a force admin decided; null if the areas decide.',
  })
  chosen: boolean | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ description: 'Does it count for the ward? By area from 0.05.' }) belongs: boolean;
  @ApiProperty({ description: 'Covered on the day, or covered by a deputy.' }) covered: boolean;
}

export class WardView {
  @ApiProperty({ example: 'E05001784' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty() areaKm2: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) from: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) until: string | null;
  @ApiProperty({
    enum: WARD_STATES,
    nullable: true,
    description: 'Null if the ward does not exist on the day.',
  })
  state: WardState | null;
  @ApiProperty({
    type: [WardNeighbourhoodView],
    description: 'Those that exist on the day and hold a part of it, or about which a force admin decided.',
  })
  neighbourhoods: WardNeighbourhoodView[];
}

export class WardsView {
  @ApiProperty() page: number;
  @ApiProperty() pageSize: number;
  @ApiProperty({ description: 'Of all pages.' }) total: number;
  @ApiProperty({ type: [WardView] }) items: WardView[];
}

export function wardView({ code, name, areaKm2, fromOn, untilOn, state, parts }: MappedWard): WardView {
  const neighbourhoods = parts.map(({ neighbourhoodId: _, version: _version, ...part }) => part);
  return { code, name, areaKm2, from: fromOn, until: untilOn, state, neighbourhoods };
}
