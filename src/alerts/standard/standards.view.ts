import { formatDay } from '../../common/calendar.js';
import { type ResponseStandard, standardOn } from '../../contacts/domain/response-standard.js';
import { choiceField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { FieldError } from '../../common/errors.js';
import type { ForceStandards } from './standard-changes.service.js';
import { listenersText, stageHeading, takeUpText, targetText, whenText } from './standard-wording.js';

const DONE: Record<string, string> = {
  applied: 'The version now applies to every waiting contact that you were shown',
  nothing: 'Every waiting contact runs under this version already; nothing was changed',
};

/** The versions that hold for the force, and the choice of one for what waits, as component parameters. */
export function standardsView(
  { versions, counts, todayOn }: ForceStandards,
  { done, errors }: { done: string | undefined; errors: readonly FieldError[] },
): object {
  const waiting = new Map(counts.map((one) => [one.version, one.waiting]));
  const current = standardOn(versions, todayOn).version;
  const inForce = versions.filter(({ inForceFrom }) => inForceFrom <= todayOn);
  const lost = counts.filter(({ version }) => !versions.some((known) => known.version === version));
  return {
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    lost: lost.map(({ version, waiting: count }) => ({
      text: `${contacts(count)} under version ${version}, which the force’s response standard does not have any more. Until it is put back or another version is applied, the version of the day they were sent speaks for them.`,
      iconFallbackText: 'Warning',
    })),
    versions: [...versions].reverse().map((standard) => ({
      name: standard.version,
      tag: tagOf(standard, current, todayOn),
      summary: {
        rows: Object.entries({
          'In force from': formatDay(standard.inForceFrom),
          Target: targetText(standard),
          'Who hears of a contact handed over': listenersText(standard.handedOver),
          'Waiting contacts': String(waiting.get(standard.version) ?? 0),
        }).map(([key, text]) => ({ key: { text: key }, value: { text } })),
      },
      table: rungsTable(standard),
    })),
    choice: choiceField(
      'to',
      'Which version shall apply to the contacts that wait?',
      Object.fromEntries(
        inForce.map(({ version, inForceFrom }) => [
          version,
          `${version}, in force from ${formatDay(inForceFrom)}`,
        ]),
      ),
      { to: current },
      formErrors(errors),
      { hint: { text: 'You see what changes before anything does. The 72 hours stay as they are.' } },
    ),
    button: { text: 'Check what changes' },
  };
}

const contacts = (count: number): string =>
  count === 1 ? '1 waiting contact runs' : `${count} waiting contacts run`;

function tagOf({ version, inForceFrom }: ResponseStandard, current: string, todayOn: string): object {
  if (version === current) return { text: 'In force', classes: 'govuk-tag--green' };
  return inForceFrom > todayOn
    ? { text: 'Not in force yet', classes: 'govuk-tag--blue' }
    : { text: 'Earlier', classes: 'govuk-tag--grey' };
}

function rungsTable(standard: ResponseStandard): object {
  return {
    caption: `Who hears when, by version ${standard.version}`,
    captionClasses: 'govuk-visually-hidden',
    classes: 'app-table--compact',
    head: ['Stage', 'When', 'Who hears', 'To be taken up'].map((text) => ({ text })),
    rows: standard.rungs.map((rung) => [
      { text: stageHeading(rung.stage) },
      { text: whenText(rung) },
      { text: listenersText(rung.hears) },
      { text: takeUpText(rung) },
    ]),
  };
}
