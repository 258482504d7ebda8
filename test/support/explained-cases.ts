import { DateTime } from 'luxon';
import type { ResponseStandard } from '../../src/contacts/domain/response-standard.js';
import type {
  ExplainedAlert,
  ExplainedClock,
  ExplainedEvent,
  ExplainedRecipient,
} from '../../src/alerts/explain/explained.js';
import { explanationLines } from '../../src/alerts/explain/explanation.js';

/** What the specs of explaining begin with: a contact of square S1 that is due on 4 June 2026. */
export const at = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
export const START = at('2026-06-01T12:00:00.000Z');
export const DUE = at('2026-06-04T12:00:00.000Z');
export const DAY = at('2026-06-03T12:00:00.000Z');
const standard: ResponseStandard = {
  version: 'test',
  inForceFrom: '2025-07-01',
  rungs: [
    { stage: 'due-in-24-hours', hoursFromDue: -24, hears: ['lead'], takeUpWithinHours: 4 },
    { stage: 'due', hoursFromDue: 0, hears: ['supervisor'] },
    { stage: 'overdue', hoursFromDue: 24, repeatEveryHours: 24, hears: ['force-admin'] },
  ],
  handedOver: ['lead'],
};
export const clock = (changes: Partial<ExplainedClock> = {}): ExplainedClock => ({
  knownAt: START,
  isFurther: false,
  startedAt: START,
  dueAt: DUE,
  targetAt: null,
  standardVersion: 'test',
  stoppedAt: null,
  outOfScopeAt: null,
  outOfScopeReason: null,
  outOfScopeConfirmedAt: null,
  addressFailedAt: null,
  nextAlertAt: DAY,
  begunAt: START,
  takenUpAt: null,
  takenUpBy: null,
  alerts: [],
  events: [],
  standard,
  isHistory: false,
  next: null,
  ...changes,
});
export const alert = (changes: Partial<ExplainedAlert> = {}): ExplainedAlert => ({
  stage: 'due-in-24-hours',
  occurrence: 1,
  step: 0,
  plannedAt: DAY,
  raisedAt: DAY,
  climbed: 0,
  dispatchedAt: DAY,
  supersededAt: null,
  withdrawnAt: null,
  withdrawnReason: null,
  recipients: [],
  ...changes,
});
export const lead = (changes: Partial<ExplainedRecipient> = {}): ExplainedRecipient => ({
  kind: 'officer',
  label: 'officer 1',
  roles: ['lead of S1'],
  skipped: null,
  mailId: 'a-mail',
  heldUntil: null,
  notBefore: '2026-06-03T12:00:00+00:00',
  attempts: 1,
  sentAt: '2026-06-03T12:00:14+00:00',
  deadAt: null,
  withdrawnAt: null,
  lastError: null,
  ...changes,
});

export const explained = (one: ExplainedClock, now: DateTime, events: ExplainedEvent[] = []): string[] =>
  explanationLines(
    { reference: 'NCK-47M-TXR', code: 'S1', name: 'Square S1', clocks: [{ ...one, events }] },
    'force.example',
    now,
  );
/** The lines below the heading of a moment. */
export const below = (lines: string[], heading: RegExp): string[] => {
  const from = lines.findIndex((line) => heading.test(line));
  if (from < 0) throw new Error(`No line ends with ${heading.source}: ${lines.join('\n')}`);
  const rest = lines.slice(from + 1);
  return rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith('  ')),
    )
    .map((line) => line.trim());
};
