import type { Period } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { textField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import type { Typed } from '../web/typed.js';
import type { PartChoice } from './part-of-force.js';
import type { Preset } from './report-period.js';

const WHOLE_FORCE = 'Whole force';

/** The choice of another period or part of the force: links to the presets, two days and a part, with what was typed. */
export function periodChoice(
  presets: readonly Preset[],
  parts: readonly PartChoice[],
  typed: Typed,
  errors: readonly FieldError[],
): object {
  const wrong = formErrors(errors);
  const day = (name: string, label: string): object =>
    textField(name, label, typed, wrong, { classes: 'govuk-input--width-10', type: 'date' });
  return {
    presets: presets.map(({ text, period }) => ({ text, href: reportAddress(period, typed['part']) })),
    from: day('from', 'First day'),
    to: day('to', 'Last day'),
    part: {
      ...textField('part', 'Part of the force', typed, wrong),
      items: [
        { value: '', text: WHOLE_FORCE },
        ...parts.map(({ value, kind, name, code }) => ({
          value,
          text: `${kind === 'command-area' ? 'Command area: ' : ''}${name} (${code})`,
        })),
      ],
    },
    show: { text: 'Show report', classes: 'govuk-button--secondary' },
  };
}

/**
 * `/reports/compliance?from=2026-03-01&to=2026-03-31`.
 * @param file what stands between `compliance` and the question mark, such as `.csv` or `/gaps.csv`
 */
export function reportAddress(
  { fromOn, toOn }: Pick<Period, 'fromOn' | 'toOn'>,
  part?: string,
  file = '',
): string {
  const query = new URLSearchParams({ from: fromOn, to: toOn, ...(part && { part }) });
  return `/reports/compliance${file}?${query.toString()}`;
}
