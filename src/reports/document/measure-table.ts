import type { ComplianceReport } from '../compliance-report.js';
import { outOf, withUnit } from '../figure-words.js';
import { isBegunWithin, isUnfinished } from './comparison.js';
import { cellOfOne, type DocumentCells, FOR_PROGRAMS, numbered } from './document-cells.js';
import type { DocumentCell, DocumentTable } from './report-document.js';

const NOTHING_BEFORE = '–';

/** One row a measure of the force, or of the part reported on: the figure, what it is of, what it was, and the change. */
export function measureTable(
  report: ComplianceReport,
  cells: DocumentCells,
  section: string,
  caption: string,
): DocumentTable {
  const rows = report.definitions
    .filter((definition) => definition.section === section)
    .flatMap(({ measure, title, unit }): DocumentCell[][] => {
      const figure = cells.figures.at(measure);
      if (!figure) return [];
      const { previous } = figure;
      return [
        [
          { text: title, plain: measure },
          cells.figure(figure),
          cellOfOne(measure, figure.numerator),
          cellOfOne(measure, figure.denominator),
          previous ? numbered(withUnit(unit, previous.shown), previous.shown) : { text: NOTHING_BEFORE },
          { text: previous ? outOf(previous, measure) : '' },
          cells.change(figure),
        ],
      ];
    });
  const isWholeBefore = isUnfinished(report) && !isBegunWithin(report);
  const column = (id: string, words: string, numeric = true) => ({ id, title: words, numeric });
  return {
    id: section,
    caption,
    columns: [
      { ...column('measure', 'Measure', false), plain: 'code' as const },
      { ...column('figure', 'Figure'), ...FOR_PROGRAMS },
      column('numerator', 'Numerator'),
      column('denominator', 'Denominator'),
      {
        ...column('previous', isWholeBefore ? 'Whole preceding period' : 'Preceding period'),
        ...FOR_PROGRAMS,
      },
      column('previous-of', 'Preceding period: number'),
      { ...column('change', 'Change'), ...FOR_PROGRAMS },
    ],
    rows,
    heads: 1,
  };
}
