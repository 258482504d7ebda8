import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf, type Period } from '../common/calendar.js';
import { gapsWithin } from '../registry/coverage/coverage.js';
import { coverageDays, type MeasuredForce, type MeasuredPeriod } from './measured-period.js';
import type { MeasuredGap } from './measures/measure.js';

/**
 * The same periods, with every gap knowing since when it has lasted: those that were there when a period began reach back
 * before it, though not before the figures of the force begin. Asked once for all periods, and not at all if none did.
 * @param periods in the order of what was measured
 */
export async function withWholeGaps<Measured extends readonly Pick<MeasuredPeriod, 'coverage'>[]>(
  manager: EntityManager,
  { id, startsOn }: MeasuredForce,
  measured: Measured,
  periods: readonly Period[],
  cutOffAt: DateTime,
): Promise<Measured> {
  const firstDays = measured.map((_, at) => coverageDays(periods[at]!, startsOn, cutOffAt).fromOn);
  const reachBack = firstDays.filter((firstOn, at) =>
    measured[at]!.coverage.some(({ gaps }) => gaps.some(({ fromOn }) => fromOn === firstOn)),
  );
  const [fromOn] = reachBack.toSorted();
  const toOn = reachBack.toSorted().at(-1);
  if (!fromOn || !toOn) return measured;
  const whole = await gapsWithin(manager, id, { fromOn, toOn, todayOn: localDayOf(cutOffAt) });
  return measured.map((period, at) => {
    const firstOn = firstDays[at]!;
    const since = new Map(
      whole
        .filter((gap) => gap.sinceOn <= firstOn && (gap.toOn === null || gap.toOn >= firstOn))
        .map(({ neighbourhoodId, sinceOn }) => [neighbourhoodId, sinceOn]),
    );
    const coverage = period.coverage.map((each) => ({
      ...each,
      gaps: each.gaps.map((gap): MeasuredGap => {
        const sinceOn = gap.fromOn === firstOn ? (since.get(each.id) ?? gap.fromOn) : gap.fromOn;
        return { ...gap, sinceOn };
      }),
    }));
    return { ...period, coverage };
  }) as unknown as Measured;
}
