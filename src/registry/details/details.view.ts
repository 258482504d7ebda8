import type { FieldError } from '../../common/errors.js';
import { choiceField, textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Page } from '../../web/pages.js';
import type { Typed } from '../../web/typed.js';
import { checkPage } from '../agreed/check.page.js';
import type { NotAgreed } from '../agreed/not-agreed.js';
import type { NeighbourhoodChange } from '../neighbourhood-changes.service.js';
import { neighbourhoodHref } from '../officer-wording.js';
import { type Details, fieldsOfDetails } from './details.form.js';

type Named = { code: string; name: string };

const LABELS = {
  email: 'Email',
  telephone: 'Telephone',
  webUrl: 'Web page',
  formEnabled: 'Contact form',
  teamMailbox: 'Team mailbox',
  description: 'Description',
  population: 'Population',
} as const;
type Field = keyof typeof LABELS;
const FIELDS = Object.keys(LABELS) as Field[];

/** The form on which contact details are changed, as component parameters. */
export function detailsView(
  { code, name }: Named,
  there: Details,
  { typed, errors, changed }: { typed: Typed; errors: readonly FieldError[]; changed: boolean },
): object {
  const found = formErrors(errors);
  const field = (one: Field, more: Record<string, unknown> = {}): object =>
    textField(one, LABELS[one], typed, found, more);
  return {
    name,
    both: changed && bothVersions(there, typed),
    email: field('email', { type: 'email' }),
    telephone: field('telephone', { type: 'tel', classes: 'govuk-input--width-20' }),
    webUrl: field('webUrl', { type: 'url', hint: { text: 'In full, with https:// in front' } }),
    formEnabled: choiceField(
      'formEnabled',
      'Contact form',
      { yes: 'Open to the public', no: 'Switched off' },
      typed,
      found,
    ),
    teamMailbox: field('teamMailbox', {
      type: 'email',
      hint: { text: 'Where alerts go that nobody else can take. It is never published.' },
    }),
    description: field('description', { rows: 5 }),
    population: field('population', { inputmode: 'numeric', classes: 'govuk-input--width-10' }),
    button: { text: changed ? 'Save my version' : 'Save', preventDoubleClick: true },
    cancelHref: neighbourhoodHref(code),
  };
}

/** What coverage would lose by the change. */
export function detailsCheck(
  held: Named & Details,
  change: NeighbourhoodChange,
  typed: Typed,
  asked: NotAgreed,
): Page {
  const after = { ...held, ...change };
  const href = neighbourhoodHref(held.code);
  return checkPage(asked, {
    caption: held.name,
    heading: 'Check the contact details',
    title: `Check the contact details of ${held.name}`,
    rows: FIELDS.filter((one) => held[one] !== after[one]).map((one) => [
      LABELS[one],
      `${wordOf(one, fieldsOfDetails(after))}, before: ${wordOf(one, fieldsOfDetails(held))}`,
    ]),
    typed,
    action: `${href}/details`,
    save: 'Save the change',
    cancelHref: href,
  });
}

function wordOf(field: Field, typed: Typed): string {
  if (field === 'formEnabled') return typed[field] === 'yes' ? 'Open to the public' : 'Switched off';
  return typed[field] || 'None';
}

/** What somebody else saved meanwhile beside what was typed. */
function bothVersions(there: Details, typed: Typed): object {
  return {
    caption: 'Both versions',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Field' }, { text: 'Saved meanwhile' }, { text: 'What you typed' }],
    rows: FIELDS.map((one) => [
      { text: LABELS[one] },
      { text: wordOf(one, fieldsOfDetails(there)) },
      { text: wordOf(one, typed) },
    ]),
  };
}
