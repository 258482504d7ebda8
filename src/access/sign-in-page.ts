import type { FieldError } from '../common/errors.js';
import { formErrors } from '../web/form-errors.js';
import { Page } from '../web/pages.js';
import { ROLE_NAMES } from './page-context.js';
import type { PersonRow } from './people.query.js';

/** The trial's choice of person; with errors it is the form shown again. */
export function signInPage(
  people: readonly PersonRow[],
  next: string | null,
  errors: readonly FieldError[] = [],
): Page {
  const { byField } = formErrors(errors);
  const radios = {
    idPrefix: 'personId',
    name: 'personId',
    fieldset: {
      legend: {
        text: 'Who do you want to sign in as?',
        isPageHeading: true,
        classes: 'govuk-fieldset__legend--l',
      },
    },
    hint: { text: 'The trial has no passwords: choose any of these made-up people to see what they see.' },
    errorMessage: byField['personId'],
    items: people.map(({ id, name, role }) => ({ value: id, text: name, hint: { text: ROLE_NAMES[role] } })),
  };
  return new Page(
    'pages/access/sign-in',
    'Sign in',
    { radios, next },
    errors.length > 0 ? { status: 400, errors } : {},
  );
}

/** Where a sign-in to a force begins. */
export function signInHref(forceId: string, next: string | null, another = false): string {
  const query = [
    ...(next === null ? [] : [`next=${encodeURIComponent(next)}`]),
    ...(another ? ['account=other'] : []),
  ];
  return `/sign-in/${forceId}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** Which force's identity provider to go to; one button where there is one. `again`: they are signed in already. */
export function signInForcePage(
  forces: readonly { id: string; name: string }[],
  next: string | null,
  again: boolean,
): Page {
  const heading = again ? 'Sign in again' : 'Sign in';
  const only = forces.length === 1;
  const buttons = forces.map(({ id, name }) => ({
    text: only ? heading : `${heading} with ${name}`,
    href: signInHref(id, next),
  }));
  return new Page('pages/access/sign-in-force', heading, { heading, again, buttons });
}
