import { formatDay } from '../../common/calendar.js';
import { STATE_TITLES } from '../../registry/coverage/domain/coverage-state.js';
import type { ReportGap } from '../report-gaps.js';
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

const keyOf = ({ neighbourhood, fromOn, toOn, states }: ReportGap): string =>
  JSON.stringify([neighbourhood, fromOn, toOn, states]);

function daysOf({ fromOn, toOn, states }: ReportGap): string {
  const days = fromOn === toOn ? formatDay(fromOn) : `${formatDay(fromOn)} to ${formatDay(toOn)}`;
  return `${days}: ${states.map((state) => STATE_TITLES[state]).join(', ')}`;
}
