import { IsIn } from 'class-validator';
import { formatDay } from '../../common/calendar.js';
import { choiceField, dateField, textField } from '../../web/fields.js';
import { HoldsVersion, IsOptionalText, IsRequiredText, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { LINK_KINDS, LINK_LABELS, type LinkKind } from './domain/link-kind.js';
import type { LifeForm } from './life-form.js';
import { LINKS } from './links.kind.js';
import type { LinkFields, LinkRow } from './links.query.js';
import { LONGEST_TEXT } from './priority.form.js';
import { dayFields, HasDays, readDay } from '../../web/typed-day.js';

@HasDays('from', 'until')
class LinkForm {
  @IsIn(LINK_KINDS, { message: 'Choose what the link is' }) kind: LinkKind;
  @IsRequiredText(200, 'Enter a title') title: string;
  @IsRequiredText(2000, 'Enter the address of the page') url: string;
  @IsOptionalText(LONGEST_TEXT) description?: string;
  @HoldsVersion() version?: unknown;
}

/** A link, prevention project or funding round with its days. */
export const LINK_FORM: LifeForm<LinkFields, LinkRow> = {
  kind: LINKS,
  segment: 'links',
  titles: { add: 'Add a link', change: 'Change a link' },
  defaults: {},
  blank: () => ({ kind: 'link' }),
  typedOf: ({ kind, title, url, description, fromOn, untilOn }) => ({
    kind,
    title,
    url,
    description: description ?? '',
    ...dayFields('from', fromOn),
    ...dayFields('until', untilOn),
  }),
  async read(body) {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(LinkForm, body);
    const from = readDay(typed, 'from', 'The first day');
    const until = readDay(typed, 'until', 'The last day');
    const { kind, title, url, description = null } = form;
    return {
      fields: { kind, title, url, description, fromOn: from.day, untilOn: until.day },
      errors: [...errors, ...from.errors, ...until.errors],
    };
  },
  fields: (typed, found) => [
    { component: 'radios', params: choiceField('kind', 'What is it?', LINK_LABELS, typed, found) },
    { component: 'input', params: textField('title', 'Title', typed, found) },
    {
      component: 'input',
      params: textField('url', 'Address of the page', typed, found, {
        hint: { text: 'In full, with https:// in front' },
        type: 'url',
      }),
    },
    {
      component: 'textarea',
      params: textField('description', 'Description (optional)', typed, found, { rows: 3 }),
    },
    {
      component: 'date-input',
      params: dateField('from', 'First day', typed, found, {
        hint: { text: 'Needed for a prevention project and a funding round. For example, 1 4 2026' },
      }),
    },
    {
      component: 'date-input',
      params: dateField('until', 'Last day (optional)', typed, found),
    },
  ],
  lines: (row) => [
    ['What it is', LINK_LABELS[row.kind]],
    ['Title', row.title],
    ['Address', row.url],
    ['Description', row.description ?? 'None'],
    ['Days', daysText(row)],
  ],
};

/** @example daysText({ fromOn: '2026-04-01', untilOn: null }) // 'From 1 April 2026' */
export function daysText({ fromOn, untilOn }: Pick<LinkFields, 'fromOn' | 'untilOn'>): string {
  if (fromOn && untilOn) return `${formatDay(fromOn)} to ${formatDay(untilOn)}`;
  if (fromOn) return `From ${formatDay(fromOn)}`;
  return untilOn ? `Until ${formatDay(untilOn)}` : 'Always';
}
