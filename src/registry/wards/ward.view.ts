import { formatDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { choiceField, textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import { renderTemplate } from '../../web/templates.js';
import type { Typed } from '../../web/typed.js';
import { neighbourhoodHref } from '../officer-wording.js';
import { placeField } from '../registry-fields.js';
import type { MappedPart, MappedWard } from './ward-queries.js';
import { DECISIONS } from './ward.form.js';
import { shareText, stateTag } from './ward-wording.js';

export interface WardPageState {
  todayOn: string;
  /** The neighbourhoods a force admin may decide about; null for everybody who may only read. */
  choices: { code: string; name: string }[] | null;
  typed: Typed;
  errors: readonly FieldError[];
  done: string | undefined;
}

const DONE: Record<string, string> = {
  changed: 'Your decision has been saved',
  unchanged: 'Nothing was changed: this is how it was already',
};

/** One ward with the neighbourhoods that hold parts of it, as component parameters. */
export function wardPageView(ward: MappedWard, state: WardPageState): object {
  const { todayOn, choices, done } = state;
  return {
    code: ward.code,
    name: ward.name,
    banner: done !== undefined &&
      Object.hasOwn(DONE, done) && { type: done === 'changed' ? 'success' : undefined, text: DONE[done] },
    state: ward.state && stateTag(ward.state),
    today: formatDay(todayOn),
    summary: { rows: summaryRows(ward) },
    nothing: ward.parts.length === 0,
    table: {
      caption: 'Neighbourhoods that hold a part of this ward',
      captionClasses: 'govuk-visually-hidden',
      head: ['Neighbourhood', 'Share of the ward’s area', 'Counts', 'Covered today', 'Decided by hand'].map(
        (text) => ({ text }),
      ),
      rows: ward.parts.map(partRow),
    },
    form: choices && formOf(ward, choices, state),
  };
}

function summaryRows({ areaKm2, fromOn, untilOn }: MappedWard): object[] {
  const line = (key: string, text: string | null): object[] =>
    text ? [{ key: { text: key }, value: { text } }] : [];
  return [
    ...line('Area', `${areaKm2.toFixed(1)} km²`),
    ...line('Exists from', fromOn && formatDay(fromOn)),
    ...line('Until', untilOn && formatDay(untilOn)),
  ];
}

function partRow({ code, name, share, belongs, covered, chosen, reason }: MappedPart): object[] {
  const decided = chosen ? `Counts: ${reason}` : `Does not count: ${reason}`;
  return [
    { html: renderTemplate('partials/link', { href: neighbourhoodHref(code), text: `${name} (${code})` }) },
    { text: shareText(share), format: 'numeric' },
    { text: belongs ? 'Yes' : 'No' },
    { text: covered ? 'Yes' : 'No' },
    { text: chosen === null ? 'No' : decided },
  ];
}

function formOf(
  { parts }: MappedWard,
  choices: { code: string; name: string }[],
  { typed, errors }: WardPageState,
): object {
  const found = formErrors(errors);
  return {
    neighbourhood: placeField('neighbourhood', 'Neighbourhood', choices, typed, found),
    decision: choiceField('decision', 'Does it count?', DECISIONS, typed, found),
    reason: textField('reason', 'Why?', typed, found, {
      hint: {
        text: 'Shown to everybody who may read this page. Leave it blank if you let the areas decide.',
      },
      rows: 2,
    }),
    seen: JSON.stringify(
      Object.fromEntries(parts.flatMap(({ code, version }) => (version === null ? [] : [[code, version]]))),
    ),
    button: { text: 'Save', preventDoubleClick: true },
  };
}
