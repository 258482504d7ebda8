import { daysIn, formatDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { dateField, textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { officerText } from '../officer-wording.js';
import type { PostHolder } from './force-post.query.js';
import type { Workforce } from './workforce.service.js';
import { rankText } from './workforce-wording.js';

/** The lead on anti-social behaviour on the day, and since the figures begin the days without one. */
export function asbLeadView({ asbLead, on }: Workforce, showsHolders: boolean): object {
  const { current, holders, gaps } = asbLead;
  return {
    nobody: current === null && { text: 'Nobody', classes: 'govuk-tag--red' },
    summary: current && { rows: factsOf(current, showsHolders) },
    holders: showsHolders &&
      holders.length > 0 && {
        caption: 'Everybody who has led, leads or is to lead',
        captionClasses: 'govuk-table__caption--s',
        head: ['Officer', 'From', 'Until'].map((text) => ({ text })),
        rows: holders.map((holder) => [
          { text: officerText(holder, true) },
          { text: formatDay(holder.fromOn) },
          { text: holder.untilOn ? formatDay(holder.untilOn) : 'Further notice' },
        ]),
      },
    noGaps: gaps.length === 0,
    gaps: {
      caption: 'Days without a lead',
      captionClasses: 'govuk-table__caption--s',
      head: [{ text: 'From' }, { text: 'Until' }, { text: 'Days', format: 'numeric' }],
      rows: gaps.map(({ fromOn, untilOn }) => [
        { text: formatDay(fromOn) },
        { text: untilOn === on && !current ? 'Goes on' : formatDay(untilOn) },
        { text: String(daysIn({ fromOn, toOn: untilOn })), format: 'numeric' },
      ]),
    },
  };
}

/** A withheld name is for the force alone, and then so is whatever would lead to the officer. */
function factsOf(holder: PostHolder, showsWithheld: boolean): object[] {
  const line = (key: string, text: string | null): object[] =>
    text ? [{ key: { text: key }, value: { text } }] : [];
  const isPublic = !holder.nameWithheld || showsWithheld;
  return [
    ...line('Name', isPublic ? holder.name : 'Withheld'),
    ...line('Rank', rankText(holder.rank)),
    ...line('Since', formatDay(holder.fromOn)),
    ...line('Until', holder.untilOn && formatDay(holder.untilOn)),
    ...line('Email', isPublic ? holder.publicEmail : null),
    ...line('Telephone', isPublic ? holder.publicTelephone : null),
  ];
}

/** The form that names the lead from a day on, or lets the present one end. */
export function asbLeadFormView(
  current: PostHolder | null,
  typed: Typed,
  errors: readonly FieldError[],
): object {
  const found = formErrors(errors);
  return {
    current: current && `${officerText(current, true)}, since ${formatDay(current.fromOn)}`,
    collarNumber: textField('collarNumber', 'Collar number of the new lead', typed, found, {
      classes: 'govuk-input--width-10',
      hint: { text: 'An officer of any rank who serves in the force' },
    }),
    from: dateField('from', 'First day', typed, found, {
      hint: { text: 'The present lead’s last day is the day before. For example, 27 3 2026' },
    }),
    button: { text: 'Name the lead', preventDoubleClick: true },
    until: dateField('until', 'Last day of the present lead', typed, found, {
      hint: { text: 'Only if nobody follows yet. For example, 27 3 2026' },
    }),
    endButton: { text: 'Let the present lead end', classes: 'govuk-button--warning' },
  };
}
