import type { DateTime } from 'luxon';
import { formatShort } from '../../common/calendar.js';
import { stageName } from '../../contacts/alert-wording.js';
import { renderTemplate } from '../../web/templates.js';
import type { ClockChange } from './clock-changes.js';
import type { StandardPreview } from './standard-changes.service.js';

/** More examples than these nobody compares. */
export const EXAMPLES = 20;

/** What applying a version would change, as component parameters. */
export function standardPreviewView({ standard, changes, fingerprint, now }: StandardPreview): object {
  const atOnce = changes.filter(({ moved }) => moved.saidAtOnce !== null);
  return {
    version: standard.version,
    nothing: changes.length === 0,
    summary: { rows: summaryLines(changes).map(([key, text]) => ({ key: { text: key }, value: { text } })) },
    warning: atOnce.length > 0 && {
      text: `Alerts about ${atOnce.length === 1 ? '1 contact' : `${atOnce.length} contacts`} go out at once, because their time has passed unsaid. Each person gets one mail.`,
      iconFallbackText: 'Warning',
    },
    examples: changes.length > 0 && examplesTable(changes.slice(0, EXAMPLES), now),
    shown: changes.length > EXAMPLES ? `The ${EXAMPLES} with the least time left of ${changes.length}.` : '',
    fingerprint,
    apply: { text: 'Apply to waiting contacts', preventDoubleClick: true },
  };
}

/** The counts, by what they count. */
export function summaryLines(changes: readonly ClockChange[]): [key: string, text: string][] {
  const differs = changes.filter(({ clock, targetAt }) => +(clock.targetAt ?? 0) !== +(targetAt ?? 0));
  const count = (which: (change: ClockChange) => boolean): number => differs.filter(which).length;
  const targets = Object.entries({
    new: count(({ clock }) => !clock.targetAt),
    earlier: count(
      ({ clock, targetAt }) => clock.targetAt !== null && targetAt !== null && targetAt < clock.targetAt,
    ),
    later: count(
      ({ clock, targetAt }) => clock.targetAt !== null && targetAt !== null && targetAt > clock.targetAt,
    ),
    'taken away': count(({ targetAt }) => !targetAt),
  }).filter(([, number]) => number > 0);
  return [
    [
      'Waiting contacts that change',
      `${changes.length}${changes.length > 0 ? ` (${counted(changes, ({ clock }) => `from version ${clock.standardVersion}`)})` : ''}`,
    ],
    ['Targets', targets.map(([how, number]) => `${number} ${how}`).join(', ') || 'None changes'],
    ['Due times', 'None changes'],
    [
      'Alerts that go out at once',
      counted(changes, ({ moved }) => moved.saidAtOnce && stageName(moved.saidAtOnce)) || 'None',
    ],
    [
      'Contacts that get no further alerts',
      String(changes.filter(({ clock, moved }) => clock.nextAlertAt && !moved.nextAlertAt).length),
    ],
    [
      'Raised alerts that are withdrawn before anybody was told',
      String(changes.reduce((sum, { clock }) => sum + clock.pending, 0)),
    ],
  ];
}

/** `3 due now, 12 overdue`: how many there are of each, the most first. */
function counted(changes: readonly ClockChange[], of: (change: ClockChange) => string | null): string {
  const counts = new Map<string, number>();
  for (const change of changes) {
    const name = of(change);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .map(([name, number]) => `${number} ${name}`)
    .join(', ');
}

function examplesTable(changes: readonly ClockChange[], now: DateTime): object {
  const none = 'None';
  const instant = (at: DateTime | null): string => (at ? formatShort(at) : none);
  return {
    caption: `Examples, as at ${formatShort(now)}; times are local`,
    captionClasses: 'govuk-visually-hidden',
    classes: 'app-table--compact',
    head: ['Contact', 'Due', 'Target now', 'Target then', 'Next alert now', 'Next alert then'].map(
      (text) => ({ text }),
    ),
    rows: changes.map(({ clock, targetAt, moved }) => [
      {
        html: renderTemplate('partials/link', {
          href: `/contacts/${clock.reference}`,
          text: clock.reference,
        }),
        classes: 'app-unbroken',
      },
      { text: formatShort(clock.dueAt) },
      { text: instant(clock.targetAt) },
      { text: instant(targetAt) },
      { text: instant(clock.nextAlertAt) },
      { text: moved.saidAtOnce ? `At once: ${stageName(moved.saidAtOnce)}` : instant(moved.nextAlertAt) },
    ]),
  };
}
