import type { ComplianceReport } from '../compliance-report.js';
import { changeWords, figureKey, outOf, withUnit } from '../figure-words.js';
import { beforeWords, unlikeWords } from './comparison.js';
import type { DocumentCells } from './document-cells.js';
import type { HeadlineFigure } from './report-document.js';

/** What the boxes on top say; the public's page of issued figures shows the same measures. */
export const HEADLINE = [
  { measure: 'share-met', title: 'Queries answered within 72 hours' },
  { measure: 'median-minutes', title: 'Median time to respond' },
  { measure: 'coverage-last-day', title: 'Neighbourhoods covered on the last day' },
  { measure: 'coverage-days', title: 'Neighbourhood-days covered' },
];

/** The few figures that answer on one page. */
export function headlineOf(report: ComplianceReport, cells: DocumentCells): HeadlineFigure[] {
  // Where like does not stand beside like, what it was says of which days it is.
  const days = unlikeWords(report) ? ` in ${beforeWords(report)}` : '';
  return HEADLINE.flatMap(({ measure, title }) => {
    const figure = cells.figures.at(measure);
    if (!figure) return [];
    const unit = cells.unitOf(measure);
    const { previous, change } = figure;
    return [
      {
        title,
        text: withUnit(unit, figure.shown),
        of: outOf(figure) || (figure.denominator ? `of ${figure.denominator} due` : ''),
        change: previous && change !== null ? changeWords(unit, change) : null,
        before: previous && `${withUnit(unit, previous.shown)}${days}`,
        figure: figureKey({ measure }),
      },
    ];
  });
}
