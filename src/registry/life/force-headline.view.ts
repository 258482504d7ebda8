import type { FieldError } from '../../common/errors.js';
import { choiceField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import type { ForceAbout } from './force-page.query.js';
import { CHANGED_MEANWHILE } from './force-page.view.js';

const CHOICES = {
  yes: 'Show the headline figures of the latest issued report',
  no: 'Show no figures',
};

export const headlineChoice = ({ publishesHeadline }: ForceAbout): keyof typeof CHOICES =>
  publishesHeadline ? 'yes' : 'no';

/** Whether the public is shown figures, as a form. @param changed whether somebody else saved meanwhile */
export function forceHeadlineView(
  about: ForceAbout,
  { typed, errors, changed }: { typed: Typed; errors: readonly FieldError[]; changed: boolean },
): object {
  const recorded = { key: { text: 'The public' }, value: { text: CHOICES[headlineChoice(about)] } };
  const hint =
    'The figures of the whole force, with numerator, denominator and change. They change only when a report is issued.';
  return {
    name: about.name,
    title: 'Figures for the public',
    fields: [
      {
        component: 'radios',
        params: choiceField('shown', 'What is the public shown?', CHOICES, typed, formErrors(errors), {
          hint: { text: hint },
        }),
      },
    ],
    button: { text: 'Save', preventDoubleClick: true },
    cancelHref: '/force',
    version: changed ? about.version : typed['version'],
    changed: changed && { text: CHANGED_MEANWHILE, summary: { rows: [recorded] } },
  };
}
