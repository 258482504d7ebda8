import type { FormErrors } from './form-errors.js';
import type { Typed } from './typed.js';

type Params = Record<string, unknown>;

/** A text field of a form as parameters of `input` or `textarea`, with what was typed and what is wrong with it. */
export function textField(
  name: string,
  label: string,
  typed: Typed,
  errors: FormErrors,
  more: Params = {},
): Params {
  return {
    id: name,
    name,
    label: { text: label, classes: 'govuk-label--s' },
    value: typed[name],
    errorMessage: errors.byField[name],
    ...more,
  };
}

/** A time of the day beside a `dateField`. */
export function timeField(
  name: string,
  label: string,
  typed: Typed,
  errors: FormErrors,
  example = '2:05pm',
): Params {
  return textField(name, label, typed, errors, {
    classes: 'govuk-input--width-10',
    hint: { text: `Local time, for example ${example}` },
  });
}

/** A select: `options` are values with their words in the order shown; a first one that is `''` chooses nothing yet. */
export function selectField(
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  typed: Typed,
  errors: FormErrors,
  more: Params = {},
): Params {
  const items = options.map(([value, text]) => ({ value, text }));
  return textField(name, label, typed, errors, { items, ...more });
}

/** Radios: `options` from value to words. */
export function choiceField(
  name: string,
  legend: string,
  options: Record<string, string>,
  typed: Typed,
  errors: FormErrors,
  more: Params = {},
): Params {
  return {
    idPrefix: name,
    name,
    value: typed[name],
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
    items: Object.entries(options).map(([value, text]) => ({ value, text })),
    errorMessage: errors.byField[name],
    ...more,
  };
}

/** Day, month and year of `prefix` (`prefix-day` …), as `date-input`; the error of `prefix` belongs to all three. */
export function dateField(
  prefix: string,
  legend: string,
  typed: Typed,
  errors: FormErrors,
  more: Params = {},
): Params {
  const wrong = errors.byField[prefix] ? ' govuk-input--error' : '';
  return {
    id: `${prefix}-group`,
    namePrefix: prefix,
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
    items: (['day', 'month', 'year'] as const).map((name) => ({
      name,
      // The summary links to the field's own id, so the first box bears it.
      id: name === 'day' ? prefix : `${prefix}-${name}`,
      classes: `govuk-input--width-${name === 'year' ? 4 : 2}${wrong}`,
      value: typed[`${prefix}-${name}`],
    })),
    errorMessage: errors.byField[prefix],
    ...more,
  };
}
