import { formatShort } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { selectField } from '../../web/fields.js';
import { renderComponent } from '../../web/govuk-components.js';
import { formErrors } from '../../web/form-errors.js';
import { renderTemplate } from '../../web/templates.js';
import type { Typed } from '../../web/typed.js';
import { importHref, STATES } from './import.view.js';
import { IMPORT_KINDS, type ImportKind, KINDS } from './import-kinds.js';
import type { ListedImport } from './import-list.query.js';
import { MAX_UPLOAD_TEXT } from './imports.form.js';

export const IMPORTS_A_PAGE = 50;

const KIND_OPTIONS = IMPORT_KINDS.map(
  (kind) => [kind, `${KINDS[kind].label} (${KINDS[kind].layout ? 'CSV' : 'GeoJSON'})`] as const,
);

/** The form for a new file and the imports there were, as component parameters. */
export function importsView(state: {
  rows: ListedImport[];
  total: number;
  page: number;
  typed: Typed;
  errors: readonly FieldError[];
}): object {
  const { rows, total, page, typed, errors } = state;
  const found = formErrors(errors);
  const pages = Math.max(1, Math.ceil(total / IMPORTS_A_PAGE));
  const to = (number: number): { href: string } => ({ href: `/imports?page=${number}` });
  return {
    kind: selectField(
      'kind',
      'What does the file hold?',
      [['', 'Choose one'], ...KIND_OPTIONS],
      typed,
      found,
    ),
    file: {
      id: 'file',
      name: 'file',
      label: { text: 'File', classes: 'govuk-label--s' },
      hint: { text: `CSV with commas or GeoJSON, in UTF-8, at most ${MAX_UPLOAD_TEXT}` },
      errorMessage: found.byField['file'],
    },
    button: { text: 'Upload and preview', preventDoubleClick: true },
    empty: rows.length === 0,
    table: {
      caption: 'Imports, the latest first',
      captionClasses: 'govuk-visually-hidden',
      head: ['File', 'Holds', 'Uploaded', 'State', 'Added', 'Changed', 'Ended', 'Refused'].map((text, i) => ({
        text,
        ...(i > 3 && { format: 'numeric' }),
      })),
      rows: rows.map(tableRow),
    },
    pagination: pages > 1 && {
      ...(page > 1 && { previous: to(page - 1) }),
      ...(page < pages && { next: to(page + 1) }),
      items: [{ number: page, current: true, ...to(page) }],
    },
  };
}

function tableRow({ id, kind, source, state, counts, madeAt }: ListedImport): object[] {
  const number = (count: number | undefined): object => ({
    text: count === undefined ? '–' : count.toLocaleString('en-GB'),
    format: 'numeric',
  });
  const { text, classes } = STATES[state];
  return [
    { html: renderTemplate('partials/link', { href: importHref(id), text: source }) },
    { text: KINDS[kind as ImportKind]?.label ?? kind },
    { text: formatShort(madeAt) },
    { html: renderComponent('tag', { text, classes }) },
    ...[counts.added, counts.changed, counts.ended, counts.refused].map(number),
  ];
}
