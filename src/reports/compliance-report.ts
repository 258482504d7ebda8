import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LOCAL_ZONE } from '../common/calendar.js';
import type { Section, Unit } from './measures/measure.js';
import { AbstractionMonth } from './abstraction-months.js';
import { ReportFigure, ReportSeries } from './report-figure.js';
import { ReportComingGap, ReportGap } from './report-gaps.js';
import { ReportStalePriorities } from './stale-priorities.js';

export { EarlierFigure, ReportFigure, ReportPoint, ReportSeries } from './report-figure.js';

const SECTIONS: Section[] = ['coverage', 'wards', 'response', 'scope', 'alerts', 'workforce', 'data'];
export const UNITS: Unit[] = ['percent', 'count', 'days', 'minutes', 'state'];

export class ReportForce {
  @ApiProperty({ example: 'leicestershire', description: 'Id of the force, as data.police.uk has it.' })
  id: string;
  @ApiProperty({ description: 'Name of the force.' })
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
  @ApiProperty({ example: 'share-met', description: 'Id of the measure; it stays the same for ever.' })
  measure: string;
  @ApiProperty({ enum: SECTIONS, description: 'Part of the report in which the measure stands.' })
  section: Section;
  @ApiProperty({ description: 'What the measure is called.' })
  title: string;
  @ApiProperty({ description: 'What it says, in plain English.' })
  definition: string;
  @ApiProperty({ description: 'The words of the guarantee, or of our rules, that the measure serves.' })
  clause: string;
  @ApiProperty({ description: 'What is counted; of a percentage, above the line.' })
  numerator: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What a percentage is of, or which values a percentile ranks; null for a count.',
  })
  denominator: string | null;
  @ApiProperty({ enum: UNITS, description: 'What it is counted in.' })
  unit: Unit;
}

export class ReportPlace {
  @ApiProperty({ description: 'Code of the place.' })
  code: string;
  @ApiProperty({ description: 'Name of the place.' })
  name: string;
}

/** A command area or a neighbourhood, when the report is not of the whole force. */
export class ReportPart {
  @ApiProperty({ enum: ['command-area', 'neighbourhood'], description: 'What kind of part it is.' })
  kind: 'command-area' | 'neighbourhood';
  @ApiProperty({ description: 'Code of the part.' })
  code: string;
  @ApiProperty({ description: 'Name of the part.' })
  name: string;
}

/** The compliance report of one force and period: plain values, one model for page, CSV and JSON. */
export class ComplianceReport {
  @ApiProperty({
    example: '1.0',
    description: 'Version of the definitions that the figures were counted by.',
  })
  definitionsVersion: string;
  @ApiProperty({ type: ReportForce, description: 'The force that the report is of.' })
  force: ReportForce;
  @ApiProperty({ type: ReportPeriod, description: 'The days that are counted.' })
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
  @ApiProperty({ isArray: true, type: String, description: 'Ways by which the queries in its figures came.' })
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
      'Command areas that existed in the period, by name; none of a part of the force. Absent from reports kept before definitions 3.0.',
  })
  commandAreas?: ReportPlace[];
  @ApiProperty({
    type: [ReportFigure],
    description: 'Every figure of every measure: of the force, then by place, channel and weekday.',
  })
  figures: ReportFigure[];
  @ApiProperty({ type: [ReportGap], description: 'Every gap in coverage that touches the period.' })
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
    description:
      'Which part of the force is counted: the neighbourhoods of a command area on the last day counted, or one neighbourhood. Null or absent for the whole force.',
  })
  part?: ReportPart | null;
  @ApiPropertyOptional({
    type: [ReportSeries],
    description:
      'The thirteen whole calendar months that end with the month of the last day, each with the change from the month before, but for a month of which days are to come. Absent from reports kept before definitions 4.0.',
  })
  series?: ReportSeries[];
  @ApiPropertyOptional({
    type: [AbstractionMonth],
    description:
      'Abstraction in each calendar month that lies within the period, oldest first; none of a part of the force. Absent from reports kept before definitions 4.0.',
  })
  abstractionMonths?: AbstractionMonth[];
  @ApiPropertyOptional({
    type: [ReportStalePriorities],
    description:
      'Neighbourhoods whose priorities are not current on the last day counted, by name, with the day of the last review. Absent from reports kept before it was listed.',
  })
  stalePriorities?: ReportStalePriorities[];
  @ApiProperty({
    type: [ReportDefinition],
    description: 'The measures of the report, in the order in which they are printed.',
  })
  definitions: ReportDefinition[];
}
