import type { FieldError } from '../../common/errors.js';
import { textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import { renderTemplate } from '../../web/templates.js';
import type { Typed } from '../../web/typed.js';
import type { TeamDigest } from './team-digests.query.js';

export const PAGE_SIZE = 100;

const hrefOf = (code: string): string => `/alerts/teams/${encodeURIComponent(code)}`;

/** The teams whose digest time somebody may set. @param standard the installation's time */
export function teamDigestsView(
  { rows, total }: { rows: readonly TeamDigest[]; total: number },
  { standard, page, saved }: { standard: string; page: number; saved: boolean },
): object {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const to = (number: number): { href: string } => ({ href: `/alerts/teams?page=${number}` });
  return {
    banner: saved && { type: 'success', text: 'The time of the digest has been saved' },
    standard,
    empty: rows.length === 0,
    table: {
      caption: 'When the digest of each team comes',
      captionClasses: 'govuk-visually-hidden',
      head: ['Neighbourhood', 'Code', 'Digest at'].map((text) => ({ text })),
      rows: rows.map(({ code, name, digestAt }) => [
        { html: renderTemplate('partials/link', { href: hrefOf(code), text: name }) },
        { text: code },
        { text: digestAt ?? `${standard}, the standard time` },
      ]),
    },
    pagination: pages > 1 && {
      ...(page > 1 && { previous: to(page - 1) }),
      ...(page < pages && { next: to(page + 1) }),
      items: [{ number: page, current: true, ...to(page) }],
    },
  };
}

export function teamDigestView(
  { name }: TeamDigest,
  { standard, typed, errors }: { standard: string; typed: Typed; errors: readonly FieldError[] },
): object {
  return {
    name,
    digest: textField('digestAt', 'Time of the digest', typed, formErrors(errors), {
      classes: 'govuk-input--width-5',
      autocomplete: 'off',
      spellcheck: false,
      hint: {
        text: `On the 24-hour clock, such as 06:45. Leave it blank for ${standard}, the standard time.`,
      },
    }),
    button: { text: 'Save', preventDoubleClick: true },
  };
}
