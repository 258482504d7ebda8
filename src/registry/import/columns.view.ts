import type { FieldError } from '../../common/errors.js';
import { selectField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { allColumns, type Layout } from './domain/column-mapping.js';
import { columnField } from './imports.form.js';

const MOST_SAMPLE = 30;

/** The page on which a person says which column of a file is which of ours, as component parameters. */
export function columnsView(
  { kind, source, href }: { kind: string; source: string; href: string },
  state: { names: string[]; sample: string[]; layout: Layout; typed: Typed; errors: readonly FieldError[] },
): object {
  const { names, sample, layout, typed, errors } = state;
  const found = formErrors(errors);
  const options = names.map(
    (name, position) =>
      [
        String(position),
        `${name || `Column ${position + 1}, without a name`}${sampleText(sample[position])}`,
      ] as const,
  );
  return {
    kind,
    source,
    count: names.length,
    fields: allColumns(layout).map((column) => {
      const required = layout.required.includes(column);
      const label = `${wordsOf(column)}${required ? '' : ' (optional)'}`;
      const none = ['', required ? 'Choose a column' : 'The file does not have it'] as const;
      return selectField(columnField(column), label, [none, ...options], typed, found);
    }),
    button: { text: 'Preview the file', preventDoubleClick: true },
    action: `${href}/columns`,
    discardAction: `${href}/discard`,
    discardButton: { text: 'Discard this file', classes: 'govuk-button--secondary' },
  };
}

/** `collar_number` is `Collar number`. */
function wordsOf(column: string): string {
  return column.charAt(0).toUpperCase() + column.slice(1).replaceAll('_', ' ');
}

function sampleText(cell: string | undefined): string {
  const text = cell?.trim().replace(/\s+/g, ' ') ?? '';
  if (!text) return '';
  return ` – for example ${text.length > MOST_SAMPLE ? `${text.slice(0, MOST_SAMPLE - 1)}…` : text}`;
}
