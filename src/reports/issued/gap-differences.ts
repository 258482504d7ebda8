import { formatDay } from '../../common/calendar.js';
import { GAP_REASON_TITLES } from '../../registry/coverage/domain/coming-gap.js';
import { STATE_TITLES } from '../../registry/coverage/domain/coverage-state.js';
import type { ReportComingGap, ReportGap } from '../report-gaps.js';
import type { Change } from './differences.js';

export interface GapChange extends Change {
  /** Its code. */
  neighbourhood: string;
}

/**
 * Gaps that only one of two reports of the same period has, the longest first; one whose days or states moved is one gone
 * and one come.
 */
export function gapsChanged(
  was: readonly ReportGap[],
  is: readonly ReportGap[],
  nameOf: (neighbourhood: string) => string,
): GapChange[] {
  // Since when it has lasted is compared where both know it.
  const knowSince = [...was, ...is].every(({ sinceOn }) => sinceOn !== undefined);
  const keyOf = keyWith(knowSince);
  const [before, after] = [was, is].map((gaps) => new Set(gaps.map(keyOf)));
  const change = (gap: ReportGap, isNow: boolean): GapChange & { days: number } => ({
    title: 'Gap in coverage',
    was: isNow ? 'none' : daysOf(gap),
    is: isNow ? daysOf(gap) : 'none',
    place: nameOf(gap.neighbourhood),
    neighbourhood: gap.neighbourhood,
    days: gap.days,
  });
  return [
    ...is.filter((gap) => !before!.has(keyOf(gap))).map((gap) => change(gap, true)),
    ...was.filter((gap) => !after!.has(keyOf(gap))).map((gap) => change(gap, false)),
  ]
    .toSorted((a, b) => b.days - a.days)
    .map(({ days: _days, ...told }) => told);
}

/** Gaps that only one of two reports foresees: they are of the data cut-off, and of no period. */
export function comingGapsChanged(
  was: readonly ReportComingGap[],
  is: readonly ReportComingGap[],
  nameOf: (neighbourhood: string) => string,
): GapChange[] {
  const [before, after] = [was, is].map(
    (gaps) => new Set(gaps.map((gap) => `${gap.neighbourhood} ${comingWords(gap)}`)),
  );
  const only = (gaps: readonly ReportComingGap[], others: Set<string>): ReportComingGap[] =>
    gaps.filter((gap) => !others.has(`${gap.neighbourhood} ${comingWords(gap)}`));
  const told = (gap: ReportComingGap): Pick<GapChange, 'title' | 'place' | 'neighbourhood'> => ({
    title: 'Gap that will begin',
    place: nameOf(gap.neighbourhood),
    neighbourhood: gap.neighbourhood,
  });
  return [
    ...only(is, before!).map((gap) => ({ ...told(gap), was: 'none', is: comingWords(gap) })),
    ...only(was, after!).map((gap) => ({ ...told(gap), was: comingWords(gap), is: 'none' })),
  ];
}

function comingWords({ fromOn, toOn, reason }: ReportComingGap): string {
  const days = toOn === null ? `from ${formatDay(fromOn)}` : daysWords(fromOn, toOn);
  return `${days}: ${GAP_REASON_TITLES[reason]}`;
}

const keyWith =
  (knowSince: boolean) =>
  ({ neighbourhood, fromOn, toOn, states, sinceOn }: ReportGap): string =>
    JSON.stringify([neighbourhood, fromOn, toOn, states, knowSince ? sinceOn : null]);

function daysOf({ fromOn, toOn, states, sinceOn = fromOn }: ReportGap): string {
  const since = sinceOn < fromOn ? `, without cover since ${formatDay(sinceOn)}` : '';
  return `${daysWords(fromOn, toOn)}: ${states.map((state) => STATE_TITLES[state]).join(', ')}${since}`;
}

const daysWords = (fromOn: string, toOn: string): string =>
  fromOn === toOn ? formatDay(fromOn) : `${formatDay(fromOn)} to ${formatDay(toOn)}`;
