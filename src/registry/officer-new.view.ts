import type { FieldError } from '../common/errors.js';
import { dateField, textField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import type { Typed } from '../web/typed.js';
import { officerFields, rankField } from './registry-fields.js';

/** The form on which an officer is added, as component parameters. */
export function newOfficerView({ typed, errors }: { typed: Typed; errors: readonly FieldError[] }): object {
  const found = formErrors(errors);
  return {
    collarNumber: textField('collarNumber', 'Collar number', typed, found, {
      classes: 'govuk-input--width-10',
      hint: { text: 'By which the officer is found, and which no other officer of the force has' },
    }),
    ...officerFields(typed, found),
    rank: rankField(typed, found),
    serviceFrom: dateField('serviceFrom', 'Joined on', typed, found, {
      hint: { text: 'First day of service. Leave blank if it is not known.' },
    }),
    publicTelephone: textField('publicTelephone', 'Public telephone', typed, found, {
      type: 'tel',
      classes: 'govuk-input--width-20',
    }),
    button: { text: 'Add the officer', preventDoubleClick: true },
    cancelHref: '/officers',
  };
}
