import { addDays, formatDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { dateField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Page } from '../../web/pages.js';
import type { Typed } from '../../web/typed.js';
import { dayFields } from '../../web/typed-day.js';
import { daysText } from '../absences/domain/absence-facts.js';
import { checkPage } from '../agreed/check.page.js';
import type { NotAgreed } from '../agreed/not-agreed.js';
import type { HeldAssignment } from '../assignment-changes.query.js';
import { statesWithin } from '../coverage/domain/state-runs.js';
import { sentence, statesText } from '../coverage/outcome-wording.js';
import { coversAPlace, ROLE_LABELS } from '../domain/assignment-role.js';
import type { OfficerRecord } from '../officer-record.query.js';
import { neighbourhoodHref, officerText } from '../officer-wording.js';

/** An assignment, whose it is and where. */
export interface Held {
  assignment: HeldAssignment;
  officer: OfficerRecord;
  neighbourhood: string;
}

/** The fields as they stand before anything was typed. */
export const fieldsOfEnd = ({ untilOn, version }: HeldAssignment): Typed => ({
  version: String(version),
  ...dayFields('until', untilOn),
});

/** The form on which an assignment gets its last day, as component parameters. */
export function endView(
  { assignment, officer, neighbourhood }: Held,
  { typed, errors, changed }: { typed: Typed; errors: readonly FieldError[]; changed: boolean },
): object {
  const href = neighbourhoodHref(assignment.neighbourhood);
  const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
  return {
    neighbourhood,
    summary: {
      rows: [
        row('Officer', `${officerText(officer, true)}, ${officer.collarNumber}`),
        row('Role', ROLE_LABELS[assignment.role]),
        row('Recorded now', sentence(daysText(assignment))),
      ],
    },
    isLead: assignment.role === 'lead',
    leadHref: `${href}/named-officer`,
    both: changed && bothVersions(assignment, typed),
    until: dateField('until', 'Last day', typed, formErrors(errors), {
      hint: { text: `Included, not before ${formatDay(assignment.fromOn)}. For example, 27 3 2026` },
    }),
    button: { text: 'Continue' },
    cancelHref: href,
  };
}

/** What ending it does, said before it is saved. */
export function endCheck(
  { assignment, officer, neighbourhood }: Held,
  untilOn: string,
  typed: Typed,
  asked: NotAgreed,
): Page {
  const href = neighbourhoodHref(assignment.neighbourhood);
  const { role } = assignment;
  return checkPage(asked, {
    caption: neighbourhood,
    heading: 'Check the last day',
    title: `Check the last day of an assignment in ${neighbourhood}`,
    rows: [
      ['Officer', `${officerText(officer, true)}, ${officer.collarNumber}`],
      ['Role', ROLE_LABELS[role]],
      ['Recorded now', sentence(daysText(assignment))],
      ['Last day', formatDay(untilOn)],
      ...coverageRow(assignment, untilOn, asked),
    ],
    typed,
    action: `${href}/assignments/${assignment.id}/end`,
    save: 'Save the last day',
    cancelHref: href,
  });
}

/** What coverage says of the days that the assignment loses; of days that are lost to coverage every check page says it. */
function coverageRow(
  assignment: HeldAssignment,
  untilOn: string,
  { consequences }: NotAgreed,
): [string, string][] {
  const { coverage } = consequences;
  if (coverage.some(({ lost }) => lost.length > 0)) return [];
  if (!coversAPlace(assignment.role))
    return [['Coverage', 'Does not change: coverage does not ask for this role']];
  if (assignment.untilOn !== null && assignment.untilOn <= untilOn) return [['Coverage', 'Loses no day']];
  const days = { fromOn: addDays(untilOn, 1), untilOn: assignment.untilOn };
  const after =
    coverage.find(({ neighbourhoodId }) => neighbourhoodId === assignment.neighbourhoodId)?.after ?? [];
  const states = statesWithin(after, days);
  return [['Coverage after it', states.length > 0 ? sentence(statesText(states)) : 'Loses no day']];
}

/** What somebody else saved meanwhile beside what was typed. */
function bothVersions({ untilOn }: HeldAssignment, typed: Typed): object {
  const yours = ['day', 'month', 'year']
    .map((part) => typed[`until-${part}`])
    .filter(Boolean)
    .join(' ');
  const there = untilOn === null ? 'Further notice' : formatDay(untilOn);
  return {
    caption: 'Both versions',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Field' }, { text: 'Saved meanwhile' }, { text: 'What you typed' }],
    rows: [[{ text: 'Last day' }, { text: there }, { text: yours || 'None' }]],
  };
}
