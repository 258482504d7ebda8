import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, ValidateBy, ValidateIf } from 'class-validator';
import { IsDay } from '../common/is-day.js';
import { emailProblem, telephoneProblem } from './domain/contact-route.js';
import { RANKS } from './ranks.js';
import { IsFilledText, Trimmed } from './dto-fields.js';

const RANK_IDS = RANKS.map(({ id }) => id);

const day = { type: String, format: 'date', nullable: true } as const;
const text = { type: String, nullable: true } as const;

/** A text that the registry's own rule accepts. */
export function Fits(problem: (text: string) => string | undefined, max: number): PropertyDecorator {
  return ValidateBy({
    name: 'fits',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && value.length <= max && problem(value) === undefined,
      defaultMessage: (details) => {
        const { property = 'It', value } = (details ?? {}) as { property?: string; value?: unknown };
        if (typeof value !== 'string') return `${property} must be a text`;
        if (value.length > max) return `${property} must be at most ${max} characters`;
        return `${property} ${problem(value)}`;
      },
    },
  });
}

/** Absent stays as it is; null is refused. */
const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

class OfficerColumnsDto {
  @ApiPropertyOptional({ maxLength: 200 })
  @IfGiven()
  @IsFilledText(200, 'name must not be empty', 'name must be a text')
  name?: string;

  @ApiPropertyOptional({ ...text, description: 'The force’s own id, if it is not the collar number.' })
  @IsOptional()
  @IsFilledText(100, 'externalId must not be empty; null takes it away', 'externalId must be a text')
  externalId?: string | null;

  @ApiPropertyOptional({ ...text, description: 'Where alerts go. Never to be published.' })
  @IsOptional()
  @Trimmed()
  @Fits(emailProblem, 254)
  dutyEmail?: string | null;

  @ApiPropertyOptional(text)
  @IsOptional()
  @Trimmed()
  @Fits(emailProblem, 254)
  publicEmail?: string | null;

  @ApiPropertyOptional(text)
  @IsOptional()
  @Trimmed()
  @Fits(telephoneProblem, 50)
  publicTelephone?: string | null;

  @ApiPropertyOptional({ ...day, description: 'The first day of service in the force; null: not known.' })
  @IsOptional()
  @IsDay()
  serviceFrom?: string | null;

  @ApiPropertyOptional({ ...day, description: 'The last day of service, included; null: not known.' })
  @IsOptional()
  @IsDay()
  serviceUntil?: string | null;

  @ApiPropertyOptional({ enum: RANK_IDS })
  @IfGiven()
  @IsIn(RANK_IDS, { message: `rank must be one of ${RANK_IDS.join(', ')}` })
  rank?: string;

  @ApiPropertyOptional()
  @IfGiven()
  @IsBoolean({ message: 'nameWithheld must be true or false' })
  nameWithheld?: boolean;
}

export class ChangeOfficerDto extends OfficerColumnsDto {
  @ApiPropertyOptional({
    format: 'date',
    description: 'From when the rank holds, today unless given; may be past.',
  })
  @IfGiven()
  @IsDay()
  rankFrom?: string;

  @ApiPropertyOptional({
    ...day,
    description: 'Until when, included. Left out: until the next change recorded; null: for good.',
  })
  @IsOptional()
  @IsDay()
  rankUntil?: string | null;

  @ApiPropertyOptional({ format: 'date', description: 'From when, today unless given.' })
  @IfGiven()
  @IsDay()
  nameWithheldFrom?: string;

  @ApiPropertyOptional({
    ...day,
    description: 'Until when, included. Left out or null: until further notice.',
  })
  @IsOptional()
  @IsDay()
  nameWithheldUntil?: string | null;
}

/** One officer of many; a rank or a withheld name that differs holds from today on. */
export class OfficerItemDto extends OfficerColumnsDto {
  @ApiProperty({ maxLength: 50, example: '4711' })
  @IsFilledText(50, 'collarNumber must be a text that is not empty')
  collarNumber: string;
}
