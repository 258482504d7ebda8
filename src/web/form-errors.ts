import type { FieldError } from '../common/errors.js';

/** What the components of a form need to show what is wrong: the summary on top and the text beside a field. */
export interface FormErrors {
  /** Parameters of `error-summary`, absent when nothing is wrong. */
  summary?: { titleText: string; errorList: { text: string; href?: string }[] };
  /** By property path, as `errorMessage` of the field's component: `{ errorMessage: errors.byField['name'] }`. */
  byField: Record<string, { text: string }>;
}

/**
 * Prepares field errors for the components. The first message of a field is the one shown beside it; the summary
 * lists all, each linked to the element whose id is the property path. An error without a field has no link.
 */
export function formErrors(errors: readonly FieldError[]): FormErrors {
  const byField: FormErrors['byField'] = {};
  for (const { field, message } of errors) {
    if (field) byField[field] ??= { text: message };
  }
  if (errors.length === 0) return { byField };
  const errorList = errors.map(({ field, message }) =>
    field ? { text: message, href: `#${field}` } : { text: message },
  );
  return { summary: { titleText: 'There is a problem', errorList }, byField };
}
