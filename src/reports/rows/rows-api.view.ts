import { ApiProperty } from '@nestjs/swagger';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { ReportFigure, ReportPart, ReportPeriod } from '../compliance-report.js';
import { differsFrom, type KeptFigure } from './kept-figure.js';
import type { OpenedFigure } from './opened-figure.js';
import { type RowValue, SHOWN, type Shown } from './row.js';

export class RowsColumnView {
  @ApiProperty({ example: 'dueAt', description: 'Its name among the values of a row.' })
  id: string;
  @ApiProperty({ example: 'Due' })
  title: string;
  @ApiProperty({
    example: 'instant',
    description:
      'A `neighbourhood` or `ward` has a code and a name, a `day` is a local date, an `instant` is in UTC to the minute and stands only where contacts are opened (others get a `day`), `hundredths` are of an hour.',
  })
  kind: string;
}

export class RowView {
  @ApiProperty({ description: 'Its place in the list, from 1.' })
  row: number;
  @ApiProperty({ description: 'What it adds to the figure, or to the numerator of a share: 1, or days.' })
  numerator: number;
  @ApiProperty({ description: 'What it adds to the denominator of a share or a percentile.' })
  denominator: number;
  @ApiProperty({ description: 'Whether the figure is the value of this row, as of a percentile.' })
  isFigure: boolean;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'By column.' })
  values: Record<string, RowValue>;
}

/** What a kept or issued report says of a figure. */
export class KeptFigureView {
  @ApiProperty({ format: 'uuid', description: 'The report, as it was asked for.' })
  report: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Of an issued report; else null.' })
  issuedVersion: number | null;
  @ApiProperty({ format: 'date-time', description: 'What was on record at this instant is in the report.' })
  cutOffAt: string;
  @ApiProperty({ example: '4.0', description: 'Of the definitions that the report was made by.' })
  definitionsVersion: string;
  @ApiProperty({ type: ReportFigure, description: 'As it stands in the report.' })
  figure: ReportFigure;
  @ApiProperty({ description: 'Whether the figure of now is another.' })
  differs: boolean;
}

/** A figure as of now, and a page of the rows that it counts. */
export class RowsView {
  @ApiProperty({
    type: ReportFigure,
    description:
      'As of now, and what it was over the preceding period; `previous` is null if that lies before the figures of the force begin.',
  })
  figure: ReportFigure;
  @ApiProperty({
    type: KeptFigureView,
    nullable: true,
    description: 'The same in the report that was asked for; null if none was. The rows are of now.',
  })
  kept: KeptFigureView | null;
  @ApiProperty({ type: ReportPeriod })
  period: ReportPeriod;
  @ApiProperty({ type: ReportPart, nullable: true })
  part: ReportPart | null;
  @ApiProperty({ format: 'date-time' })
  cutOffAt: string;
  @ApiProperty({ example: LOCAL_ZONE, description: 'The zone of every day here.' })
  zone: string;
  @ApiProperty({ enum: SHOWN, description: 'Which rows of a share are listed.' })
  show: Shown;
  @ApiProperty({ example: 'the first due first' })
  order: string;
  @ApiProperty({ type: [RowsColumnView] })
  columns: RowsColumnView[];
  @ApiProperty({ type: [RowView] })
  items: RowView[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass it as `after` for the next page; null on the last.',
  })
  next: string | null;
}

export function rowsApiView(opened: OpenedFigure): RowsView {
  const { figure, kept, period, part, cutOffAt, shown, order, columns, rows, next } = opened;
  return {
    figure,
    kept: kept && keptView(kept, figure),
    period: { fromOn: period.fromOn, toOn: period.toOn },
    part,
    cutOffAt: cutOffAt.toISO()!,
    zone: LOCAL_ZONE,
    show: shown,
    order,
    columns,
    items: rows.map(({ number, numerator, denominator, isFigure, values }) => ({
      row: number,
      numerator,
      denominator,
      isFigure,
      values: Object.fromEntries(columns.map(({ id, kind }) => [id, valueOf(kind, values[id] ?? null)])),
    })),
    next,
  };
}

function keptView({ report, figure }: KeptFigure, now: ReportFigure): KeptFigureView {
  const { id, as, cutOffAt, definitionsVersion } = report;
  const issuedVersion = 'issuedVersion' in as ? as.issuedVersion : null;
  return {
    report: id,
    issuedVersion,
    cutOffAt,
    definitionsVersion,
    figure,
    differs: differsFrom(figure, now),
  };
}

/** `2026-03-05T12:00Z`. */
const valueOf = (kind: string, value: RowValue): RowValue =>
  kind === 'instant' && typeof value === 'string' ? `${value.slice(0, 16)}Z` : value;
