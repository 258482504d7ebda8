import { formatInstant } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { periodWords } from '../document/period-words.js';
import type { PartChoice } from '../part-of-force.js';
import { decisionWords } from './decision-words.js';
import type { IssuedLine } from './issued-report.query.js';
import type { DraftRow } from './report-draft.query.js';

export const LIST_HREF = '/reports/issued';
export const issuedHref = (id: string): string => `${LIST_HREF}/${id}`;
export const draftHref = (id: string): string => `${LIST_HREF}/drafts/${id}`;

const WHOLE_FORCE = 'The whole force';

interface Listed {
  rows: readonly IssuedLine[];
  total: number;
  page: number;
  pageSize: number;
  drafts: readonly DraftRow[];
  parts: readonly PartChoice[];
  /** May this reader prepare a report? */
  prepares: boolean;
  typed: Typed;
  errors: readonly FieldError[];
}

/** The versions that were issued, the drafts, and for force administrators the choice of another report to prepare. */
export function issuedListView(listed: Listed): object {
  const { rows, drafts, parts, prepares, typed, errors, page, pageSize, total } = listed;
  const names = new Map(parts.map(({ value, name, code }) => [value, `${name} (${code})`]));
  return {
    reports: rows.map((row) => ({
      href: issuedHref(row.id),
      text: `${periodWords(row)}${row.partName === null ? '' : `, ${row.partName}`}, version ${row.version}`,
      issued: formatInstant(row.issuedAt),
      replaced: row.supersededBy !== null,
      decision: row.decision === null ? null : decisionWords(row.decision),
    })),
    drafts: drafts.map((draft) => ({
      href: draftHref(draft.id),
      text: `${periodWords(draft)}${draft.part === '' ? '' : `, ${names.get(draft.part) ?? draft.part}`}`,
      begun: formatInstant(draft.begunAt),
    })),
    newer: page > 1 && { href: `${LIST_HREF}?page=${page - 1}` },
    older: page * pageSize < total && { href: `${LIST_HREF}?page=${page + 1}` },
    form: prepares && prepareForm(parts, typed, errors),
  };
}

function prepareForm(parts: readonly PartChoice[], typed: Typed, errors: readonly FieldError[]): object {
  const wrong = formErrors(errors);
  const day = (name: string, label: string): object =>
    textField(name, label, typed, wrong, { classes: 'govuk-input--width-10', type: 'date' });
  return {
    from: day('from', 'First day'),
    to: day('to', 'Last day'),
    part: textField('part', 'Of which part', typed, wrong, {
      items: [{ value: '', text: WHOLE_FORCE }].concat(
        parts.map(({ value, name, code }) => ({ value, text: `${name} (${code})` })),
      ),
    }),
    button: { text: 'Prepare for issue', preventDoubleClick: true },
  };
}
