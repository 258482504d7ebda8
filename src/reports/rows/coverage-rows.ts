import type { EntityManager } from 'typeorm';
import { localDayOf } from '../../common/calendar.js';
import { NEIGHBOURHOOD_NUMERATOR, WARD_NUMERATOR } from '../../registry/coverage/coverage-figures.js';
import {
  type CoverageRun,
  coverageRunsOf,
  wardCoverageRunsOf,
} from '../../registry/coverage/coverage-runs.js';
import {
  type Coverage,
  coverageOf,
  type CoveragePeriod,
  type Gap,
} from '../../registry/coverage/coverage.js';
import { STATE_TITLES } from '../../registry/coverage/domain/coverage-state.js';
import { WARD_STATE_TITLES } from '../../registry/coverage/domain/ward-state.js';
import { wardCoverageOf } from '../../registry/coverage/ward-coverage.js';
import { coverageDays } from '../measured-period.js';
import type { CoverageMeasure, WardMeasure } from '../measures/measure.js';
import { wholeDays } from '../measures/whole-days.js';
import { withWholeGaps } from '../whole-gaps.js';
import { type AskedRows, type RowColumn, type RowSource, sliceOfRows, type SourceRow } from './row.js';

type Run = CoverageRun<string>;

interface CoveredGaps extends Pick<Coverage<string>, 'id' | 'code' | 'name'> {
  gaps: (Gap<string> & { sinceOn?: string })[];
}

/** Neighbourhoods, or wards, with what is known of them. */
interface Covered {
  place: RowColumn;
  runs: (manager: EntityManager, forceId: string, period: CoveragePeriod) => Promise<Run[]>;
  gaps: (manager: EntityManager, asked: AskedRows) => Promise<CoveredGaps[]>;
  titles: Readonly<Record<string, string>>;
  numerator: readonly string[];
  isAsked: (place: { id: string }, asked: AskedRows) => boolean;
}

const has = (ids: readonly string[] | null, { id }: { id: string }): boolean =>
  ids === null || ids.includes(id);

const NEIGHBOURHOODS: Covered = {
  place: { id: 'neighbourhood', title: 'Neighbourhood', kind: 'neighbourhood' },
  runs: coverageRunsOf,
  gaps: wholeGapsOf,
  titles: STATE_TITLES,
  numerator: NEIGHBOURHOOD_NUMERATOR,
  isAsked: (place, { spot }) => has(spot.neighbourhoodIds, place),
};
const WARDS: Covered = {
  place: { id: 'ward', title: 'Ward', kind: 'ward' },
  runs: wardCoverageRunsOf,
  gaps: (manager, asked) => wardCoverageOf(manager, asked.forceId, daysOf(asked)),
  titles: WARD_STATE_TITLES,
  numerator: WARD_NUMERATOR,
  isAsked: (place, { spot }) => has(spot.wardIds, place),
};

const NATIONAL: Readonly<Record<string, string>> = {
  met: 'named, published and contactable online',
  'not-met': 'not so',
};
const DAYS: RowColumn[] = [
  { id: 'fromOn', title: 'From', kind: 'day' },
  { id: 'toOn', title: 'To', kind: 'day' },
  { id: 'days', title: 'Days', kind: 'days' },
];
/** Of a neighbourhood it is known since when; what a period has of it is not all of its days. */
const WHOLE_GAP: RowColumn[] = [
  { id: 'sinceOn', title: 'Since', kind: 'day' },
  { id: 'toOn', title: 'To, in the period', kind: 'day' },
  { id: 'daysInAll', title: 'Days in all', kind: 'days' },
  { id: 'days', title: 'Days within the period', kind: 'days' },
];
const STATE: RowColumn = { id: 'state', title: 'State', kind: 'text' };

/**
 * Which of them a measure looks at: the days of the period as runs, those that exist on its last day, or the gaps. `only`
 * is the state of which a measure counts the days or the places; without it a share has all of them below the line.
 */
type Look = { at: 'days' | 'last-day'; of: 'state' | 'national'; only?: string } | { at: 'gaps' };

function lookOf(id: string): Look {
  const measure = id.replace(/^ward-/, '');
  const of = measure.startsWith('national') ? 'national' : 'state';
  if (measure === 'gaps' || measure === 'longest-gap') return { at: 'gaps' };
  if (/^(coverage|national|state)-last-day$/.test(measure)) return { at: 'last-day', of };
  if (/^(coverage|national)-days$/.test(measure)) return { at: 'days', of };
  const [, at, only] = /^(days|last-day)-(.+)$/.exec(measure) ?? [];
  if (!only) throw new Error(`Nobody has said which rows are behind ${id}.`);
  return { at: at as 'days' | 'last-day', of, only };
}

/** The neighbourhood-days, ward-days or gaps behind a measure of coverage. */
export function coverageSource({ id, kind, unit }: CoverageMeasure | WardMeasure): RowSource {
  const covered = kind === 'wards' ? WARDS : NEIGHBOURHOODS;
  const look = lookOf(id);
  const isShare = unit === 'percent';
  const days = look.at === 'gaps' && covered === NEIGHBOURHOODS ? WHOLE_GAP : DAYS;
  const columns = [covered.place, ...(look.at === 'last-day' ? [STATE, SINCE] : [...days, STATE])];
  return {
    order: look.at === 'last-day' ? 'by name' : 'by name, then by date',
    key: null,
    splits: isShare,
    columns: () => columns,
    read: async (manager, asked) => {
      const rows =
        look.at === 'gaps'
          ? await gapRows(manager, asked, covered, id.endsWith('longest-gap'))
          : await runRows(manager, asked, covered, look);
      return sliceOfRows(rows, asked);
    },
  };
}
const SINCE: RowColumn = { id: 'fromOn', title: 'Since', kind: 'day' };

async function runRows(
  manager: EntityManager,
  asked: AskedRows,
  { place, runs, titles, numerator, isAsked }: Covered,
  { at, of, only }: Exclude<Look, { at: 'gaps' }>,
): Promise<SourceRow[]> {
  const days = daysOf(asked);
  // Since when may lie before the period, though not before the figures of the force begin.
  const found = await runs(manager, asked.forceId, {
    ...days,
    fromOn: at === 'last-day' && days.fromOn <= days.toOn ? asked.startsOn : days.fromOn,
  });
  const counts = only === undefined ? (of === 'national' ? ['met'] : numerator) : [only];
  return found
    .filter((run) => isAsked(run, asked) && run.of === of)
    .filter(({ toOn }) => at === 'days' || toOn === days.toOn)
    .filter(({ state }) => only === undefined || state === only)
    .map((run) => {
      const weight = at === 'days' ? run.days : 1;
      return {
        key: null,
        numerator: counts.includes(run.state) ? weight : 0,
        denominator: weight,
        isFigure: false,
        contactId: null,
        values: {
          [place.id]: { code: run.code, name: run.name },
          state: (of === 'national' ? NATIONAL : titles)[run.state]!,
          fromOn: run.fromOn,
          toOn: run.toOn,
          days: run.days,
        },
      };
    });
}

async function gapRows(
  manager: EntityManager,
  asked: AskedRows,
  { place, gaps, titles, isAsked }: Covered,
  marksLongest: boolean,
): Promise<SourceRow[]> {
  const found = await gaps(manager, asked);
  const rows = found
    .filter((each) => isAsked(each, asked))
    .flatMap((each) =>
      each.gaps.map((gap) => {
        const { fromOn, sinceOn = fromOn } = gap;
        return { ...gap, sinceOn, daysInAll: wholeDays({ ...gap, sinceOn }), each };
      }),
    );
  const longest = Math.max(0, ...rows.map(({ daysInAll }) => daysInAll));
  return rows.map(({ each, states, ...gap }) => ({
    key: null,
    numerator: 1,
    denominator: 1,
    isFigure: marksLongest && gap.daysInAll === longest,
    contactId: null,
    values: {
      [place.id]: { code: each.code, name: each.name },
      ...gap,
      state: states.map((state) => titles[state]!).join(', '),
    },
  }));
}

/** The gaps of neighbourhoods, as a report has them. */
async function wholeGapsOf(manager: EntityManager, asked: AskedRows): Promise<CoveredGaps[]> {
  const { forceId, startsOn, period, span } = asked;
  const coverage = await coverageOf(manager, forceId, daysOf(asked));
  const force = { id: forceId, startsOn, part: null };
  const counted = { coverage, wards: [], coming: [], placed: [] };
  const [whole] = await withWholeGaps(manager, force, [counted], [period], span.cutOffAt);
  return whole!.coverage;
}

function daysOf({ period, startsOn, span }: AskedRows): CoveragePeriod {
  return { ...coverageDays(period, startsOn, span.cutOffAt), todayOn: localDayOf(span.cutOffAt) };
}
