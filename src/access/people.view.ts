import { formatShort } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { textField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import { renderComponent } from '../web/govuk-components.js';
import { renderTemplate } from '../web/templates.js';
import type { Typed } from '../web/typed.js';
import { ROLE_NAMES } from './page-context.js';
import type { Show } from './people.js';
import type { ListedPerson } from './people.query.js';
import { isUnlinked } from './permissions.js';

export const PEOPLE = '/people';

export const personHref = (id: string): string => `${PEOPLE}/${id}`;

const SHOWN: readonly [show: Show | undefined, text: string][] = [
  [undefined, 'Everybody'],
  ['without-officer', 'Waiting for an officer'],
  ['off', 'Switched off'],
];

interface ListState {
  show: Show | undefined;
  page: number;
  pageSize: number;
  /** The identity provider says which officer somebody is. */
  claimDecides: boolean;
}

/** The people of a force, as component parameters. */
export function peopleView(
  rows: readonly ListedPerson[],
  { show, page, pageSize, claimDecides }: ListState,
): object {
  const total = rows[0]?.total ?? 0;
  const hrefOf = (which: Show | undefined, number = 1): string => {
    const query = new URLSearchParams({
      ...(which && { show: which }),
      ...(number > 1 && { page: `${number}` }),
    });
    return query.size > 0 ? `${PEOPLE}?${query.toString()}` : PEOPLE;
  };
  return {
    claimDecides,
    subNavigation: {
      label: 'Which people',
      items: SHOWN.map(([which, text]) => ({ text, href: hrefOf(which), active: which === show })),
    },
    heading: SHOWN.find(([which]) => which === show)![1],
    empty: rows.length === 0,
    count: total === 1 ? '1 person' : `${total} people`,
    table: {
      caption: 'People who may sign in',
      captionClasses: 'govuk-visually-hidden',
      head: ['Name', 'Role', 'Officer', 'Signed in last', 'State'].map((text) => ({ text })),
      rows: rows.map((person) => [
        { html: renderTemplate('partials/link', { href: personHref(person.id), text: person.name }) },
        { text: ROLE_NAMES[person.role] },
        { text: person.collar_number ?? 'None' },
        { text: person.last_signed_in_at ? formatShort(person.last_signed_in_at) : 'Never' },
        { html: person.disabled_at ? OFF : '' },
      ]),
    },
    pagination: {
      ...(page > 1 && { previous: { href: hrefOf(show, page - 1) } }),
      ...(page * pageSize < total && { next: { href: hrefOf(show, page + 1) } }),
    },
    pages: page > 1 || page * pageSize < total,
  };
}

const OFF = renderComponent('tag', { text: 'Switched off', classes: 'govuk-tag--grey' });

const DONE: Record<string, string> = {
  linked: 'The officer has been linked',
  removed: 'The officer has been removed from this person',
  off: 'The access has been switched off, and every sign-in has ended',
  on: 'The access has been switched on again',
};

interface PersonState {
  /** It is the administrator who looks. */
  self: boolean;
  /** The identity provider says at each sign-in which officer they are. */
  claimDecides: boolean;
  done: string | undefined;
  typed: Typed;
  errors: readonly FieldError[];
}

/** One of them, with what an administrator can do about them. */
export function personView(
  person: ListedPerson,
  { self, claimDecides, done, typed, errors }: PersonState,
): object {
  const { id, name, role, collar_number: collarNumber, disabled_at: disabledAt } = person;
  const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
  return {
    name,
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    summary: {
      rows: [
        row('Role', ROLE_NAMES[role]),
        row('Officer', collarNumber === null ? 'None' : `Collar number ${collarNumber}`),
        row('Account', person.by_provider ? 'Of the force’s identity provider' : 'Never signed in with one'),
        row('Signed in last', person.last_signed_in_at ? formatShort(person.last_signed_in_at) : 'Never'),
        row('Access', disabledAt ? `Switched off on ${formatShort(disabledAt)}` : 'Switched on'),
      ],
    },
    seesNothing: isUnlinked({ role, officerId: collarNumber }),
    claimDecides,
    officer: !claimDecides && {
      action: `${personHref(id)}/officer`,
      field: textField('collarNumber', 'Collar number', typed, formErrors(errors), {
        classes: 'govuk-input--width-10',
        hint: {
          text: 'The number of an officer in the registry. They see the contacts of that officer’s areas.',
        },
      }),
      button: {
        text: collarNumber === null ? 'Link the officer' : 'Link another officer',
        preventDoubleClick: true,
      },
    },
    remove: !claimDecides &&
      collarNumber !== null && {
        action: `${personHref(id)}/no-officer`,
        button: { text: 'Remove the officer', classes: 'govuk-button--secondary', preventDoubleClick: true },
      },
    access: disabledAt
      ? {
          action: `${personHref(id)}/on`,
          meaning: 'They cannot sign in until you switch their access on again.',
          button: { text: 'Switch access on again', preventDoubleClick: true },
        }
      : !self && {
          action: `${personHref(id)}/off`,
          meaning: 'Switching access off signs them out everywhere at once, and they cannot sign in again.',
          button: { text: 'Switch access off', classes: 'govuk-button--warning', preventDoubleClick: true },
        },
    self,
  };
}
