import Handlebars from 'handlebars';
import { renderTemplate } from '../../web/templates.js';
import { documentView } from '../document/document.view.js';
import type { ReportDocument } from '../document/report-document.js';
import { STANDALONE_STYLES } from './standalone-styles.js';

/** The name of the kept fragment. */
export const PAGE = 'page';

/** The report without the frame of a page, as it was printed when it was issued. */
export const pageFragment = (document: ReportDocument): string =>
  renderTemplate('partials/reports/document', documentView(document));

/** The report as one file that needs nothing else: no styles, pictures or scripts from anywhere. */
export function standalonePage(document: ReportDocument, version: number): string {
  const { title, force, period } = document;
  const fragment = new Handlebars.SafeString(pageFragment(document));
  return renderTemplate('pages/reports/issued/standalone', {
    documentTitle: `${title}, ${period}, version ${version} – ${force.name}`,
    title: `${title}, ${period}, version ${version}`,
    force: force.name,
    fragment,
    styles: STANDALONE_STYLES,
  });
}

/** A kept fragment, to be placed on a page as it is: it was escaped when it was written. */
export const asPlaced = (fragment: string): Handlebars.SafeString => new Handlebars.SafeString(fragment);
