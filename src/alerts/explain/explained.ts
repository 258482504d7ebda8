import type { DateTime } from 'luxon';
import type { PlannedAlert } from '../../contacts/domain/planned-alerts.js';
import type { ResponseStandard } from '../../contacts/domain/response-standard.js';
import type { Heard } from './domain/would-hear.js';

/** Somebody an alert went to, or who was passed over; instants as ISO texts. Collar numbers, codes and ids: no name. */
export interface ExplainedRecipient {
  kind: string;
  label: string;
  /** What they were to the place on that day, such as `lead of S1`. */
  roles: string[];
  skipped: string | null;
  mailId: string | null;
  heldUntil: string | null;
  notBefore: string | null;
  attempts: number | null;
  sentAt: string | null;
  deadAt: string | null;
  withdrawnAt: string | null;
  lastError: string | null;
}

export interface ExplainedAlert {
  stage: string;
  occurrence: number;
  step: number;
  plannedAt: DateTime;
  raisedAt: DateTime;
  climbed: number;
  dispatchedAt: DateTime | null;
  supersededAt: DateTime | null;
  withdrawnAt: DateTime | null;
  withdrawnReason: string | null;
  recipients: ExplainedRecipient[];
}

export interface ExplainedEvent {
  at: DateTime;
  recordedAt: DateTime;
  kind: string;
  by: string;
  facts: Record<string, string> | null;
}

export interface ExplainedClock {
  /** When it was known here: the receipt of the contact, or of a further question when its clock began. */
  knownAt: DateTime;
  /** Did a further question after an answer start it? */
  isFurther: boolean;
  startedAt: DateTime;
  dueAt: DateTime;
  targetAt: DateTime | null;
  standardVersion: string;
  stoppedAt: DateTime | null;
  outOfScopeAt: DateTime | null;
  outOfScopeReason: string | null;
  outOfScopeConfirmedAt: DateTime | null;
  addressFailedAt: DateTime | null;
  nextAlertAt: DateTime | null;
  /** When the first sweep ever told anybody of this force; null before it. */
  begunAt: DateTime | null;
  takenUpAt: DateTime | null;
  takenUpBy: string | null;
  alerts: ExplainedAlert[];
  /** What else happened that its alerts follow from. */
  events: ExplainedEvent[];
  /** The version that speaks for it: its own, or that of its day if the file has lost it. */
  standard: ResponseStandard;
  /** Was it due before the day from which alerts are raised? */
  isHistory: boolean;
  /** What the next look at it will say, and who would hear that if it were now. */
  next: { planned: PlannedAlert; heard: Heard } | null;
}

export interface ExplainedContact {
  reference: string;
  code: string;
  name: string;
  clocks: ExplainedClock[];
}
