import { ApiProperty } from '@nestjs/swagger';
import type { ComingGap, Coverage, Gap, OpenGap } from './coverage.js';
import { type CoverageShares, type Share } from './coverage-figures.js';
import { COVERAGE_BY, type CoverageBy } from './coverage.dto.js';
import { GAP_REASONS, type GapReason } from './domain/coming-gap.js';
import { COVERAGE_STATES, type CoverageState } from './domain/coverage-state.js';
import { WARD_STATES } from './domain/ward-state.js';

const STATES = [...new Set<string>([...COVERAGE_STATES, ...WARD_STATES])];
const day = { type: String, format: 'date', nullable: true } as const;

class ShareView implements Share {
  @ApiProperty() numerator: number;
  @ApiProperty() denominator: number;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '98.4',
    description: 'One decimal; 100.0 and 0.0 only when exact; null of nothing.',
  })
  percent: string | null;
}

class SharesView implements CoverageShares {
  @ApiProperty({ type: ShareView, description: 'Days covered, of the days on which it existed.' })
  coverage: ShareView;
  @ApiProperty({
    type: ShareView,
    description: 'Named, published and contactable online, whatever the absence.',
  })
  national: ShareView;
  @ApiProperty({ type: ShareView, description: 'Of those that exist on the last day.' })
  coverageOnLastDay: ShareView;
  @ApiProperty({ type: ShareView })
  nationalOnLastDay: ShareView;
}

class GapView {
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ format: 'date' }) to: string;
  @ApiProperty() days: number;
  @ApiProperty({ enum: STATES, isArray: true, description: 'What the days were, best first.' })
  states: string[];
}

class CoverageItemView {
  @ApiProperty({ example: 'NC04' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty({
    type: String,
    enum: STATES,
    nullable: true,
    description: 'Null if it does not exist that day.',
  })
  lastState: string | null;
  @ApiProperty({ description: 'Is the national measure met on the last day?' }) nationalOnLastDay: boolean;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: {
      covered: 29,
      'deputy-covering': 0,
      absent: 0,
      'not-contactable': 0,
      unpublished: 0,
      vacant: 2,
    },
    description: 'Days by state.',
  })
  days: Record<string, number>;
  @ApiProperty({ type: ShareView }) coverage: ShareView;
  @ApiProperty({ type: ShareView }) national: ShareView;
  @ApiProperty({ type: [GapView] }) gaps: GapView[];
}

export class CoverageView {
  @ApiProperty({
    format: 'date',
    description: 'The first day counted: a force’s figures begin at its start date.',
  })
  from: string;
  @ApiProperty({ format: 'date', description: 'The last day; days ahead are as known today.' }) to: string;
  @ApiProperty({ enum: COVERAGE_BY }) by: CoverageBy;
  @ApiProperty({ type: SharesView, description: 'Of the whole force.' }) whole: SharesView;
  @ApiProperty({ type: [CoverageItemView], description: 'By name.' }) items: CoverageItemView[];
  @ApiProperty() page: number;
  @ApiProperty() pageSize: number;
  @ApiProperty() total: number;
}

export class GapItemView {
  @ApiProperty({ enum: ['open', 'coming'], description: 'On the day asked for.' }) kind: 'open' | 'coming';
  @ApiProperty({ example: 'NC04' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty({ format: 'date', description: 'The first day without cover.' }) from: string;
  @ApiProperty({ ...day, description: 'The last one; null: no known date ends it.' }) to: string | null;
  @ApiProperty({ enum: COVERAGE_STATES, isArray: true }) states: CoverageState[];
  @ApiProperty({
    type: String,
    enum: GAP_REASONS,
    nullable: true,
    description: 'Which known date makes a coming gap begin; null of an open one.',
  })
  reason: GapReason | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of the officer who covers the day before a coming gap and then does not any more.',
  })
  collarNumber: string | null;
}

export class GapsView {
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ description: 'How many days after it a coming gap begins at the latest.' }) days: number;
  @ApiProperty({ type: [GapItemView], description: 'Open ones by name, then those that are coming by date.' })
  items: GapItemView[];
  @ApiProperty() page: number;
  @ApiProperty() pageSize: number;
  @ApiProperty() total: number;
}

export function coverageItemView<State extends string>(
  coverage: Coverage<State>,
  shares: CoverageShares,
): CoverageItemView {
  const { code, name, lastState, nationalOnLastDay, days, gaps } = coverage;
  return {
    code,
    name,
    lastState,
    nationalOnLastDay,
    days,
    coverage: shares.coverage,
    national: shares.national,
    gaps: gaps.map(gapView),
  };
}

const gapView = ({ fromOn, toOn, days, states }: Gap<string>): GapView => ({
  from: fromOn,
  to: toOn,
  days,
  states,
});

export function openGapView({ code, name, sinceOn, toOn, states }: OpenGap): GapItemView {
  return { kind: 'open', code, name, from: sinceOn, to: toOn, states, reason: null, collarNumber: null };
}

export function comingGapView({
  code,
  name,
  fromOn,
  toOn,
  states,
  reason,
  collarNumber,
}: ComingGap): GapItemView {
  return { kind: 'coming', code, name, from: fromOn, to: toOn, states, reason, collarNumber };
}
