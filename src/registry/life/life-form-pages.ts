import type { FieldError } from '../../common/errors.js';
import { formErrors } from '../../web/form-errors.js';
import { Page } from '../../web/pages.js';
import type { Typed } from '../../web/typed.js';
import { neighbourhoodHref } from '../officer-wording.js';
import type { LifeForm } from './life-form.js';
import type { Recorded } from './life-kind.js';
import type { LivingPlace } from './life-rows.query.js';

export const lifeHref = (code: string): string => `${neighbourhoodHref(code)}/life`;

export interface LifeFormState<Row> {
  place: LivingPlace;
  /** Null for a new one. */
  row: Row | null;
  typed: Typed;
  errors: readonly FieldError[];
  /** Somebody else saved meanwhile: what is recorded stands beside what was typed. */
  changedMeanwhile?: boolean;
  /** Below the form. */
  buttons: FormButton[];
}

/** A form of one button, which posts the version to its address. */
export interface FormButton {
  action: string;
  button: object;
  text?: string;
}

/** The page of a form of any kind. */
export function lifeFormPage<Fields extends object, Row extends Fields & Recorded>(
  form: LifeForm<Fields, Row>,
  { place, row, typed, errors, changedMeanwhile, buttons }: LifeFormState<Row>,
): Page {
  const title = row ? form.titles.change : form.titles.add;
  const model = {
    title,
    name: place.name,
    version: row?.version,
    changed: changedMeanwhile &&
      row && {
        text: 'Somebody changed this while you were typing. Here is what is recorded now; below is what you typed. Save again to put yours in its place.',
        summary: {
          rows: form.lines(row).map(([key, text]) => ({ key: { text: key }, value: { text } })),
        },
      },
    fields: form.fields(typed, formErrors(errors), row),
    button: { text: 'Save', preventDoubleClick: true },
    cancelHref: lifeHref(place.code),
    others: buttons.map((each) => ({ ...each, version: row?.version })),
  };
  const status = changedMeanwhile ? 409 : errors.length > 0 ? 400 : 200;
  return new Page('pages/life/form', `${title}: ${place.name}`, model, {
    status,
    errors,
    backLink: { href: lifeHref(place.code), text: 'Back to priorities and events' },
  });
}
