import type { FieldError } from '../common/errors.js';
import { choiceField, dateField, textField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import type { Typed } from '../web/typed.js';
import { rankField } from './registry-fields.js';

/** The form on which an officer is added, as component parameters. */
export function newOfficerView({ typed, errors }: { typed: Typed; errors: readonly FieldError[] }): object {
  const found = formErrors(errors);
  return {
    collarNumber: textField('collarNumber', 'Collar number', typed, found, {
      classes: 'govuk-input--width-10',
      hint: { text: 'By which the officer is found, and which no other officer of the force has' },
    }),
    nameField: textField('name', 'Name', typed, found),
    rank: rankField(typed, found),
    serviceFrom: dateField('serviceFrom', 'Joined on', typed, found, {
      hint: { text: 'First day of service. Leave blank if it is not known.' },
    }),
    withheld: choiceField(
      'withheld',
      'Is the name withheld from the public for safety?',
      { no: 'No', yes: 'Yes' },
      typed,
      found,
      { classes: 'govuk-radios--inline' },
    ),
    publicEmail: textField('publicEmail', 'Public email', typed, found, { type: 'email' }),
    publicTelephone: textField('publicTelephone', 'Public telephone', typed, found, {
      type: 'tel',
      classes: 'govuk-input--width-20',
    }),
    dutyEmail: textField('dutyEmail', 'Duty email', typed, found, {
      type: 'email',
      hint: { text: 'Where alerts go. It is never published.' },
    }),
    button: { text: 'Add the officer', preventDoubleClick: true },
    cancelHref: '/officers',
  };
}
