import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Change } from './differences.js';
import type { ChangeTally } from './domain/change-tally.js';

export class ChangeView implements Change {
  @ApiProperty() title: string;
  @ApiProperty({ example: '97.9% (185 of 189)' }) was: string;
  @ApiProperty({ example: '98.4% (186 of 189)' }) is: string;
  @ApiProperty({ example: 'Whole force' }) place: string;
}

export class ChangeTallyView implements ChangeTally {
  @ApiProperty({ description: 'Figures that were compared.' }) figures: number;
  @ApiProperty({ description: 'Those that are others now because the record is another; each is listed.' })
  changed: number;
  @ApiPropertyOptional({ description: 'Those that moved by the passing of time alone.' })
  byTime?: number;
  @ApiPropertyOptional({ description: 'Figures of the preceding period that are others now.' })
  preceding?: number;
  @ApiPropertyOptional({
    description: 'Figures of single months that are others now and stand nowhere else.',
  })
  months?: number;
  @ApiProperty({
    description: 'Neighbourhoods with a figure or a gap that is another now because the record is.',
  })
  neighbourhoods: number;
  @ApiProperty({ description: 'Gaps in coverage that came or went.' }) gaps: number;
  @ApiProperty({ description: 'Changes of the definitions.' }) definitions: number;
  @ApiPropertyOptional({ description: 'Names, places and first days that are others now.' }) facts?: number;
  @ApiPropertyOptional({ description: 'Commentaries, decisions and questions that are others now.' })
  said?: number;
  @ApiProperty({ description: 'Others that are not listed: in reports issued before all were.' })
  leftOut: number;
}
