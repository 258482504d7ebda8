import { ApiProperty } from '@nestjs/swagger';
import type { ComplianceReport, ReportDefinition, ReportFigure } from '../compliance-report.js';
import { EarlierFigure, ReportForce, ReportPeriod, UNITS } from '../compliance-report.js';
import { HEADLINE } from '../document/headline.js';
import { Figures } from '../figure-words.js';
import type { IssuedReport } from '../issued/issued-report.query.js';

export class HeadlineVersion {
  @ApiProperty({ description: 'Which version of the report it is; a correction is a later one.' })
  version: number;
  @ApiProperty({ format: 'date-time', description: 'When it was issued.' }) issuedAt: string;
  @ApiProperty({
    description:
      'SHA-256 of the report’s JSON: whoever is given the file can check it against the published key.',
  })
  sha256: string;
  @ApiProperty({ example: '4.0', description: 'Version of the definitions.' }) definitionsVersion: string;
}

/** A figure of the whole force as it stands in the report, with its definition. */
export class PublicFigure {
  @ApiProperty({ example: 'share-met', description: 'Id of the measure.' }) measure: string;
  @ApiProperty({ description: 'What it is called.' }) title: string;
  @ApiProperty({ description: 'In plain English.' }) definition: string;
  @ApiProperty({ enum: UNITS, example: 'percent', description: 'What it is counted in.' })
  unit: ReportDefinition['unit'];
  @ApiProperty({ type: Number, nullable: true, description: 'What was counted, of a percentage.' })
  numerator: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'What it is of.' }) denominator: number | null;
  @ApiProperty({ example: '98.4', description: 'As printed.' }) shown: string;
  @ApiProperty({ type: EarlierFigure, nullable: true, description: 'The same over the preceding period.' })
  previous: EarlierFigure | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '+3.4',
    description: 'Percentage points or a difference.',
  })
  change: string | null;
}

/** What the public is shown of an issued report: figures of the whole force alone, so nothing of anybody. */
export class PublishedHeadline {
  @ApiProperty({ type: ReportForce, description: 'Whose figures.' }) force: ReportForce;
  @ApiProperty({ type: ReportPeriod, description: 'Of when.' }) period: ReportPeriod;
  @ApiProperty({
    type: ReportPeriod,
    nullable: true,
    description: 'Compared with; null if there is nothing to compare with.',
  })
  precedingPeriod: ReportPeriod | null;
  @ApiProperty({ description: 'The zone of every day here.' }) zone: string;
  @ApiProperty({ type: HeadlineVersion, description: 'Of which report.' }) issued: HeadlineVersion;
  @ApiProperty({ type: [PublicFigure], description: 'The headline figures, in their order.' })
  figures: PublicFigure[];
}

/** The headline figures of an issued report. */
export function publishedHeadline({ version, issuedAt, sha256, report }: IssuedReport): PublishedHeadline {
  const figures = new Figures(report.figures);
  const { force, period, precedingPeriod, zone, definitionsVersion } = report;
  return {
    force,
    period,
    precedingPeriod,
    zone,
    issued: { version, issuedAt: issuedAt.toUTC().toISO()!, sha256, definitionsVersion },
    figures: HEADLINE.flatMap(({ measure }) => {
      const figure = figures.at(measure);
      return figure ? [publicFigure(report, figure)] : [];
    }),
  };
}

function publicFigure({ definitions }: ComplianceReport, figure: ReportFigure): PublicFigure {
  const { measure, numerator, denominator, shown, previous, change } = figure;
  const { title, definition, unit } = definitions.find((each) => each.measure === measure)!;
  return { measure, title, definition, unit, numerator, denominator, shown, previous, change };
}
