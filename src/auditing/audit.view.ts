import { formatShort } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { personText } from '../registry/officer-wording.js';
import { selectField, textField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import { renderTemplate } from '../web/templates.js';
import type { Typed } from '../web/typed.js';
import { MOST_DAYS } from './audit-search.form.js';
import type { FoundEntry, LoggedPerson } from './audit-search.query.js';
import type { FoundEntries } from './audit-search.service.js';
import { ACTION_WORDS, detailLines, KIND_WORDS, subjectText, whoText } from './audit-words.js';

export interface AuditPageState {
  typed: Typed;
  errors: readonly FieldError[];
}

/** The log as an auditor looks through it, as component parameters. */
export function auditView(found: FoundEntries, state: AuditPageState): object {
  const { entries, older, people, names, now } = found;
  const asked = state.errors.length > 0 ? {} : state.typed;
  return {
    search: searchView(people, state),
    empty: entries.length === 0,
    asAt: formatShort(now),
    file: entries.length > 0 && `/audit/entries.csv${queryOf({ ...asked, before: undefined })}`,
    table: {
      caption: `Entries, the latest first, as at ${formatShort(now)}`,
      captionClasses: 'govuk-visually-hidden',
      classes: 'app-table--compact',
      head: ['When', 'Who', 'What', 'About', 'Details', 'Request', 'Entry'].map((text) => ({ text })),
      rows: entries.map((entry) => tableRow(entry, names)),
    },
    pagination: (older !== null || asked['before'] !== undefined) && paginationOf(older, asked),
  };
}

function tableRow(entry: FoundEntry, names: ReadonlyMap<string, string>): object[] {
  const broken = 'govuk-!-text-break-word';
  return [
    { text: formatShort(entry.at), classes: 'app-unbroken' },
    { text: whoText(entry, names), classes: broken },
    { text: ACTION_WORDS[entry.action] },
    { text: subjectText(entry, names), classes: broken },
    { html: renderTemplate('pages/audit/detail', { lines: detailLines(entry, names) }) },
    { text: entry.requestId ?? '', classes: broken },
    { text: entry.id },
  ];
}

function searchView(people: readonly LoggedPerson[], { typed, errors }: AuditPageState): object {
  const wrong = formErrors(errors);
  const half = { classes: 'govuk-input--width-10' };
  const choices = people.map((person): [string, string] => [
    person.id,
    `${personText(person, false)}${person.isDisabled ? ' (may no longer sign in)' : ''}`,
  ]);
  return {
    person: selectField(
      'person',
      'Person who did it, or whom it is about',
      [['', 'Anybody'], ...choices],
      typed,
      wrong,
    ),
    contact: textField('contact', 'Contact', typed, wrong, {
      ...half,
      hint: { text: 'Its reference, for example NCK-47M-TXR' },
    }),
    officer: textField('officer', 'Officer', typed, wrong, { ...half, hint: { text: 'Collar number' } }),
    kind: selectField('kind', 'Kind', [['', 'All'], ...Object.entries(KIND_WORDS)], typed, wrong),
    id: textField('id', 'Report, import or other id', typed, wrong, {
      hint: { text: 'As it stands in the address of its page' },
    }),
    request: textField('request', 'Request id', typed, wrong, {
      hint: {
        text: `As an error page or an entry shows it. Say from when until when, ${MOST_DAYS} days or fewer`,
      },
    }),
    from: textField('from', 'From', typed, wrong, { ...half, type: 'date' }),
    to: textField('to', 'Until', typed, wrong, { ...half, type: 'date' }),
    button: { text: 'Search the log' },
  };
}

function paginationOf(older: string | null, asked: Typed): object {
  const to = (before?: string): { href: string } => ({ href: `/audit${queryOf({ ...asked, before })}` });
  return {
    ...(asked['before'] !== undefined && { previous: { ...to(), text: 'Latest entries' } }),
    ...(older !== null && { next: { ...to(older), text: 'Older entries' } }),
  };
}

function queryOf(asked: Typed): string {
  const given = Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
