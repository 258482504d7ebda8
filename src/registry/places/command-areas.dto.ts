import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { IsDay } from '../../common/is-day.js';
import type { CommandAreaRow } from './command-areas.query.js';
import { IsFilledText, Trimmed } from '../dto-fields.js';

/** What a code of a command area may look like; it stands in addresses. */
export const AREA_CODE = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,49}$/;

export class RenameCommandAreaDto {
  @ApiProperty({ maxLength: 200 })
  @IsFilledText(200, 'name must be given', 'name must be a text')
  name: string;
}

export class CommandAreaDto extends RenameCommandAreaDto {
  @ApiProperty({ maxLength: 50, example: 'NORTH' })
  @Trimmed()
  @Matches(AREA_CODE, {
    message: 'code must be 1 to 50 letters, digits, spaces, full stops, hyphens or underscores',
  })
  code: string;

  @ApiProperty({ format: 'date', description: 'The first day.' })
  @IsDay()
  from: string;
}

export class AreaPeriodDto {
  @ApiProperty({ format: 'date', description: 'The first day. The same as recorded moves the last one.' })
  @IsDay()
  from: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The last day, included. Left out: until further notice.',
  })
  @IsOptional()
  @IsDay()
  until?: string;
}

class AreaNeighbourhoodView {
  @ApiProperty({ example: 'NC04' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) until: string | null;
}

class AreaSupervisorView {
  @ApiProperty() collarNumber: string;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) until: string | null;
}

export class CommandAreaView {
  @ApiProperty({ example: 'NORTH' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) from: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) until: string | null;
  @ApiProperty({ type: [AreaNeighbourhoodView], description: 'Today and later.' })
  neighbourhoods: AreaNeighbourhoodView[];
  @ApiProperty({ type: [AreaSupervisorView], description: 'Today and later.' })
  supervisors: AreaSupervisorView[];
}

export class CommandAreasView {
  @ApiProperty({ type: [CommandAreaView] }) items: CommandAreaView[];
}

export function commandAreaView(area: CommandAreaRow): CommandAreaView {
  return {
    code: area.code,
    name: area.name,
    from: area.fromOn,
    until: area.untilOn,
    neighbourhoods: area.neighbourhoods.map(({ code, name, fromOn, untilOn }) => ({
      code,
      name,
      from: fromOn,
      until: untilOn,
    })),
    supervisors: area.supervisors.map(({ collarNumber, fromOn, untilOn }) => ({
      collarNumber,
      from: fromOn,
      until: untilOn,
    })),
  };
}
