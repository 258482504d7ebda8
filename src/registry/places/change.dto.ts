import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { DomainError } from '../../common/errors.js';
import { IsDay } from '../../common/is-day.js';
import type { ChangeKind, NeighbourhoodChange } from './neighbourhood-change.js';
import { IsFilledProse, IsFilledText } from '../dto-fields.js';

export const CHANGE_KINDS = ['begin', 'rename', 'end', 'merge', 'split'] as const;

/** As many neighbourhoods as one merger or split may name. */
export const MOST_PLACES = 50;

class SuccessorDto {
  @ApiProperty({ maxLength: 100, example: 'NC09' })
  // Whatever a recorded one is; of a new one the rules for codes are asked.
  @IsFilledProse(100, 'code must be given', 'code must be a text')
  code: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'Needed for a new one; renames one that goes on.' })
  @IsOptional()
  @IsFilledText(200, 'name must not be blank', 'name must be a text')
  name?: string;

  @ApiPropertyOptional({
    maxLength: 50,
    description: 'Collar number of its lead named officer from that day.',
  })
  @IsOptional()
  @IsFilledText(50, 'lead must not be blank', 'lead must be a collar number, as a text')
  lead?: string;
}

export class ChangeDto {
  @ApiProperty({ enum: CHANGE_KINDS })
  @IsIn(CHANGE_KINDS, { message: `kind must be one of ${CHANGE_KINDS.join(', ')}` })
  kind: ChangeKind;

  @ApiPropertyOptional({ format: 'date', description: 'The first day of the new order; not for `end`.' })
  @IsOptional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Only for `end`: the last day, included.' })
  @IsOptional()
  @IsDay()
  until?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'For `begin` and `rename`.' })
  @IsOptional()
  @IsFilledText(200, 'name must not be blank', 'name must be a text')
  name?: string;

  @ApiPropertyOptional({
    type: [String],
    description: 'Only for `merge`: codes of those that merge with it.',
  })
  @IsOptional()
  @IsArray({ message: 'others must be a list of codes' })
  @ArrayMaxSize(MOST_PLACES, { message: `others must be at most ${MOST_PLACES}` })
  @IsString({ each: true, message: 'others must be a list of codes' })
  @MaxLength(100, { each: true, message: 'each of others must be at most 100 characters' })
  others?: string[];

  @ApiPropertyOptional({
    type: [SuccessorDto],
    description:
      'For `merge` the one that it becomes, for `split` all that it becomes. An old one may go on.',
  })
  @IsOptional()
  @IsArray({ message: 'into must be a list of neighbourhoods' })
  @ArrayMaxSize(MOST_PLACES, { message: `into must be at most ${MOST_PLACES}` })
  @ValidateNested({ each: true })
  @Type(() => SuccessorDto)
  into?: SuccessorDto[];

  @ApiPropertyOptional({
    description:
      'For `merge` and `split`: the officers of the old ones go on in the new ones. Left out: they do not.',
  })
  @IsOptional()
  @IsBoolean({ message: 'carry must be true or false' })
  carry?: boolean;

  @ApiPropertyOptional({ description: 'Say what would happen and change nothing.' })
  @IsOptional()
  @IsBoolean({ message: 'preview must be true or false' })
  preview?: boolean;
}

export class ChangeView {
  @ApiProperty({ enum: ['changed', 'unchanged', 'preview'] }) outcome: 'changed' | 'unchanged' | 'preview';
  @ApiProperty({ type: [String], description: 'What it does, a sentence each.' }) consequences: string[];
  @ApiProperty({ type: [String], description: 'What somebody has to see to.' }) warnings: string[];
}

type Given = 'from' | 'until' | 'name' | 'others' | 'into' | 'carry';

const FIELDS: Record<ChangeKind, { needs: Given[]; may: Given[] }> = {
  begin: { needs: ['name', 'from'], may: [] },
  rename: { needs: ['name', 'from'], may: [] },
  end: { needs: ['until'], may: [] },
  merge: { needs: ['from', 'into'], may: ['others', 'carry'] },
  split: { needs: ['from', 'into'], may: ['carry'] },
};

/**
 * The change that a body asks for.
 * @throws DomainError `invalid` naming every field that this kind of change needs or does not know
 */
export function changeOf(dto: ChangeDto): NeighbourhoodChange {
  const { kind } = dto;
  const { needs, may } = FIELDS[kind];
  const given = (['from', 'until', 'name', 'others', 'into', 'carry'] as const).filter(
    (field) => dto[field] !== undefined && dto[field] !== null,
  );
  const problems = [
    ...needs
      .filter((field) => !given.includes(field))
      .map((field) => ({ field, message: `${kind} needs ${field}` })),
    ...given
      .filter((field) => !needs.includes(field) && !may.includes(field))
      .map((field) => ({ field, message: `${kind} has no ${field}; remove it` })),
    ...(kind === 'merge' && dto.into && dto.into.length !== 1
      ? [{ field: 'into', message: 'merge needs exactly one neighbourhood in into' }]
      : []),
  ];
  if (problems.length > 0) throw DomainError.invalid('Some fields do not belong together.', problems);
  if (kind === 'end') return { kind, untilOn: dto.until! };
  const fromOn = dto.from!;
  if (kind === 'begin' || kind === 'rename') return { kind, name: dto.name!, fromOn };
  const into = dto.into!.map(({ code, name = null, lead = null }) => ({ code, name, lead }));
  const carry = dto.carry ?? false;
  if (kind === 'split') return { kind, fromOn, into, carry };
  return { kind, fromOn, others: (dto.others ?? []).map((code) => code.trim()), into, carry };
}
