import { formatDay } from '../../common/calendar.js';
import { GAP_REASON_TITLES } from '../../registry/coverage/domain/coming-gap.js';
import { STATE_TITLES } from '../../registry/coverage/domain/coverage-state.js';
import type { ComplianceReport } from '../compliance-report.js';
import { withUnit } from '../figure-words.js';
import { numbered, placeWords, sentence } from './document-cells.js';
import type { DocumentTable } from './report-document.js';

/** Every gap in coverage, the longest first. */
export function gapsTable({ gaps, neighbourhoods }: ComplianceReport): DocumentTable {
  const names = new Map(neighbourhoods.map(({ code, name }) => [code, name]));
  return {
    id: 'gaps',
    caption: 'Gaps in coverage, longest first',
    columns: [
      { id: 'neighbourhood', title: 'Neighbourhood', numeric: false },
      { id: 'from', title: 'First day', numeric: false },
      { id: 'to', title: 'Last day', numeric: false },
      { id: 'states', title: 'What it was', numeric: false },
      { id: 'days', title: 'Length', numeric: true },
    ],
    rows: [...gaps]
      .sort((a, b) => b.days - a.days)
      .map(({ neighbourhood: code, fromOn, toOn, states, days }) => [
        { text: placeWords({ code, name: names.get(code) ?? code }) },
        { text: formatDay(fromOn) },
        { text: formatDay(toOn) },
        { text: states.map((each) => sentence(STATE_TITLES[each])).join(', ') },
        numbered(withUnit('days', String(days)), days),
      ]),
    heads: 1,
    none: 'There were no gaps in coverage.',
  };
}

/** By date; null for a report that was kept before coming gaps were looked for, which says nothing of them. */
export function comingGapsTable({ comingGaps }: ComplianceReport): DocumentTable | null {
  if (!comingGaps) return null;
  return {
    id: 'coming-gaps',
    caption: 'Gaps that are coming',
    columns: [
      { id: 'neighbourhood', title: 'Neighbourhood', numeric: false },
      { id: 'from', title: 'First day', numeric: false },
      { id: 'to', title: 'Last day', numeric: false },
      { id: 'reason', title: 'Why', numeric: false },
    ],
    rows: comingGaps.map(({ neighbourhood: code, name, fromOn, toOn, reason }) => [
      { text: placeWords({ code, name }) },
      { text: formatDay(fromOn) },
      { text: toOn ? formatDay(toOn) : 'Open' },
      { text: GAP_REASON_TITLES[reason] },
    ]),
    heads: 1,
    none: 'No gap is coming in the 90 days after the day of record.',
  };
}
