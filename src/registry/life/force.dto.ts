import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, ValidateIf } from 'class-validator';
import { telephoneProblem, webAddressProblem } from '../domain/contact-route.js';
import { IsFilledProse, Trimmed } from '../dto-fields.js';
import { Fits } from '../officer.dto.js';
import type { ForceAbout } from './force-page.query.js';
import { LONGEST_TEXT } from './priority.form.js';

const text = { type: String, nullable: true } as const;

const HEADLINE = 'Whether the public is shown the headline figures of the latest issued report.';

export class ChangeForceDto {
  @ApiPropertyOptional({ ...text, maxLength: LONGEST_TEXT })
  @IsOptional()
  @IsFilledProse(
    LONGEST_TEXT,
    'description must not be empty; null takes it away',
    'description must be a text',
  )
  description?: string | null;

  @ApiPropertyOptional(text)
  @IsOptional()
  @Trimmed()
  @Fits(webAddressProblem, 2_000)
  websiteUrl?: string | null;

  @ApiPropertyOptional(text)
  @IsOptional()
  @Trimmed()
  @Fits(telephoneProblem, 40)
  telephone?: string | null;

  @ApiPropertyOptional({ description: HEADLINE })
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean({ message: 'publishesHeadline must be true or false' })
  publishesHeadline?: boolean;
}

class EngagementMethodView {
  @ApiProperty({ example: 'newsletter' }) type: string;
  @ApiProperty() title: string;
  @ApiProperty(text) description: string | null;
  @ApiProperty() url: string;
}

export class ForceView {
  @ApiProperty({ example: 'leicestershire' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ format: 'date', description: 'The first day of its figures.' }) startsOn: string;
  @ApiProperty(text) description: string | null;
  @ApiProperty(text) websiteUrl: string | null;
  @ApiProperty(text) telephone: string | null;
  @ApiProperty({ type: [EngagementMethodView] }) engagementMethods: EngagementMethodView[];
  @ApiProperty({ description: HEADLINE }) publishesHeadline: boolean;
}

export function forceView({ version: _, ...about }: ForceAbout): ForceView {
  return about;
}
