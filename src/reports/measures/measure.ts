import type { DateTime } from 'luxon';
import type { ComingGap, Gap, NeighbourhoodCoverage } from '../../registry/coverage/coverage.js';
import type { CoverageState } from '../../registry/coverage/domain/coverage-state.js';
import type { WardCoverage } from '../../registry/coverage/ward-coverage.js';

export type Section = 'coverage' | 'wards' | 'response' | 'scope' | 'alerts' | 'workforce' | 'data';
export type Unit = 'percent' | 'count' | 'days' | 'minutes' | 'state';
export type Breakdown = 'neighbourhood' | 'command-area' | 'ward' | 'channel' | 'weekday';

/**
 * Where a figure was counted: `''` for the whole force, else `neighbourhood:ID`, `command-area:ID`, `ward:ID`,
 * `channel:NAME` or `weekday:1` (Monday) to `weekday:7`.
 */
export type Spot = '' | `${Breakdown}:${string}`;

export interface PlacedFigure {
  measure: string;
  spot: Spot;
  figure: RawFigure;
}

/** Of the whole force, and by everything that is known of a clock. */
export const BY_EVERYTHING: readonly Breakdown[] = [
  'neighbourhood',
  'command-area',
  'ward',
  'channel',
  'weekday',
];
/** By everything but the weekday: these are no clocks, and have instants of their own. */
export const BY_PLACE_AND_CHANNEL: readonly Breakdown[] = [
  'neighbourhood',
  'command-area',
  'ward',
  'channel',
];
/** By whose it is, where no channel is known. */
export const BY_TEAM: readonly Breakdown[] = ['neighbourhood', 'command-area'];

/** What is printed about a measure wherever it stands. */
export interface MeasureWords {
  /** Stays the same for ever; a changed meaning is a new id. */
  id: string;
  section: Section;
  title: string;
  /** Plain English. */
  definition: string;
  /** The words of the guarantee, or of our rules, that it serves. */
  clause: string;
  /** What is counted; for a percentage, above the line. */
  numerator: string;
  /** What a percentage is of, or which values a percentile ranks; absent for a count. */
  denominator?: string;
  unit: Unit;
  /** What is printed where there is nothing that it could be of; “none due” unless it says so. */
  none?: string;
  /** Besides the whole force. */
  by: readonly Breakdown[];
  /** The answer for the worked example (`example.ts`), which a test computes. */
  example: { words: string } & RawFigure;
}

/** A figure before it is written out: a percentage has the first two, a percentile a value and a denominator. */
export interface RawFigure {
  numerator?: number;
  denominator?: number;
  /** Of a count, the count; of a percentile, minutes, or null where it falls among the unanswered. */
  value?: number | string | null;
}

/** The half-open span of instants that is counted, with the force's start already taken into account. */
export interface CountedSpan {
  startAt: DateTime;
  endAt: DateTime;
  cutOffAt: DateTime;
  /** The instant at which the force's figures begin. */
  figuresBeginAt: DateTime;
  /** Which neighbourhoods are counted; all of the force if it is not there. */
  part?: CountedPart | null;
}

/** The neighbourhoods that a report of a part of the force counts, in every period that it compares. */
export interface CountedPart {
  neighbourhoodIds: readonly string[];
  /** Of a command area its id; of a neighbourhood null. */
  commandAreaId: string | null;
}

/**
 * Filters over the flags of the clocks of a period (see `clock-code.ts`): those that are counted, those that are a share
 * of others; or the minutes at this share of all that are due, by nearest rank, the unanswered last, or the minutes past
 * due at this share of those answered late.
 */
export interface ClockMeasure extends MeasureWords {
  kind: 'clocks';
  sql: { count: string } | { share: string; of: string } | { percentile: number } | { overdue: number };
}

/** A gap cut to its period, which knows since when it has lasted; unknown, it began with its first day in the period. */
export interface MeasuredGap extends Gap<CoverageState> {
  sinceOn?: string;
}

export interface MeasuredCoverage extends NeighbourhoodCoverage {
  gaps: MeasuredGap[];
}

/** Worked out from the coverage of the neighbourhoods asked about, which `coverage.query.ts` has counted in SQL. */
export interface CoverageMeasure extends MeasureWords {
  kind: 'coverage';
  of(neighbourhoods: readonly MeasuredCoverage[]): RawFigure;
  /** It means nothing for the force as a whole. */
  onlyBy?: true;
}

/** The same of council wards; a force without wards has none of these figures. */
export interface WardMeasure extends MeasureWords {
  kind: 'wards';
  of(wards: readonly WardCoverage[]): RawFigure;
  /** It means nothing for the force as a whole. */
  onlyBy?: true;
}

/** Worked out from the gaps that begin after the cut-off, which the registry has looked for. */
export interface ComingGapMeasure extends MeasureWords {
  kind: 'coming-gaps';
  of(gaps: readonly ComingGap[]): RawFigure;
  atCutOff: true;
}

/**
 * A count or a share that has a statement of its own, by neighbourhood and by channel. The statement counts the
 * neighbourhoods of the span's part alone (`ofPart`). A command area and a ward have what their neighbourhoods have
 * together.
 */
export interface CountedMeasure extends MeasureWords {
  kind: 'counted';
  /** One statement that answers `neighbourhood_id`, `channel` and `value`, or `numerator` and `denominator`. */
  query: string;
  parameters: (forceId: string, span: CountedSpan) => unknown[];
  /** Says how things stand at the cut-off, so there is nothing to compare with. */
  atCutOff?: true;
  /** The data know no place of it: a report of a part of the force does not have it. */
  wholeForceOnly?: true;
  /** Its value is the most that any of them has, so several places have the most of theirs, and not the sum. */
  isMost?: true;
}

export type Measure = ClockMeasure | CoverageMeasure | WardMeasure | ComingGapMeasure | CountedMeasure;
