import { addDays } from '../../common/calendar.js';
import type { AbstractionMonth } from '../abstraction-months.js';
import type { ComplianceReport } from '../compliance-report.js';
import { writtenChange, writtenFigure } from '../domain/written-figure.js';
import { changeWords, outOf, withUnit } from '../figure-words.js';
import { FOR_PROGRAMS, numbered } from './document-cells.js';
import { periodWords } from './period-words.js';
import type { DocumentCell, DocumentTable } from './report-document.js';

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
      {
        ...{ id: 'abstraction-change', title: 'Change from the month before', numeric: true },
        ...FOR_PROGRAMS,
      },
      { id: 'above', title: 'More than 20%', numeric: false },
    ],
    rows: abstractionMonths.map((month, at) => [
      { text: periodWords(month), plain: month.fromOn },
      numbered(withUnit('percent', month.shown), month.shown),
      { text: outOf(month, 'abstraction') },
      changeCell(month, abstractionMonths[at - 1]),
      { text: month.above ? 'Yes' : 'No' },
    ]),
    heads: 1,
  };
}

/** A report kept before its months were compared knows the change only where the month before is shown too. */
function changeCell(month: AbstractionMonth, shownBefore: AbstractionMonth | undefined): DocumentCell {
  const { change } = month;
  if (change === null) return { text: 'no hours of the month before' };
  if (change !== undefined) return numbered(changeWords('percent', change), change);
  if (!shownBefore || addDays(shownBefore.toOn, 1) !== month.fromOn) return { text: 'not known' };
  const [before, now] = [shownBefore, month].map(({ numerator, denominator }) =>
    writtenFigure('percent', { numerator, denominator }),
  );
  const worked = writtenChange('percent', before!, now!);
  return numbered(changeWords('percent', worked), worked);
}
