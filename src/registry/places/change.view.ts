import { createHash } from 'node:crypto';
import { formatDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { dateField, textField } from '../../web/fields.js';
import { type FormErrors, formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { neighbourhoodHref } from '../officer-wording.js';
import type { PlaceStory } from './place-story.js';
import { CHOICES } from './change.form.js';
import type { ChangeOutcome } from './neighbourhood-change.js';

/** The forms on which a neighbourhood is renamed, merged, split or ended, one below the other. */
export function changeFormView(story: PlaceStory, typed: Typed, errors: readonly FieldError[]): object {
  const { code, name } = story;
  return {
    name,
    history: historyOf(story),
    sections: Object.entries(fieldsOf(story, typed, formErrors(errors))).map(([kind, fields]) => ({
      kind,
      title: CHOICES[kind as keyof typeof CHOICES],
      fields: fields.map(([component, params]) => ({ component, params })),
      button: { text: 'Continue', classes: 'govuk-button--secondary', preventDoubleClick: true },
    })),
    cancelHref: neighbourhoodHref(code),
  };
}

type Field = [component: string, params: object];

function fieldsOf(
  { code, name }: PlaceStory,
  typed: Typed,
  found: FormErrors,
): Record<keyof typeof CHOICES, Field[]> {
  const day = (prefix: string, legend: string): Field => [
    'date-input',
    dateField(prefix, legend, typed, found, { hint: DAY_HINT }),
  ];
  return {
    rename: [
      ['input', textField('rename-name', 'New name', typed, found)],
      day('rename-from', 'First day of the new name'),
    ],
    merge: [
      ['textarea', othersField(typed, found)],
      ['input', textField('merge-code', 'Code of the neighbourhood they become', typed, found, CODE_HINT)],
      ['input', textField('merge-name', 'Its name, if it is new', typed, found)],
      ['input', textField('merge-lead', LEAD, typed, found, LEAD_HINT)],
      ['checkboxes', carryField('merge-carry', typed)],
      day('merge-from', 'First day of the new order'),
    ],
    split: [
      ['textarea', splitField(typed, found, code, name)],
      ['checkboxes', carryField('split-carry', typed)],
      day('split-from', 'First day of the new order'),
    ],
    end: [day('end-until', 'Last day')],
  };
}

/** What a change would do, and whether to do it. */
export function changePreviewView(story: PlaceStory, typed: Typed, outcome: ChangeOutcome): object {
  return {
    name: story.name,
    consequences: outcome.consequences,
    warnings: outcome.warnings.map((text) => ({ text, iconFallbackText: 'Warning' })),
    hidden: Object.entries({ ...typed, seen: digestOf(outcome) })
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([field, value]) => ({ field, value })),
    nothing: outcome.outcome === 'unchanged',
    save: { text: 'Save this change', name: 'step', value: 'save', preventDoubleClick: true },
    edit: { text: 'Go back and change it', name: 'step', value: 'edit', classes: 'govuk-button--secondary' },
    cancelHref: neighbourhoodHref(story.code),
  };
}

/** Tells two previews apart, so that nobody saves what was not shown. */
export function digestOf({ consequences, warnings }: ChangeOutcome): string {
  return createHash('sha256')
    .update(JSON.stringify([consequences, warnings]))
    .digest('hex')
    .slice(0, 32);
}

const LEAD = 'Collar number of its lead named officer';
const LEAD_HINT = { hint: { text: 'Leave it blank if it has one already, or if nobody is decided yet' } };
const CODE_HINT = { hint: { text: 'A new code, or the code of one of them that goes on' } };
const DAY_HINT = { text: 'For example, 27 3 2026' };

function othersField(typed: Typed, found: FormErrors): object {
  return textField('merge-others', 'Codes of the other neighbourhoods', typed, found, {
    hint: { text: 'One a line' },
    rows: 3,
  });
}

function splitField(typed: Typed, found: FormErrors, code: string, name: string): object {
  return textField('split-into', 'The neighbourhoods it becomes', typed, found, {
    hint: {
      text: `One a line: code, name, collar number of the lead. For example: ${code}N, ${name} North, 4711. Name ${code} itself if it goes on, smaller. Leave the collar number out if nobody is decided yet`,
    },
    rows: 4,
  });
}

function carryField(name: string, typed: Typed): object {
  return {
    idPrefix: name,
    name,
    items: [
      {
        value: 'yes',
        text: 'The officers of the old neighbourhoods go on in the new ones',
        hint: { text: 'A lead named officer goes on as a named officer' },
        checked: typed[name] === 'yes',
      },
    ],
  };
}

function historyOf({ formerNames, successions, code }: PlaceStory): string[] {
  return [
    ...formerNames.map(({ name, untilOn }) => `Called ${name} until ${formatDay(untilOn)}`),
    ...successions.map((one) =>
      one.predecessor === code
        ? `Went on as ${one.successorName} (${one.successor}) from ${formatDay(one.fromOn)}`
        : `Follows ${one.predecessorName} (${one.predecessor}) from ${formatDay(one.fromOn)}`,
    ),
  ];
}
