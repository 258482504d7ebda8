import Handlebars from 'handlebars';
import type { ComplianceReport } from '../compliance-report.js';
import { figureKey } from '../figure-words.js';
import { rowsOfReport } from './openable.js';

/** A figure as it was printed: the mark with its key, and the words that begin there, of a state in a tag of their own. */
const PRINTED = /( data-figure="([^"]*)">)([^<]+|<strong[^>]*>[^<]*<\/strong>)(?=<)/g;

/**
 * A report as it was printed when it was issued, with each figure made a link to the rows of now. What is kept stays as it
 * is: the links are put around words when the page is shown, and without them it is the same byte for byte.
 */
export function linkedFigures(
  fragment: string,
  report: Pick<ComplianceReport, 'figures' | 'period' | 'part'>,
  keptAs: string,
): string {
  const rowsOf = rowsOfReport(report, keptAs);
  // In the page a key is escaped as every text.
  const keys = new Map(
    report.figures.map((figure) => [Handlebars.escapeExpression(figureKey(figure)), figureKey(figure)]),
  );
  return fragment.replace(PRINTED, (printed, mark: string, escaped: string, words: string) => {
    const href = rowsOf(keys.get(escaped) ?? escaped);
    if (href === undefined) return printed;
    const address = Handlebars.escapeExpression(href).replaceAll('&#x3D;', '=');
    return `${mark}<a class="govuk-link app-figure-link" href="${address}">${words}</a>`;
  });
}
