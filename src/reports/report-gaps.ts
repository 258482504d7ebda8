import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { GAP_REASONS, type GapReason } from '../registry/coverage/domain/coming-gap.js';
import type { CoverageState } from '../registry/coverage/domain/coverage-state.js';

export class ReportGap {
  @ApiProperty({ description: 'Code of the neighbourhood.' })
  neighbourhood: string;
  @ApiProperty({ format: 'date', description: 'First local day without cover, within the period.' })
  fromOn: string;
  @ApiProperty({ format: 'date', description: 'Last local day without cover, within the period.' })
  toOn: string;
  @ApiPropertyOptional({
    format: 'date',
    description:
      'First local day without cover at all, which may lie before the period, but not before the figures of the force begin. Absent from reports kept before definitions 4.0.',
  })
  sinceOn?: string;
  @ApiProperty({ description: 'How many days of the period.' })
  days: number;
  @ApiPropertyOptional({
    description:
      'How many days in all, from the first day without cover at all to the last one within the period. Absent from reports kept before definitions 4.2.',
  })
  daysInAll?: number;
  @ApiProperty({
    isArray: true,
    type: String,
    example: ['vacant'],
    description: 'What the neighbourhood was on those days, each state once.',
  })
  states: CoverageState[];
}

/** A gap that will begin, by what was recorded at the cut-off. */
export class ReportComingGap {
  @ApiProperty({ description: 'Code of the neighbourhood.' })
  neighbourhood: string;
  @ApiProperty({ description: 'Name of the neighbourhood.' })
  name: string;
  @ApiProperty({ format: 'date', description: 'The first day without cover.' })
  fromOn: string;
  @ApiProperty({ format: 'date', type: String, nullable: true, description: 'Null: no known date ends it.' })
  toOn: string | null;
  @ApiProperty({ enum: GAP_REASONS, description: 'Which known date makes it begin.' })
  reason: GapReason;
}
