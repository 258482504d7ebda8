import { choiceField, selectField, textField } from '../web/fields.js';
import type { FormErrors } from '../web/form-errors.js';
import type { Typed } from '../web/typed.js';
import { rankLabel } from './domain/rank.js';
import type { Choice } from './named-officer.view.js';
import { RANKS } from './ranks.js';

/** The ranks of the force for a `selectField`. */
export const RANK_OPTIONS = RANKS.map(({ id, label }) => [id, label] as const);

/** `Ann Ward, Constable, 4711` */
export const choiceText = ({ name, rank, collarNumber }: Choice): string =>
  `${name}, ${rankLabel(RANKS, rank)}, ${collarNumber}`;

/** One of these officers, by collar number. */
export function officerField(
  label: string,
  choices: readonly Choice[],
  typed: Typed,
  found: FormErrors,
  more: Record<string, unknown> = {},
): object {
  const options = choices.map((choice) => [choice.collarNumber, choiceText(choice)] as const);
  return selectField('collarNumber', label, [['', 'Choose an officer'], ...options], typed, found, more);
}

/** One of these neighbourhoods, by code. */
export function placeField(
  name: string,
  label: string,
  places: readonly { code: string; name: string }[],
  typed: Typed,
  found: FormErrors,
): object {
  const options = places.map((place) => [place.code, `${place.name} (${place.code})`] as const);
  return selectField(name, label, [['', 'Choose a neighbourhood'], ...options], typed, found);
}

/** A rank that nobody has chosen before. */
export function rankField(typed: Typed, found: FormErrors): object {
  return selectField('rank', 'Rank', [['', 'Choose a rank'], ...RANK_OPTIONS], typed, found);
}

/** What is asked of an officer who is new and of one who changes alike. */
export function officerFields(typed: Typed, found: FormErrors): object {
  return {
    nameField: textField('name', 'Name', typed, found),
    withheld: choiceField(
      'withheld',
      'Is the name withheld from the public for safety?',
      { no: 'No', yes: 'Yes' },
      typed,
      found,
      { classes: 'govuk-radios--inline' },
    ),
    publicEmail: textField('publicEmail', 'Public email', typed, found, { type: 'email' }),
    dutyEmail: textField('dutyEmail', 'Duty email', typed, found, {
      type: 'email',
      hint: { text: 'Where alerts go. It is never published.' },
    }),
  };
}
