import type { ReportFigure } from '../compliance-report.js';
import { writtenChange, writtenFigure } from '../domain/written-figure.js';
import { changeWords, outOf, withUnit } from '../figure-words.js';
import { type DocumentCells, numbered } from './document-cells.js';
import type { DocumentCell, DocumentTable } from './report-document.js';

/** What the headcount stands against, by its measure. */
const WANTED = [
  { measure: 'posts', words: 'Posts (establishment)' },
  { measure: 'uplift-target', words: 'Uplift target' },
] as const;
const NONE = 'none recorded';

/**
 * "Headcount against establishment and uplift": how many more or fewer there are than wanted, and the share that is
 * filled. Null for a report that does not know them, as that of a part of the force, which has no posts of its own.
 */
export function headcountTable(cells: DocumentCells): DocumentTable | null {
  const officers = cells.figures.at('headcount');
  const rows = WANTED.flatMap(({ measure, words }) => {
    const wanted = cells.figures.at(measure);
    return officers && wanted ? [[{ text: words }, ...against(officers, wanted, cells)]] : [];
  });
  if (rows.length === 0) return null;
  return {
    id: 'headcount-against',
    caption: 'Officers against posts and uplift target, on the last day',
    columns: [
      { id: 'against', title: 'Against', numeric: false },
      { id: 'wanted', title: 'Officers wanted', numeric: true },
      { id: 'headcount', title: 'Officers there', numeric: true },
      { id: 'gap', title: 'More or fewer than wanted', numeric: true },
      { id: 'filled', title: 'Share filled', numeric: true },
      { id: 'filled-of', title: 'Share filled: number', numeric: true },
      { id: 'filled-change', title: 'Share filled: change', numeric: true },
    ],
    rows,
    heads: 1,
  };
}

function against(officers: ReportFigure, wanted: ReportFigure, cells: DocumentCells): DocumentCell[] {
  const now = { numerator: officers.value ?? 0, denominator: wanted.value ?? 0 };
  const share = filled(now);
  const gap = now.denominator > 0 ? now.numerator - now.denominator : null;
  const change = changeOf(officers, wanted, share);
  return [
    cells.figure(wanted),
    cells.figure(officers),
    gap === null
      ? { text: '' }
      : numbered(changeWords('count', gap > 0 ? `+${gap}` : String(gap)), String(gap)),
    numbered(withUnit('percent', share.shown), share.value),
    { text: gap === null ? '' : outOf(share) },
    numbered(changeWords('percent', change), change),
  ];
}

/** A share of those wanted may be more than the whole; as printed it is 100.0 only when it is exactly that. */
function filled(counted: { numerator: number; denominator: number }): ReturnType<typeof writtenFigure> {
  const share = writtenFigure('percent', counted, NONE);
  const { numerator, denominator } = counted;
  if (denominator === 0 || numerator <= denominator) return share;
  const value = Math.max(100.1, Math.round((numerator / denominator) * 1_000) / 10);
  return { ...share, value, shown: value.toFixed(1) };
}

/** Null where one of the two was not counted, or nothing was recorded, for the preceding period. */
function changeOf(
  { previous: officers }: ReportFigure,
  { previous: wanted }: ReportFigure,
  now: ReturnType<typeof writtenFigure>,
): string | null {
  if (!officers || !wanted) return null;
  const before = { numerator: Number(officers.shown), denominator: Number(wanted.shown) };
  return writtenChange('percent', writtenFigure('percent', before), now);
}
