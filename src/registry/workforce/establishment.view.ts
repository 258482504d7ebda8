import { formatDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { dateField, textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { rankField } from '../registry-fields.js';
import type { EstablishmentRow } from './establishment.query.js';
import { rankText } from './workforce-wording.js';

/** The form for posts and uplift target of a rank from a day on, with what is recorded below it. */
export function establishmentView(
  recorded: readonly EstablishmentRow[],
  typed: Typed,
  errors: readonly FieldError[],
): object {
  const found = formErrors(errors);
  const count = { classes: 'govuk-input--width-4', inputmode: 'numeric' };
  return {
    rank: rankField(typed, found),
    posts: textField('posts', 'Posts in neighbourhood policing', typed, found, count),
    upliftTarget: textField('upliftTarget', 'Uplift target (optional)', typed, found, {
      ...count,
      hint: { text: 'How many officers of this rank there are to be' },
    }),
    from: dateField('from', 'First day', typed, found, {
      hint: {
        text: 'Holds until further notice, or until what is recorded for later. For example, 1 4 2026',
      },
    }),
    button: { text: 'Save', preventDoubleClick: true },
    recorded: recorded.length > 0 && {
      caption: 'What is recorded',
      captionClasses: 'govuk-table__caption--m',
      head: [
        { text: 'Rank' },
        { text: 'Posts', format: 'numeric' },
        { text: 'Uplift target', format: 'numeric' },
        { text: 'From' },
        { text: 'Until' },
      ],
      rows: recorded.map((row) => [
        { text: rankText(row.rank) },
        { text: String(row.posts), format: 'numeric' },
        { text: row.upliftTarget === null ? 'None' : String(row.upliftTarget), format: 'numeric' },
        { text: formatDay(row.fromOn) },
        { text: row.untilOn ? formatDay(row.untilOn) : 'Further notice' },
      ]),
    },
  };
}
