import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsInstant } from '../../common/is-instant.js';
import { ASKED_BY, ASKED_OF_STAFF, type AskedOfStaff, OUTCOMES } from './domain/recourse.js';

export class AskedDto {
  @ApiProperty({ enum: ASKED_OF_STAFF, description: 'How the person asked.' })
  @IsIn(ASKED_OF_STAFF, { message: `askedBy must be one of ${ASKED_OF_STAFF.join(', ')}` })
  askedBy: AskedOfStaff;

  @ApiProperty({ format: 'date-time', description: 'When they asked; the 5 working days run from this day.' })
  @IsInstant()
  askedAt: string;

  @ApiPropertyOptional({ maxLength: 10_000, description: 'What went wrong, in the person’s words.' })
  @IsOptional()
  @IsString({ message: 'reason must be a text' })
  @MaxLength(10_000, { message: 'reason must be at most 10,000 characters' })
  reason?: string;
}

/** A person asked for a supervisor, and what the supervisor answered. */
export class RecourseView {
  @ApiProperty({ format: 'date-time' }) askedAt: string;
  @ApiProperty({ enum: ASKED_BY }) askedBy: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ format: 'date-time', description: 'The end of the fifth working day after it was asked.' })
  dueAt: string;
  @ApiProperty({ enum: OUTCOMES, nullable: true, description: 'Null while no supervisor has answered.' })
  outcome: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null while an answer by e-mail is on its way.',
  })
  answeredAt: string | null;
  @ApiProperty({ type: String, nullable: true }) answer: string | null;
}
