import type { FieldError } from '../../common/errors.js';
import type { Page } from '../../web/pages.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { dayFields } from '../../web/typed-day.js';
import { checkPage } from '../agreed/check.page.js';
import type { NotAgreed } from '../agreed/not-agreed.js';
import { officerHref } from '../officer-wording.js';
import type { AbsenceFacts, AbsenceRow } from './absence.query.js';
import { absenceText } from './domain/absence-facts.js';
import { ABSENCE_LABELS, isAbsenceKind } from './domain/absence-kind.js';
import { absenceFields } from './leave.view.js';

/** The fields as they stand before anything was typed. */
export function fieldsOfAbsence(absence: AbsenceRow): Typed {
  return {
    kind: absence.kind,
    hours: absence.hours === null ? '' : String(absence.hours),
    version: String(absence.version),
    ...dayFields('from', absence.fromOn),
    ...dayFields('until', absence.untilOn),
  };
}

/** The form on which an absence is corrected, ended or removed, as component parameters. */
export function absenceChangeView(
  absence: AbsenceRow,
  { typed, errors, changed }: { typed: Typed; errors: readonly FieldError[]; changed: boolean },
): object {
  const href = hrefOf(absence);
  return {
    collarNumber: absence.collarNumber,
    recorded: absenceText(absence),
    both: changed && bothVersions(absence, typed),
    ...absenceFields(typed, formErrors(errors)),
    button: { text: changed ? 'Save my version' : 'Save', preventDoubleClick: true },
    action: href,
    removeAction: `${href}/remove`,
    removeButton: { text: 'Remove this absence', classes: 'govuk-button--warning', preventDoubleClick: true },
    cancelHref: officerHref(absence.collarNumber),
  };
}

/** What coverage would lose by the change. */
export function changeCheck(absence: AbsenceRow, facts: AbsenceFacts, typed: Typed, asked: NotAgreed): Page {
  return checkPage(asked, {
    caption: absence.collarNumber,
    heading: 'Check the changed absence',
    title: `Check the changed absence of officer ${absence.collarNumber}`,
    rows: [
      ['Recorded now', absenceText(absence)],
      ['Changed to', absenceText(facts)],
    ],
    typed,
    action: hrefOf(absence),
    save: 'Save the change',
    cancelHref: officerHref(absence.collarNumber),
  });
}

const hrefOf = ({ collarNumber, id }: AbsenceRow): string => `${officerHref(collarNumber)}/absences/${id}`;

/** What somebody else saved meanwhile beside what was typed. */
function bothVersions(absence: AbsenceRow, typed: Typed): object {
  const typedDay = (prefix: string): string =>
    [typed[`${prefix}-day`], typed[`${prefix}-month`], typed[`${prefix}-year`]].filter(Boolean).join(' ');
  const kind = typed['kind'] ?? '';
  const there = fieldsOfAbsence(absence);
  const thereDay = (prefix: string): string =>
    [there[`${prefix}-day`], there[`${prefix}-month`], there[`${prefix}-year`]].filter(Boolean).join(' ');
  const rows: [string, string, string][] = [
    ['Why', ABSENCE_LABELS[absence.kind], isAbsenceKind(kind) ? ABSENCE_LABELS[kind] : kind],
    ['First day', thereDay('from'), typedDay('from')],
    ['Last day', thereDay('until') || 'None', typedDay('until') || 'None'],
    ['Hours', there['hours'] || 'None', typed['hours'] || 'None'],
  ];
  return {
    caption: 'Both versions',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Field' }, { text: 'Saved meanwhile' }, { text: 'What you typed' }],
    rows: rows.map((cells) => cells.map((text) => ({ text }))),
  };
}
