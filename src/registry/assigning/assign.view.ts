import type { FieldError } from '../../common/errors.js';
import { choiceField, dateField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Page } from '../../web/pages.js';
import type { Typed } from '../../web/typed.js';
import { daysText } from '../absences/domain/absence-facts.js';
import { checkPage } from '../agreed/check.page.js';
import type { NotAgreed } from '../agreed/not-agreed.js';
import { statesWithin } from '../coverage/domain/state-runs.js';
import { sentence, statesText } from '../coverage/outcome-wording.js';
import { type AssignmentRole, coversAPlace, ROLE_LABELS } from '../domain/assignment-role.js';
import type { DayRange } from '../domain/day-range.js';
import { namedRanksText } from '../domain/rank.js';
import type { Choice } from '../named-officer.view.js';
import type { NeighbourhoodDetail } from '../neighbourhood-queries.js';
import { neighbourhoodHref } from '../officer-wording.js';
import { RANKS } from '../ranks.js';
import { choiceText, officerField } from '../registry-fields.js';
import { GIVEN_ROLES } from './assign.form.js';

/** Who gets which role when. */
export interface Assigned extends DayRange {
  role: AssignmentRole;
  collarNumber: string;
}

const ROLE_HINTS: Record<(typeof GIVEN_ROLES)[number], string> = {
  named: `Published beside the lead. A ${namedRanksText(RANKS)}`,
  deputy: 'Stands in for the named officers',
  team: 'Works there. Does not count for coverage',
  supervisor: 'Answers for them, and hears their alerts when nobody else is there',
};

/** The form on which an officer is given a role, as component parameters. */
export function assignView(
  { neighbourhood }: NeighbourhoodDetail,
  choices: readonly Choice[],
  { typed, errors }: { typed: Typed; errors: readonly FieldError[] },
): object {
  const found = formErrors(errors);
  const href = neighbourhoodHref(neighbourhood.code);
  return {
    name: neighbourhood.name,
    officer: officerField('Who?', choices, typed, found),
    role: choiceField('role', 'In which role?', {}, typed, found, {
      items: GIVEN_ROLES.map((value) => ({
        value,
        text: ROLE_LABELS[value],
        hint: { text: ROLE_HINTS[value] },
      })),
    }),
    from: dateField('from', 'First day', typed, found, { hint: { text: 'For example, 27 3 2026' } }),
    until: dateField('until', 'Last day', typed, found, {
      hint: { text: 'Included. Leave blank if no end is known.' },
    }),
    leadHref: `${href}/named-officer`,
    button: { text: 'Continue' },
    cancelHref: href,
  };
}

/** What the assignment does, said before it is saved. */
export function assignCheck(
  { neighbourhood: { code, name } }: NeighbourhoodDetail,
  { role, collarNumber, ...days }: Assigned,
  choices: readonly Choice[],
  typed: Typed,
  asked: NotAgreed,
): Page {
  const choice = choices.find((one) => one.collarNumber === collarNumber);
  const after = asked.consequences.coverage.find((one) => one.code === code)?.after ?? [];
  const states = statesText(statesWithin(after, days));
  const covers = coversAPlace(role);
  return checkPage(asked, {
    caption: name,
    heading: 'Check the assignment',
    title: `Check the assignment to ${name}`,
    rows: [
      ['Officer', choice ? choiceText(choice) : `Officer ${collarNumber}`],
      ['Role', ROLE_LABELS[role]],
      ['Days', sentence(daysText(days))],
      ['Coverage then', covers ? sentence(states) : 'Does not change: coverage does not ask for this role'],
    ],
    typed,
    action: `${neighbourhoodHref(code)}/assignments/new`,
    save: 'Assign the officer',
    cancelHref: neighbourhoodHref(code),
  });
}
