import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Max, Min, ValidateIf } from 'class-validator';
import { emailProblem, telephoneProblem, webAddressProblem } from './domain/contact-route.js';
import { Fits } from './officer.dto.js';
import { IsFilledProse, Trimmed } from './dto-fields.js';

const text = { type: String, nullable: true } as const;
const PEOPLE = { message: 'population must be a whole number from 0 to 10000000' };

export class ChangeNeighbourhoodDto {
  @ApiPropertyOptional({ ...text, maxLength: 5_000 })
  @IsOptional()
  @IsFilledProse(5_000, 'description must not be empty; null takes it away', 'description must be a text')
  description?: string | null;

  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 0 })
  @IsOptional()
  @IsInt(PEOPLE)
  @Min(0, PEOPLE)
  @Max(10_000_000, PEOPLE)
  population?: number | null;

  @ApiPropertyOptional(text)
  @IsOptional()
  @Trimmed()
  @Fits(emailProblem, 254)
  email?: string | null;

  @ApiPropertyOptional(text)
  @IsOptional()
  @Trimmed()
  @Fits(telephoneProblem, 50)
  telephone?: string | null;

  @ApiPropertyOptional(text)
  @IsOptional()
  @Trimmed()
  @Fits(webAddressProblem, 2_000)
  webUrl?: string | null;

  @ApiPropertyOptional({ description: 'Is there a public contact form?' })
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean({ message: 'formEnabled must be true or false' })
  formEnabled?: boolean;

  @ApiPropertyOptional({ ...text, description: 'Never to be published.' })
  @IsOptional()
  @Trimmed()
  @Fits(emailProblem, 254)
  teamMailbox?: string | null;
}
