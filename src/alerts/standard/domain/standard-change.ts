import type { DateTime } from 'luxon';
import {
  type AlertedClock,
  decideAlerts,
  firstAlertAt,
  nextAlertAfter,
} from '../../../contacts/domain/planned-alerts.js';
import { HANDED_OVER, type ResponseStandard } from '../../../contacts/domain/response-standard.js';

/** An alert that somebody was told of. */
export interface SaidAlert {
  stage: string;
  occurrence: number;
  step: number;
  plannedAt: DateTime;
}

export interface MovedClock {
  /** When somebody must next be told under the other version; null if no rung lies ahead. */
  nextAlertAt: DateTime | null;
  /** The stage that is said by the next sweep, because it has gone by unsaid. */
  saidAtOnce: string | null;
  /**
   * By how much the numbers of what was said of a repeating stage go down: the version repeats it less often, and the
   * next time must not bear a number that was used.
   */
  renumbered: { stage: string; by: number }[];
}

/**
 * What a clock that waits is to be told under another version of the standard: "a rung of the new standard that went by
 * unsaid comes at once, and nothing already said under the same stage name is said again". Counted from the latest of
 * what was really said, or else from the first rung on. That a contact was handed over is said beside the rungs.
 * @param clock with the target that the version gives it
 */
export function moveTo(
  clock: AlertedClock,
  standard: ResponseStandard,
  said: readonly SaidAlert[],
  now: DateTime,
): MovedClock {
  const rungs = said.filter(({ stage }) => stage !== HANDED_OVER);
  const last = rungs
    .map(({ plannedAt }) => plannedAt)
    .sort((a, b) => +a - +b)
    .at(-1);
  const nextAlertAt = last ? nextAlertAfter(clock, standard, last) : firstAlertAt(clock, standard);
  const renumbered = last ? renumberedAt(clock, standard, rungs, last) : [];
  return { nextAlertAt, saidAtOnce: saidAtOnce(clock, standard, said, nextAlertAt, now), renumbered };
}

function saidAtOnce(
  clock: AlertedClock,
  standard: ResponseStandard,
  said: readonly SaidAlert[],
  nextAlertAt: DateTime | null,
  now: DateTime,
): string | null {
  if (!nextAlertAt || nextAlertAt > now) return null;
  const { raise } = decideAlerts({ ...clock, nextAlertAt }, standard, now);
  const repeats = standard.rungs.some(
    ({ stage, repeatEveryHours }) => stage === raise?.stage && repeatEveryHours,
  );
  const isSaid = said.some(
    ({ stage, occurrence, step }) =>
      stage === raise?.stage && occurrence === raise.occurrence && step === raise.step,
  );
  return raise && (repeats || !isSaid) ? raise.stage : null;
}

/** So many times each repeating stage would have been said by now; what was said beyond that is numbered down. */
function renumberedAt(
  clock: AlertedClock,
  standard: ResponseStandard,
  said: readonly SaidAlert[],
  last: DateTime,
): MovedClock['renumbered'] {
  return standard.rungs
    .filter(({ repeatEveryHours }) => repeatEveryHours !== undefined)
    .flatMap((rung) => {
      const used = said.filter(({ stage }) => stage === rung.stage).map(({ occurrence }) => occurrence);
      const only = { ...standard, rungs: [rung] };
      const first = firstAlertAt(clock, only);
      if (used.length === 0 || !first) return [];
      const passed =
        first > last ? 0 : decideAlerts({ ...clock, nextAlertAt: first }, only, last).raise!.occurrence;
      const by = Math.max(...used) - passed;
      return by > 0 ? [{ stage: rung.stage, by }] : [];
    });
}
