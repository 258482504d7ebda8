import type { DateTime } from 'luxon';
import { formatInstant } from '../../common/calendar.js';
import type { PlannedAlert } from '../../contacts/domain/planned-alerts.js';
import type { ExplainedClock, ExplainedEvent } from './explained.js';

type EndedClock = Pick<ExplainedClock, 'stoppedAt' | 'outOfScopeAt' | 'addressFailedAt'>;

/** Since when is no answer owed any more? Null if one is. */
export const endOf = ({ stoppedAt, outOfScopeAt, addressFailedAt }: EndedClock): DateTime | null =>
  stoppedAt ?? outOfScopeAt ?? addressFailedAt;

/** Why a planned moment has no alert. */
export function unraisedText(moment: PlannedAlert, clock: ExplainedClock, now: DateTime): string {
  const { events } = clock;
  const { plannedAt, step, stage } = moment;
  if (clock.isHistory) return 'not raised: history is told to nobody';
  const end = endOf(clock);
  if (end && plannedAt > end) return `not reached: ${endText(clock)} on ${formatInstant(end)}`;
  const taken = step > 0 ? takenUpAt(moment, events) : null;
  if (taken) return `not called: taken up on ${formatInstant(taken.at)} by ${taken.by}`;
  const after = step > 0 ? takenUpUnseen(moment, clock, events) : null;
  if (after) {
    return `due, and not looked at before it was taken up on ${formatInstant(after.at)} by ${after.by}, who hears alone until the next rung`;
  }
  if (plannedAt > now) {
    return step > 0 ? 'still to come, if nobody has taken it up by then' : 'still to come';
  }
  if (clock.nextAlertAt && clock.nextAlertAt <= plannedAt) return 'due, and raised by the next sweep';
  const since = events.findLast(({ kind, at }) => kind === 'standard-changed' && at > plannedAt);
  if (since) return `not planned then: this version speaks for it since ${formatInstant(since.at)}`;
  const again = clock.alerts.find((alert) => alert.stage === stage && alert.occurrence > moment.occurrence);
  if (again) return `gone by unsaid: time ${again.occurrence} tells of it as well`;
  const later = clock.alerts.find((alert) => alert.plannedAt > plannedAt && alert.raisedAt >= plannedAt);
  if (later) return `gone by unsaid: a later stage was raised on ${formatInstant(later.raisedAt)}`;
  if (end && clock.begunAt && end < clock.begunAt)
    return `not raised: alerts are told here since ${formatInstant(clock.begunAt)}, and it was over by then`;
  return 'not raised, and nothing on record says why';
}

function endText({ stoppedAt, outOfScopeAt }: EndedClock): string {
  if (stoppedAt) return 'answered';
  return outOfScopeAt ? 'taken out of scope' : 'the only address failed';
}

/** Who had it in hand when a step would have called the next rung, if they took it up after their rung first spoke? */
function takenUpAt(
  { plannedAt, rungAt }: PlannedAlert,
  events: readonly ExplainedEvent[],
): ExplainedEvent | null {
  const last = events.findLast(
    ({ kind, at }) => ['taken-up', 'given-back', 'handed-over'].includes(kind) && at <= plannedAt,
  );
  return last?.kind === 'taken-up' && last.at >= rungAt ? last : null;
}

/** Who took it up when a step was due already and no sweep had come by since? */
function takenUpUnseen(
  { plannedAt, rungAt }: PlannedAlert,
  { alerts }: ExplainedClock,
  events: readonly ExplainedEvent[],
): ExplainedEvent | null {
  const next = events.find(({ at }) => at > plannedAt);
  const isSeen = alerts.some(({ raisedAt }) => raisedAt >= plannedAt && next && raisedAt <= next.at);
  return next?.kind === 'taken-up' && next.at >= rungAt && !isSeen ? next : null;
}
