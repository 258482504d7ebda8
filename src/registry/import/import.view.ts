import { formatInstant } from '../../common/calendar.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { formErrors } from '../../web/form-errors.js';
import { renderComponent } from '../../web/govuk-components.js';
import { allColumns, type Layout } from './domain/column-mapping.js';
import type { Differences } from './import-context.js';
import { type ImportKind, KINDS } from './import-kinds.js';
import type { ImportState, ListedImport } from './import-list.query.js';
import type { PreviewRow } from './import-rows.query.js';

export const ROWS_A_PAGE = 100;

export const importHref = (id: string): string => `/imports/${id}`;

/** What people read of a state, and the colour of its tag. */
export const STATES: Readonly<Record<ImportState, { text: string; classes: string }>> = {
  unmapped: { text: 'Columns to be chosen', classes: 'govuk-tag--yellow' },
  waiting: { text: 'Waiting', classes: 'govuk-tag--grey' },
  previewing: { text: 'Being previewed', classes: 'govuk-tag--light-blue' },
  previewed: { text: 'Not applied yet', classes: 'govuk-tag--yellow' },
  refused: { text: 'Refused', classes: 'govuk-tag--red' },
  applying: { text: 'Being applied', classes: 'govuk-tag--light-blue' },
  applied: { text: 'Applied', classes: 'govuk-tag--green' },
  undoing: { text: 'Being undone', classes: 'govuk-tag--light-blue' },
  undone: { text: 'Undone', classes: 'govuk-tag--grey' },
};

const CHANGES: Readonly<Record<PreviewRow['change'], { text: string; classes: string }>> = {
  refused: { text: 'Refused', classes: 'govuk-tag--red' },
  added: { text: 'Added', classes: 'govuk-tag--green' },
  changed: { text: 'Changed', classes: 'govuk-tag--blue' },
  ended: { text: 'Ended', classes: 'govuk-tag--orange' },
};

const WORKING: readonly ImportState[] = ['waiting', 'previewing', 'applying', 'undoing'];
const DISCARDABLE: readonly ImportState[] = ['unmapped', 'previewed', 'refused'];

export const isChange = (text: unknown): text is PreviewRow['change'] =>
  typeof text === 'string' && Object.hasOwn(CHANGES, text);

/** The page that an address asks for, the first unless it says a number. */
export const pageOf = (query: Record<string, unknown>): number =>
  Math.min(10_000, Math.max(1, Math.trunc(Number(query['page'])) || 1));

/** @throws DomainError for a kind of file that has no columns */
export function columnsOfPage(kind: string): Layout {
  const layout = KINDS[kind as ImportKind]?.layout;
  if (!layout) throw DomainError.notFound('A file of this kind has no columns. Go back to the import.');
  return layout;
}

export interface ImportPageState {
  rows: PreviewRow[];
  total: number;
  page: number;
  change: PreviewRow['change'] | null;
  errors: readonly FieldError[];
}

/** One import: how far it is, what it does row by row, and what can be done with it, as component parameters. */
export function importView(
  one: ListedImport,
  state: ImportPageState,
): { title: string; working: boolean; [parameter: string]: unknown } {
  const working = WORKING.includes(one.state);
  const { added = 0, changed = 0, ended = 0, refused = 0 } = one.counts;
  const href = importHref(one.id);
  const changes = added + changed + ended;
  const isPreview = one.state === 'previewed';
  return {
    title: `${KINDS[one.kind as ImportKind]?.label ?? one.kind} from ${one.source}`,
    working,
    tag: STATES[one.state],
    percent: one.total ? Math.floor((100 * one.progress) / one.total) : 0,
    refreshHref: href,
    problem: one.problem,
    notes: one.notes,
    summary: { rows: working || one.state === 'refused' ? [] : summaryRows(one) },
    nothing: isPreview && changes === 0,
    apply: isPreview && changes > 0 && applyForm(one, href, state.errors),
    refusedLink: refused > 0 && `${href}?show=refused`,
    undo: one.state === 'applied' && {
      action: `${href}/undo`,
      button: { text: 'Undo the whole import', classes: 'govuk-button--warning', preventDoubleClick: true },
    },
    columnsHref: isPreview && Object.keys(one.columns).length > 0 && `${href}/columns`,
    discard: DISCARDABLE.includes(one.state) && {
      action: `${href}/discard`,
      button: { text: 'Discard this file', classes: 'govuk-button--secondary' },
    },
    ...rowsView(one, href, state),
  };
}

function summaryRows({ counts, madeAt, appliedAt, undoneAt, leftOut }: ListedImport): object[] {
  const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
  const number = (count = 0): string => count.toLocaleString('en-GB');
  return [
    row('Rows in the file', number(counts.rows)),
    row('Added', number(counts.added)),
    row('Changed', number(counts.changed)),
    row('Ended', number(counts.ended)),
    row('The same already', number(counts.unchanged)),
    row('Refused', `${number(counts.refused)}${leftOut && appliedAt ? ', left out' : ''}`),
    row('Uploaded', formatInstant(madeAt)),
    ...(appliedAt ? [row('Applied', formatInstant(appliedAt))] : []),
    ...(undoneAt ? [row('Undone', formatInstant(undoneAt))] : []),
  ];
}

function applyForm({ counts }: ListedImport, href: string, errors: readonly FieldError[]): object {
  const { added = 0, changed = 0, ended = 0, refused = 0 } = counts;
  const number = added + changed + ended;
  return {
    action: `${href}/apply`,
    leaveOut: refused > 0 && {
      idPrefix: 'leaveOutRefused',
      name: 'leaveOutRefused',
      fieldset: { legend: { text: 'Rows that are refused', classes: 'govuk-fieldset__legend--s' } },
      hint: { text: 'Or mend the file and upload it again' },
      items: [{ value: 'yes', text: leaveOutText(refused) }],
      errorMessage: formErrors(errors).byField['leaveOutRefused'],
    },
    button: {
      text: `Apply ${number.toLocaleString('en-GB')} ${number === 1 ? 'change' : 'changes'}`,
      preventDoubleClick: true,
    },
  };
}

const leaveOutText = (refused: number): string =>
  refused === 1
    ? 'Leave the refused row out'
    : `Leave the ${refused.toLocaleString('en-GB')} refused rows out`;

const layoutOf = ({ kind }: ListedImport): Layout | null => KINDS[kind as ImportKind]?.layout ?? null;

function rowsView(one: ListedImport, href: string, { rows, total, page, change }: ImportPageState): object {
  const pages = Math.max(1, Math.ceil(total / ROWS_A_PAGE));
  const to = (number: number, show = change): { href: string } => {
    const query = new URLSearchParams({ ...(show && { show }), ...(number > 1 && { page: String(number) }) });
    return { href: query.size > 0 ? `${href}?${query.toString()}` : href };
  };
  const shown = Object.keys(CHANGES) as PreviewRow['change'][];
  return {
    hasRows: rows.length > 0 || change !== null,
    filters: {
      label: 'Rows to show',
      items: [
        { text: 'All', active: change === null, ...to(1, null) },
        ...shown.map((show) => ({ text: CHANGES[show].text, active: change === show, ...to(1, show) })),
      ],
    },
    table: {
      caption: 'What the file does, row by row',
      captionClasses: 'govuk-visually-hidden',
      head: [layoutOf(one) ? 'Line' : 'Feature', 'Which', 'Does', 'What and why'].map((text) => ({ text })),
      rows: rows.map(({ line, key, change: done, reason, detail }) => [
        { text: line === 0 ? 'File' : String(line) },
        { text: key || '–' },
        { html: renderComponent('tag', CHANGES[done]) },
        {
          text: [differencesText(detail?.differences ?? {}, key, layoutOf(one)), reason ?? '']
            .filter(Boolean)
            .join('. '),
        },
      ]),
    },
    noRows: rows.length === 0,
    pagination: pages > 1 && {
      ...(page > 1 && { previous: to(page - 1) }),
      ...(page < pages && { next: to(page + 1) }),
      items: [{ number: page, current: true, ...to(page) }],
    },
  };
}

/**
 * `rank: pcso → constable; left_on: 2026-03-31`, in the order of the file's columns. What is cleared is `→ nothing`; what
 * the row is known by is said beside it.
 */
function differencesText(differences: Differences, key: string, layout: Layout | null): string {
  const order = layout ? allColumns(layout) : [];
  return Object.entries(differences)
    .filter(([, [, after]]) => after !== key)
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([column, [before, after]]) =>
      before === null ? `${column}: ${after}` : `${column}: ${before} → ${after ?? 'nothing'}`,
    )
    .join('; ');
}
