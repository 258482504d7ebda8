import { daysIn, formatDay } from '../../common/calendar.js';
import { GAP_REASON_TITLES } from '../../registry/coverage/domain/coming-gap.js';
import { STATE_TITLES } from '../../registry/coverage/domain/coverage-state.js';
import type { ComplianceReport } from '../compliance-report.js';
import { withUnit } from '../figure-words.js';
import { type DocumentCells, numbered, placeWords, sentence } from './document-cells.js';
import { nothingWrong } from './nothing-wrong.js';
import type { DocumentCell, DocumentTable } from './report-document.js';

const A_DAY = { numeric: false, plain: 'date' } as const;
const A_LENGTH = { numeric: true, plain: 'number' } as const;

/**
 * Every gap in coverage, the longest first: since when, how long in all, and how much of that lies within the period. A
 * report that was kept before it was known since when says what lies within the period alone.
 */
export function gapsTable({ gaps, neighbourhoods }: ComplianceReport, cells: DocumentCells): DocumentTable {
  const names = new Map(neighbourhoods.map(({ code, name }) => [code, name]));
  const isSinceKnown = gaps.every(({ sinceOn }) => sinceOn !== undefined);
  const whole = gaps.map((gap) => {
    const begunOn = gap.sinceOn ?? gap.fromOn;
    return { ...gap, begunOn, inAll: daysIn({ fromOn: begunOn, toOn: gap.toOn }) };
  });
  return {
    id: 'gaps',
    caption: 'Gaps in coverage, longest first',
    columns: [
      { id: 'neighbourhood', title: 'Neighbourhood', numeric: false, plain: 'code' },
      { id: 'from', title: isSinceKnown ? 'First day' : 'First day in the period', ...A_DAY },
      { id: 'to', title: 'Last day in the period', ...A_DAY },
      { id: 'states', title: 'What it was in the period', numeric: false },
      ...(isSinceKnown ? [{ id: 'days-in-all', title: 'Length', ...A_LENGTH }] : []),
      { id: 'days', title: 'Within the period', ...A_LENGTH },
    ],
    rows: whole
      .toSorted((a, b) => b.inAll - a.inAll)
      .map(({ neighbourhood: code, begunOn, toOn, states, inAll, days }) => [
        { text: placeWords({ code, name: names.get(code) ?? code }), plain: code },
        dayCell(begunOn),
        dayCell(toOn),
        { text: states.map((each) => sentence(STATE_TITLES[each])).join(', ') },
        ...(isSinceKnown ? [daysCell(inAll)] : []),
        daysCell(days),
      ]),
    heads: 1,
    none: nothingWrong('gap', cells),
  };
}

const dayCell = (day: string): DocumentCell => ({ text: formatDay(day), plain: day });
const daysCell = (days: number): DocumentCell => ({
  ...numbered(withUnit('days', String(days)), days),
  plain: String(days),
});

/** By date; null for a report that was kept before coming gaps were looked for, which says nothing of them. */
export function comingGapsTable({ comingGaps }: ComplianceReport): DocumentTable | null {
  if (!comingGaps) return null;
  return {
    id: 'coming-gaps',
    caption: 'Gaps that are coming',
    columns: [
      { id: 'neighbourhood', title: 'Neighbourhood', numeric: false, plain: 'code' },
      { id: 'from', title: 'First day', ...A_DAY },
      { id: 'to', title: 'Last day', ...A_DAY },
      { id: 'reason', title: 'Why', numeric: false },
    ],
    rows: comingGaps.map(({ neighbourhood: code, name, fromOn, toOn, reason }) => [
      { text: placeWords({ code, name }), plain: code },
      dayCell(fromOn),
      toOn ? dayCell(toOn) : { text: 'Open' },
      { text: GAP_REASON_TITLES[reason] },
    ]),
    heads: 1,
    none: 'No gap is coming in the 90 days after the day of record.',
  };
}
