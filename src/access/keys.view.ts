import type { DateTime } from 'luxon';
import { formatDay, formatInstant, formatShort, localDayOf } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { dateField, textField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import { Page } from '../web/pages.js';
import { renderTemplate } from '../web/templates.js';
import type { Typed } from '../web/typed.js';
import type { AccessOptions } from './access-options.js';
import type { ListedKey } from './api-keys.query.js';
import { type Scope, SCOPES } from './principal.js';

export const KEYS = '/keys';

const SCOPE_TEXTS: Record<Scope, string> = {
  'contacts:write': 'Send contacts in',
  'contacts:read': 'Read contacts, with what people wrote',
  'registry:read': 'Read the registry',
  'registry:write': 'Change the registry',
  'reports:read': 'Read reports',
};

type Limits = AccessOptions['keys'];

/** The keys of a force, as component parameters. */
export function keysView(keys: readonly ListedKey[], now: DateTime, revoked: boolean): object {
  return {
    banner: revoked && { type: 'success', text: 'The key has been revoked' },
    add: { text: 'Make a key', href: `${KEYS}/new` },
    empty: keys.length === 0,
    table: {
      caption: 'Machine keys',
      captionClasses: 'govuk-visually-hidden',
      head: ['Name', 'May', 'Made', 'State', 'What you can do'].map((text) => ({ text })),
      rows: keys.map((key) => [
        { text: key.name },
        { text: key.scopes.map((scope) => SCOPE_TEXTS[scope]).join('; ') },
        { text: formatShort(key.created_at) },
        { text: stateOf(key, now) },
        isInUse(key, now) ? { html: actionsOf(key) } : { text: 'Nothing' },
      ]),
    },
  };
}

const isInUse = ({ revoked_at: revokedAt, expires_at: expiresAt }: ListedKey, now: DateTime): boolean =>
  !revokedAt && (!expiresAt || expiresAt > now);

function stateOf(key: ListedKey, now: DateTime): string {
  const { revoked_at: revokedAt, expires_at: expiresAt, overlap_until: overlapUntil } = key;
  if (revokedAt) return `Revoked ${formatShort(revokedAt)}`;
  if (expiresAt && expiresAt <= now) return `Ended, last day ${lastDayOf(expiresAt)}`;
  const until = expiresAt
    ? `In use, last day ${lastDayOf(expiresAt)}`
    : 'In use, does not expire; change it over';
  const isChanging = overlapUntil && overlapUntil > now;
  return isChanging ? `${until}; the key before it until ${formatShort(overlapUntil)}` : until;
}

/** The day on which it was good last; most end with a day. */
const lastDayOf = (expiresAt: DateTime): string =>
  formatDay(localDayOf(expiresAt.minus({ milliseconds: 1 })));

function actionsOf({ id, name }: ListedKey): string {
  const rotate = renderTemplate('partials/link', {
    href: `${KEYS}/${id}/rotate`,
    text: `Change ${name} over`,
  });
  const revoke = { action: `${KEYS}/${id}/revoke`, text: 'Revoke', about: name };
  return rotate + renderTemplate('partials/one-button-form', revoke);
}

/** What was ticked, whatever else was sent. */
export function scopesOf(body: unknown): string[] {
  const { scopes } = (body ?? {}) as { scopes?: unknown };
  return [scopes].flat().filter((scope) => typeof scope === 'string');
}

export function newKeyPage(
  typed: Typed,
  limits: Limits,
  ticked: readonly string[] = [],
  errors: readonly FieldError[] = [],
): Page {
  const found = formErrors(errors);
  const model = {
    name: textField('name', 'Name', typed, found, {
      hint: { text: 'What the client is called, for example “contact form of the website”' },
    }),
    scopes: {
      idPrefix: 'scopes',
      name: 'scopes',
      fieldset: { legend: { text: 'What may it do?', classes: 'govuk-fieldset__legend--s' } },
      values: ticked,
      items: SCOPES.map((scope) => ({ value: scope, text: SCOPE_TEXTS[scope], hint: { text: scope } })),
      errorMessage: found.byField['scopes'],
    },
    expires: expiryField(typed, limits, errors),
    button: { text: 'Make the key', preventDoubleClick: true },
  };
  return formPage('pages/access/key-new', 'Make a machine key', model, errors);
}

export function rotateKeyPage(
  key: ListedKey,
  typed: Typed,
  limits: Limits,
  errors: readonly FieldError[] = [],
): Page {
  const model = {
    name: key.name,
    overlapDays: limits.overlapDays,
    seen: typed['seen'] ?? key.rotated_at?.toUTC().toISO() ?? '',
    expires: expiryField(typed, limits, errors),
    button: { text: 'Make the new key', preventDoubleClick: true },
  };
  return formPage('pages/access/key-rotate', 'Change a machine key over', model, errors);
}

/** The one time that a key can be read. */
export function keyMadePage(name: string, key: string, overlapUntil?: DateTime): Page {
  const until = overlapUntil && formatInstant(overlapUntil);
  return new Page('pages/access/key-made', 'The key has been made', { name, key, until });
}

const expiryField = (typed: Typed, { longestDays }: Limits, errors: readonly FieldError[]): object =>
  dateField('expires', 'Last day on which it is good', typed, formErrors(errors), {
    hint: { text: `Within ${longestDays} days. For example, 27 3 2027` },
  });

function formPage(template: string, title: string, model: object, errors: readonly FieldError[]): Page {
  return new Page(template, title, model, {
    status: errors.length > 0 ? 400 : 200,
    errors,
    backLink: { text: 'Machine keys', href: KEYS },
  });
}
