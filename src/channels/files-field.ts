import { ACCEPTED } from '../contacts/attachments/attachment-wording.js';
import type { FormErrors } from '../web/form-errors.js';

/** Where a form takes files, as parameters of `file-upload`; it works without a script. */
export const filesField = (label: string, hint: string, { byField }: FormErrors): object => ({
  id: 'files',
  name: 'files',
  label: { text: label, classes: 'govuk-label--s' },
  hint: { text: hint },
  multiple: true,
  attributes: { accept: ACCEPTED },
  errorMessage: byField['files'],
});
