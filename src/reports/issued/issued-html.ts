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

/** Where the first section of a fragment ends and the list of what follows begins. */
const AFTER_FIRST = '</section>\n<nav ';

/**
 * A kept fragment, to be placed on a page as it is (it was escaped when it was written) in two parts, with what the page
 * says of it between them: the answers come first. Nothing is added or left out; of one that is laid out otherwise the
 * first part is empty.
 */
export function placedAround(fragment: string): Record<'first' | 'rest', Handlebars.SafeString> {
  const at = fragment.startsWith('<section ') ? fragment.indexOf(AFTER_FIRST) : -1;
  const end = at < 0 ? 0 : at + AFTER_FIRST.indexOf('<nav');
  return {
    first: new Handlebars.SafeString(fragment.slice(0, end)),
    rest: new Handlebars.SafeString(fragment.slice(end)),
  };
}
