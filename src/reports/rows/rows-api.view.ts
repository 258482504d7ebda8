import { ApiProperty } from '@nestjs/swagger';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { ReportFigure, ReportPart, ReportPeriod } from '../compliance-report.js';
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
      'A `neighbourhood` or `ward` has a code and a name, a `day` is a local date, an `instant` is in UTC to the minute, `hundredths` are of an hour.',
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

/** A figure of a live report, and a page of the rows that it counts. */
export class RowsView {
  @ApiProperty({ type: ReportFigure, description: 'As the report has it, without the preceding period.' })
  figure: ReportFigure;
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
  const { figure, period, part, cutOffAt, shown, order, columns, rows, next } = opened;
  return {
    figure,
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

/** `2026-03-05T12:00Z`. */
const valueOf = (kind: string, value: RowValue): RowValue =>
  kind === 'instant' && typeof value === 'string' ? `${value.slice(0, 16)}Z` : value;
