import type { FieldError } from '../../common/errors.js';
import { choiceField, dateField, selectField, textField } from '../../web/fields.js';
import { type FormErrors, formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { sentence, statesText } from '../coverage/outcome-wording.js';
import type { Choice } from '../named-officer.view.js';
import { NAMING_RULES } from '../officer-check.js';
import type { OfficerRecord, RecordedRole } from '../officer-record.query.js';
import { officerHref } from '../officer-wording.js';
import { choiceText } from '../registry-fields.js';
import type { AbsenceConsequence } from './absence-consequences.js';
import { absenceText, daysText } from './domain/absence-facts.js';
import { ABSENCE_LABELS } from './domain/absence-kind.js';
import type { NamedDeputy } from './deputies.js';
import type { RecordedLeave } from './leave.service.js';

interface FormState {
  typed: Typed;
  errors: readonly FieldError[];
}

/** The fields of an absence, as component parameters. */
export function absenceFields(typed: Typed, found: FormErrors): object {
  return {
    kind: choiceField('kind', 'Why is the officer away?', ABSENCE_LABELS, typed, found),
    from: dateField('from', 'First day', typed, found, { hint: { text: 'For example, 27 3 2026' } }),
    until: dateField('until', 'Last day', typed, found, {
      hint: { text: 'Included. Leave blank if nobody knows the end yet.' },
    }),
    hours: textField('hours', 'Hours, of an abstraction only', typed, found, {
      classes: 'govuk-input--width-4',
      inputmode: 'decimal',
    }),
  };
}

/** The form on which an officer is put on leave and the deputies are named. */
export function leaveView(
  officer: OfficerRecord,
  named: readonly RecordedRole[],
  choices: readonly Choice[],
  { typed, errors }: FormState,
): object {
  const found = formErrors(errors);
  const places = new Map(named.map(({ neighbourhoodId, neighbourhood }) => [neighbourhoodId, neighbourhood]));
  const others = choices
    .filter(({ collarNumber }) => collarNumber !== officer.collarNumber)
    .map((choice) => [choice.collarNumber, choiceText(choice)] as const);
  const options = [['', 'Nobody, or whoever is deputy already'] as const, ...others];
  return {
    name: officer.name,
    ...absenceFields(typed, found),
    deputies: [...places].map(([id, neighbourhood]) =>
      selectField(`deputy-${id}`, `Deputy in ${neighbourhood}`, options, typed, found),
    ),
    isNamed: places.size > 0,
    button: { text: 'Continue' },
    cancelHref: officerHref(officer.collarNumber),
  };
}

/** What the absence would do, said before it is saved. */
export function leaveCheckView(
  officer: OfficerRecord,
  { absence, deputies, consequences, warnings }: RecordedLeave,
  choices: readonly Choice[],
  { typed, agreedTo }: { typed: Typed; agreedTo: string },
): object {
  const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
  const nameOf = (collarNumber: string): string =>
    choices.find((choice) => choice.collarNumber === collarNumber)?.name ?? `Officer ${collarNumber}`;
  const chosen = new Map(deputies.map((deputy) => [deputy.neighbourhood, deputy]));
  const hours = absence.hours === null ? '' : `, ${absence.hours} hours`;
  return {
    name: officer.name,
    warnings: [...new Set(warnings)].map((text) => ({ text, iconFallbackText: 'Warning' })),
    summary: {
      rows: [
        row('Absence', `${absenceText(absence)}${hours}`),
        ...consequences.flatMap((one) => [
          ...(one.isNamed
            ? [row(`Deputy in ${one.neighbourhood}`, deputyText(one, chosen.get(one.code), nameOf))]
            : []),
          row(`Coverage of ${one.neighbourhood}`, coverageText(one)),
        ]),
        ...(consequences.length === 0
          ? [row('Coverage', 'Does not change: the officer is named or deputy nowhere then')]
          : []),
        row(
          'Alerts',
          absence.kind === 'abstraction'
            ? 'Go on as before: hours are no absence.'
            : 'While the officer is away the deputy hears the officer’s alerts; with nobody left, the supervisor.',
        ),
      ],
    },
    hidden: Object.entries(typed)
      .filter(([name]) => !['step', 'agreedTo'].includes(name))
      .map(([name, value]) => ({ name, value })),
    agreedTo,
    saveButton: { text: 'Save the absence', preventDoubleClick: true, name: 'step', value: 'save' },
    changeButton: { text: 'Change', classes: 'govuk-button--secondary', name: 'step', value: 'change' },
    cancelHref: officerHref(officer.collarNumber),
  };
}

function deputyText(
  { days }: AbsenceConsequence,
  deputy: NamedDeputy | undefined,
  nameOf: (collarNumber: string) => string,
): string {
  if (!deputy) return 'Nobody new';
  const already = deputy.assignmentIds.length === 0 ? ', who covers already' : '';
  return `${nameOf(deputy.collarNumber)}, ${daysText(days)}${already}`;
}

function coverageText({ counts, states, unchanged }: AbsenceConsequence): string {
  const then = sentence(statesText(states));
  if (!unchanged) return then;
  const why = counts
    ? ''
    : `: hours, and absences shorter than ${NAMING_RULES.absenceDays} consecutive days, do not count`;
  return `Does not change${why}. ${then}`;
}
