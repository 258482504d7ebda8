import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsDay } from '../common/is-day.js';
import { ASSIGNMENT_ROLES, type AssignmentRole } from './domain/assignment-role.js';
import { OfficerItemDto } from './officer.dto.js';
import { IsCollarNumber, IsFilledText, IsNeighbourhoodCode } from './dto-fields.js';

/** A thousand rows with every field filled fit. */
export const BULK_BODY_LIMIT = 4 * 1024 * 1024;
export const MOST_ITEMS = 1_000;

const many = { minItems: 1, maxItems: MOST_ITEMS } as const;

export class OfficersBulkDto {
  @ApiProperty({ type: [OfficerItemDto], ...many }) items: OfficerItemDto[];
}

export class AssignmentItemDto {
  @ApiProperty({ description: 'The force’s own id of the assignment.', maxLength: 100 })
  @IsFilledText(100, 'externalId must be a text that is not empty')
  externalId: string;

  @ApiProperty({ description: 'Code of the neighbourhood.', maxLength: 100, example: 'NC04' })
  @IsNeighbourhoodCode()
  neighbourhood: string;

  @ApiProperty({ maxLength: 50, example: '4711' })
  @IsCollarNumber()
  collarNumber: string;

  @ApiProperty({ enum: ASSIGNMENT_ROLES })
  @IsIn(ASSIGNMENT_ROLES, { message: `role must be one of ${ASSIGNMENT_ROLES.join(', ')}` })
  role: AssignmentRole;

  @ApiProperty({ format: 'date', description: 'The first day.' })
  @IsDay()
  from: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The last day, included. Left out or null: until further notice.',
  })
  @IsOptional()
  @IsDay()
  until?: string | null;
}

export class AssignmentsBulkDto {
  @ApiProperty({ type: [AssignmentItemDto], ...many }) items: AssignmentItemDto[];
}

export type UpsertOutcome = 'added' | 'changed' | 'same';

class UpsertedItemView {
  @ApiProperty({ description: 'The place in the items that were sent, from 0.' }) index: number;
  @ApiProperty({ description: 'The force’s own id, as it was sent.' }) key: string;
  @ApiProperty({ enum: ['added', 'changed', 'same'] }) outcome: UpsertOutcome;
}

export class UpsertedView {
  @ApiProperty() added: number;
  @ApiProperty() changed: number;
  @ApiProperty({ description: 'Recorded like this already, so not touched.' }) same: number;
  @ApiProperty({ type: [UpsertedItemView] }) items: UpsertedItemView[];
  @ApiProperty({ type: [String], description: 'What coverage loses.' }) warnings: string[];
}

/** The answer to a bulk of rows, in the order in which they were sent. */
export function upsertedView(items: UpsertedItemView[], warnings: string[]): UpsertedView {
  const count = (outcome: UpsertOutcome): number => items.filter((item) => item.outcome === outcome).length;
  return {
    ...{ added: count('added'), changed: count('changed'), same: count('same') },
    items: [...items].sort((a, b) => a.index - b.index),
    warnings,
  };
}
