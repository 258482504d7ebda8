import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { OUT_OF_SCOPE_REASONS } from '../domain/clock-state.js';

export const CONTACT_STATES = [
  'open',
  'overdue',
  'met',
  'answered-late',
  'out-of-scope',
  'no-reply-possible',
] as const;

/** Which question of a contact is meant. */
export class OfQuestionDto {
  @ApiPropertyOptional({
    minimum: 1,
    description: 'Number of the question, of a contact with several. Left out: the one that is shown.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'question must be a whole number' })
  @Min(1, { message: 'question must be 1 or more' })
  @Max(10_000, { message: 'question must be 10,000 or less' })
  question?: number;
}

export class OutOfScopeView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ enum: OUT_OF_SCOPE_REASONS }) reason: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Needed only after the deadline.',
  })
  confirmedAt: string | null;
}

/** A question with its own 72 hours. */
export class QuestionView {
  @ApiProperty({ description: 'First to last, from 1.' }) number: number;
  @ApiProperty({ enum: CONTACT_STATES }) state: string;
  @ApiProperty({ format: 'date-time' }) startedAt: string;
  @ApiProperty({ format: 'date-time' }) dueAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) respondedAt: string | null;
  @ApiProperty({ type: OutOfScopeView, nullable: true }) outOfScope: OutOfScopeView | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) addressFailedAt: string | null;
}

/** What the person wrote after their first message. */
export class MessageView {
  @ApiProperty({ format: 'date-time' }) submittedAt: string;
  @ApiProperty({ format: 'date-time' }) receivedAt: string;
  @ApiProperty() channel: string;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The question that it started; null if it belongs to one before it.',
  })
  question: number | null;
  @ApiProperty({ type: String, nullable: true }) message: string | null;
}
