import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LOCAL_ZONE } from '../common/calendar.js';
import type { Section, Unit } from './measures/measure.js';
import { ReportComingGap, ReportGap } from './report-gaps.js';

const SECTIONS: Section[] = ['coverage', 'wards', 'response', 'scope', 'alerts', 'workforce'];
const UNITS: Unit[] = ['percent', 'count', 'days', 'minutes', 'state'];

export class ReportForce {
  @ApiProperty({ example: 'leicestershire' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ format: 'date', description: 'The local day on which the figures of the force begin.' })
  startsOn: string;
}

export class ReportPeriod {
  @ApiProperty({ format: 'date', description: 'First local day.' })
  fromOn: string;
  @ApiProperty({ format: 'date', description: 'Last local day, included.' })
  toOn: string;
}

export class ReportDefinition {
  @ApiProperty({ example: 'share-met' })
  measure: string;
  @ApiProperty({ enum: SECTIONS })
  section: Section;
  @ApiProperty()
  title: string;
  @ApiProperty()
  definition: string;
  @ApiProperty({ description: 'The words of the guarantee, or of our rules, that the measure serves.' })
  clause: string;
  @ApiProperty()
  numerator: string;
  @ApiProperty({ type: String, nullable: true })
  denominator: string | null;
  @ApiProperty({ enum: UNITS })
  unit: Unit;
}

export class ReportPlace {
  @ApiProperty()
  code: string;
  @ApiProperty()
  name: string;
}

export class EarlierFigure {
  @ApiProperty({ type: Number, nullable: true })
  numerator: number | null;
  @ApiProperty({ type: Number, nullable: true })
  denominator: number | null;
  @ApiProperty({ example: '95.0', description: 'As printed.' })
  shown: string;
}

/** One figure, in the only form there is: every format prints `shown` and `change` as they stand here. */
export class ReportFigure {
  @ApiProperty({ example: 'share-met' })
  measure: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the neighbourhood; null for the force.',
  })
  neighbourhood: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null for all channels.' })
  channel: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description:
      'Code of the ward; null for all wards. Reports kept before definitions 2.0 have no wards and lack it.',
  })
  ward?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description:
      'Code of the command area that its neighbourhoods belong to on the last day; null for all. Reports kept before definitions 3.0 lack it.',
  })
  commandArea?: string | null;
  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    minimum: 1,
    maximum: 7,
    description:
      'Local weekday on which the person sent it, from 1 (Monday) to 7; null for all. Reports kept before definitions 3.0 lack it.',
  })
  weekday?: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a percentage.' })
  numerator: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a percentage or a percentile.' })
  denominator: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Null if there is no number to give: see shown.',
  })
  value: number | null;
  @ApiProperty({
    example: '98.4',
    description: 'As printed: a number, “none due”, “not yet answered” or a state.',
  })
  shown: string;
  @ApiProperty({ type: EarlierFigure, nullable: true, description: 'The same over the preceding period.' })
  previous: EarlierFigure | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '+3.4',
    description: 'Percentage points for a percentage, else a difference.',
  })
  change: string | null;
}

/** The figures of one measure of the force, or of the part reported on, month by month. */
export class ReportSeries {
  @ApiProperty({ example: 'share-met' })
  measure: string;
  @ApiProperty({ type: () => [ReportPoint], description: 'Oldest month first.' })
  points: ReportPoint[];
}

export class ReportPoint {
  @ApiProperty({ format: 'date', description: 'First local day of the month.' })
  fromOn: string;
  @ApiProperty({ format: 'date', description: 'Last local day of the month, included.' })
  toOn: string;
  @ApiProperty({ type: Number, nullable: true })
  numerator: number | null;
  @ApiProperty({ type: Number, nullable: true })
  denominator: number | null;
  @ApiProperty({ type: Number, nullable: true })
  value: number | null;
  @ApiProperty({ example: '98.4', description: 'As printed.' })
  shown: string;
}

/** A command area or a neighbourhood, when the report is not of the whole force. */
export class ReportPart {
  @ApiProperty({ enum: ['command-area', 'neighbourhood'] })
  kind: 'command-area' | 'neighbourhood';
  @ApiProperty()
  code: string;
  @ApiProperty()
  name: string;
}

/** The compliance report of one force and period: plain values, one model for page, CSV and JSON. */
export class ComplianceReport {
  @ApiProperty({ example: '1.0' })
  definitionsVersion: string;
  @ApiProperty({ type: ReportForce })
  force: ReportForce;
  @ApiProperty({ type: ReportPeriod })
  period: ReportPeriod;
  @ApiProperty({
    type: ReportPeriod,
    nullable: true,
    description: 'Compared with; null if it ended before the figures of the force begin.',
  })
  precedingPeriod: ReportPeriod | null;
  @ApiProperty({ example: LOCAL_ZONE, description: 'The zone of every day here.' })
  zone: string;
  @ApiProperty({ format: 'date-time', description: 'What was on record at this instant is counted.' })
  cutOffAt: string;
  @ApiProperty({
    format: 'date',
    type: String,
    nullable: true,
    description: 'The last day coverage was counted for; null if the figures of the force begin later.',
  })
  coverageOn: string | null;
  @ApiProperty({
    type: [ReportPlace],
    description: 'By name; those that existed in the period or have a query or a contact in its figures.',
  })
  neighbourhoods: ReportPlace[];
  @ApiProperty({ isArray: true, type: String })
  channels: string[];
  @ApiPropertyOptional({
    type: [ReportPlace],
    description:
      'Council wards that existed in the period, by name. Absent from reports kept before definitions 2.0.',
  })
  wards?: ReportPlace[];
  @ApiPropertyOptional({
    type: [ReportPlace],
    description:
      'Command areas that existed in the period, by name. Absent from reports kept before definitions 3.0.',
  })
  commandAreas?: ReportPlace[];
  @ApiProperty({ type: [ReportFigure] })
  figures: ReportFigure[];
  @ApiProperty({ type: [ReportGap] })
  gaps: ReportGap[];
  @ApiPropertyOptional({
    type: [ReportComingGap],
    description:
      'Gaps that begin within 90 days after the day of the cut-off. Absent from reports kept before definitions 2.0.',
  })
  comingGaps?: ReportComingGap[];
  @ApiPropertyOptional({
    type: ReportPart,
    nullable: true,
    description: 'Null or absent for the whole force.',
  })
  part?: ReportPart | null;
  @ApiPropertyOptional({
    type: [ReportSeries],
    description:
      'The thirteen months that end with the period. Absent from reports kept before definitions 4.0.',
  })
  series?: ReportSeries[];
  @ApiProperty({ type: [ReportDefinition] })
  definitions: ReportDefinition[];
}
