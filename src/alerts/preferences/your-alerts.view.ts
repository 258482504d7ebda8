import type { FieldError } from '../../common/errors.js';
import { textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import type { OfficerToTell } from './alert-preferences.query.js';

const TIME = { classes: 'govuk-input--width-5', autocomplete: 'off', spellcheck: false };

interface PageState {
  typed: Typed;
  errors: readonly FieldError[];
  saved: boolean;
  /** May they set the digest times of teams? */
  setsTeams: boolean;
}

/** The page of somebody who is an officer. */
export function yourAlertsView(
  { dutyEmail, teamsDigestAt }: OfficerToTell,
  { typed, errors, saved, setsTeams }: PageState,
): object {
  const found = formErrors(errors);
  return {
    banner: saved && { type: 'success', text: 'Your times have been saved' },
    goesTo: dutyEmail ?? undefined,
    noAddress: dutyEmail === null && {
      text: 'The registry has no address for you, so no alert reaches you. Ask a force administrator to add one.',
      iconFallbackText: 'Warning',
    },
    quiet: {
      from: textField('quietFrom', 'From', typed, found, TIME),
      until: textField('quietUntil', 'Until', typed, found, TIME),
    },
    digest: textField('digestAt', 'Time of your digest', typed, found, {
      ...TIME,
      label: { text: 'Time of your digest', classes: 'govuk-label--m' },
      hint: {
        text: `On the 24-hour clock, such as 06:45. Leave it blank to get it at ${teamsDigestAt}, with your team.`,
      },
    }),
    button: { text: 'Save', preventDoubleClick: true },
    setsTeams,
  };
}

/** The fields as they stand before anything was typed. */
export const typedTimes = ({ quietFrom, quietUntil, digestAt }: OfficerToTell): Typed => ({
  quietFrom: quietFrom ?? '',
  quietUntil: quietUntil ?? '',
  digestAt: digestAt ?? '',
});
