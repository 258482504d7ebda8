import { formatDay } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { dateField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import type { Typed } from '../web/typed.js';
import { coversDay } from './domain/day-range.js';
import { namedRanksText, rankLabel } from './domain/rank.js';
import type { NeighbourhoodDetail } from './neighbourhood-queries.js';
import { neighbourhoodHref, officerText } from './officer-wording.js';
import { RANKS } from './ranks.js';

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
    officer: {
      id: 'collarNumber',
      name: 'collarNumber',
      label: { text: 'Who takes over?', classes: 'govuk-label--s' },
      hint: { text: `Officers of the force who may be named: ${namedRanksText(RANKS)}` },
      value: typed['collarNumber'] ?? '',
      items: [
        { value: '', text: 'Choose an officer' },
        ...choices.map(({ collarNumber, name, rank }) => ({
          value: collarNumber,
          text: `${name}, ${rankLabel(RANKS, rank)}, ${collarNumber}`,
        })),
      ],
      errorMessage: found.byField['collarNumber'],
    },
    from: dateField('from', 'First day', typed, found, {
      hint: { text: 'The present lead’s last day is the day before. For example, 27 3 2026' },
    }),
    button: { text: 'Replace from this day', preventDoubleClick: true },
    cancelHref: neighbourhoodHref(neighbourhood.code),
  };
}

function daysText(fromOn: string, untilOn: string | null): string {
  return `from ${formatDay(fromOn)} until ${untilOn ? formatDay(untilOn) : 'further notice'}`;
}
