import type { ComplianceReport } from '../compliance-report.js';
import { outOf, withUnit } from '../figure-words.js';
import { numbered } from './document-cells.js';
import { periodWords } from './period-words.js';
import type { DocumentTable } from './report-document.js';

/** Month by month, "flagged strictly above 20 %"; null where there is no month, or for a report that lacks them. */
export function abstractionTable({ abstractionMonths }: ComplianceReport): DocumentTable | null {
  if (!abstractionMonths || abstractionMonths.length === 0) return null;
  return {
    id: 'abstraction-months',
    caption: 'Abstraction month by month',
    columns: [
      { id: 'month', title: 'Month', numeric: false, plain: 'date' },
      { id: 'abstraction', title: 'Share taken for other work', numeric: true },
      { id: 'abstraction-of', title: 'Hours taken, of those rostered', numeric: true },
      { id: 'above', title: 'More than 20%', numeric: false },
    ],
    rows: abstractionMonths.map((month) => [
      { text: periodWords(month), plain: month.fromOn },
      numbered(withUnit('percent', month.shown), month.shown),
      { text: outOf(month, 'abstraction') },
      { text: month.above ? 'Yes' : 'No' },
    ]),
    heads: 1,
  };
}
