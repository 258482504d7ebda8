import { formatDay } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { dateField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import type { Typed } from '../web/typed.js';
import { sentence, statesText } from './coverage/outcome-wording.js';
import { coversDay } from './domain/day-range.js';
import { namedRanksText } from './domain/rank.js';
import { ROLE_LABELS } from './domain/assignment-role.js';
import type { HandoverCheck } from './handover-check.js';
import type { NeighbourhoodDetail } from './neighbourhood-queries.js';
import { neighbourhoodHref, officerText } from './officer-wording.js';
import { RANKS } from './ranks.js';
import { officerField } from './registry-fields.js';

/** An officer whom a form lets choose. */
export interface Choice {
  collarNumber: string;
  name: string;
  rank: string;
}

/** The form on which the lead of a neighbourhood is handed over, as component parameters. */
export function namedOfficerView(
  { neighbourhood, assigned }: NeighbourhoodDetail,
  choices: readonly Choice[],
  state: { typed: Typed; errors: readonly FieldError[]; todayOn: string },
): object {
  const { typed, errors, todayOn } = state;
  const found = formErrors(errors);
  const leads = assigned.filter(
    ({ role, untilOn }) => role === 'lead' && (untilOn === null || untilOn >= todayOn),
  );
  return {
    name: neighbourhood.name,
    vacant: leads.length === 0,
    summary: {
      rows: leads.toReversed().map((lead) => ({
        key: { text: coversDay(lead, todayOn) ? 'Lead named officer now' : 'Lead recorded for later' },
        value: { text: `${officerText(lead, true)}, ${daysText(lead.fromOn, lead.untilOn)}` },
      })),
    },
    officer: officerField('Who takes over?', choices, typed, found, {
      hint: { text: `Officers of the force who may be named: ${namedRanksText(RANKS)}` },
    }),
    from: dateField('from', 'First day', typed, found, {
      hint: { text: 'The present lead’s last day is the day before. For example, 27 3 2026' },
    }),
    button: { text: 'Continue' },
    cancelHref: neighbourhoodHref(neighbourhood.code),
  };
}

/** What a handover would do, said before it is saved: who ends when, who begins, gaps, alerts, warnings. */
export function handoverCheckView(
  { neighbourhood, assigned }: NeighbourhoodDetail,
  { handover, officer, vacant, warnings, coverage }: HandoverCheck,
  { typed, agreedTo }: { typed: Typed; agreedTo: string },
): object {
  if (handover.kind !== 'replaced') throw new RangeError('Nothing would change.');
  const { start, before, ended, removed, successor } = handover;
  const whois = (id: string): string => {
    const found = assigned.find(({ assignmentId }) => assignmentId === id);
    return found ? officerText(found, true) : 'An officer';
  };
  const newLead = officerText(officer, true);
  const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
  const hidden = Object.entries(typed)
    .filter(([name]) => name === 'collarNumber' || name.startsWith('from-'))
    .map(([name, value]) => ({ name, value }));
  return {
    name: neighbourhood.name,
    summary: {
      rows: [
        ...ended.map(({ assignment, untilOn }) =>
          row('Ends', `${whois(assignment.id)}, as ${roleText(assignment.role)}, on ${formatDay(untilOn)}`),
        ),
        ...removed.map(({ id, role, fromOn }) =>
          row('Is taken out', `${whois(id)}, as ${roleText(role)} from ${formatDay(fromOn)}`),
        ),
        row('Begins', `${newLead}, as lead named officer, ${daysText(start.fromOn, start.untilOn)}`),
        ...(successor
          ? [row('Follows', `${whois(successor.id)}, as recorded, from ${formatDay(successor.fromOn)}`)]
          : []),
        row('Two leads on a day', 'On no day'),
        row('Coverage then', sentence(statesText(coverage))),
        row('Days without a lead', vacant.length === 0 ? 'None' : vacant.map(gapText).join('; ')),
        row(
          'Alerts',
          before
            ? `From ${formatDay(start.fromOn)} alerts about contacts here go to ${newLead}, no longer to ${whois(before.id)}. Other roles hear of them as before.`
            : `From ${formatDay(start.fromOn)} alerts about contacts here go to ${newLead} too.`,
        ),
      ],
    },
    warnings: warnings.map((text) => ({ text, iconFallbackText: 'Warning' })),
    hidden,
    agreedTo,
    saveButton: { text: 'Replace the lead named officer', preventDoubleClick: true },
    changeButton: { text: 'Change', classes: 'govuk-button--secondary', name: 'step', value: 'change' },
    cancelHref: neighbourhoodHref(neighbourhood.code),
  };
}

const roleText = (role: keyof typeof ROLE_LABELS): string => ROLE_LABELS[role].toLowerCase();

function gapText({ fromOn, untilOn }: { fromOn: string; untilOn: string | null }): string {
  return untilOn === fromOn ? formatDay(fromOn) : daysText(fromOn, untilOn);
}

function daysText(fromOn: string, untilOn: string | null): string {
  return `from ${formatDay(fromOn)} until ${untilOn ? formatDay(untilOn) : 'further notice'}`;
}
