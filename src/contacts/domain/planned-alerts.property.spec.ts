import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type AlertedClock, decideAlerts, firstAlertAt, replanned } from './planned-alerts.js';
import type { ResponseStandard } from './response-standard.js';

/** Time is counted in quarters of an hour around due, which is 0. */
const dueAt = DateTime.fromISO('2026-10-25T00:30:00.000Z', { zone: 'utc' });
const instant = (quarter: number): DateTime => dueAt.plus({ minutes: 15 * quarter });

interface PlainRung {
  first: number;
  ofTarget: boolean;
  every: number | null;
  within: number | null;
}
type Deed = 'take up' | 'give back' | 'look';
interface History {
  rungs: PlainRung[];
  target: number | null;
  deeds: { at: number; deed: Deed }[];
}

const [FROM, UNTIL] = [-288, 204];
/** Half of all times lie on a grid, so that many of them meet at one instant. */
const time = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: Math.ceil(min / 12), max: Math.floor(max / 12) }).map((each) => 12 * each),
    fc.integer({ min, max }),
  );
const rung = fc.record<PlainRung>({
  first: time(-287, 120),
  ofTarget: fc.boolean(),
  every: fc.option(time(4, 60), { freq: 4 }),
  within: fc.option(time(1, 40), { freq: 2 }),
});
const histories = fc.record<History>({
  rungs: fc.array(rung, { minLength: 1, maxLength: 5 }),
  target: fc.option(time(-280, 0)),
  deeds: fc
    .array(
      fc.record({
        at: time(FROM, UNTIL),
        deed: fc.constantFrom<Deed>('look', 'look', 'look', 'take up', 'give back'),
      }),
      { maxLength: 40 },
    )
    .map((deeds) => [...deeds, { at: UNTIL, deed: 'look' as const }].sort((a, b) => a.at - b.at)),
});

/** What the product writes: a row once, as told or as gone by unsaid, whichever was first. */
function byTheProduct({ rungs, target, deeds }: History): Map<string, string> {
  const standard: ResponseStandard = {
    version: 'random',
    inForceFrom: '2025-07-01',
    handedOver: ['lead'],
    rungs: rungs.map(({ first, ofTarget, every, within }, index) => ({
      stage: `rung-${index}`,
      ...(ofTarget ? { hoursFromTarget: first / 4 } : { hoursFromDue: first / 4 }),
      ...(every !== null && { repeatEveryHours: every / 4 }),
      ...(within !== null && { takeUpWithinHours: within / 4 }),
      hears: ['lead'],
    })),
  };
  const clock: AlertedClock = {
    dueAt,
    targetAt: target === null ? null : instant(target),
    takenUpAt: null,
  };
  let nextAlertAt = firstAlertAt(clock, standard);
  const rows = new Map<string, string>();
  for (const { at, deed } of deeds) {
    const now = instant(at);
    if (deed === 'look') {
      if (!nextAlertAt || nextAlertAt > now) continue;
      const decision = decideAlerts({ ...clock, nextAlertAt }, standard, now);
      for (const [each, how] of [
        ...decision.superseded.map((one) => [one, 'gone by'] as const),
        ...(decision.raise ? [[decision.raise, 'told'] as const] : []),
      ]) {
        const minutes = each.plannedAt.diff(dueAt, 'minutes').minutes;
        const key = `${each.stage} ${each.occurrence} ${each.step} at ${minutes / 15}`;
        if (!rows.has(key)) rows.set(key, how);
      }
      nextAlertAt = decision.nextAlertAt;
    } else {
      const since = deed === 'take up' ? now : (clock.takenUpAt ?? now);
      clock.takenUpAt = deed === 'take up' ? now : null;
      nextAlertAt = replanned({ ...clock, nextAlertAt }, standard, since, now);
    }
  }
  return rows;
}

/** The same by walking through time, a quarter of an hour at a time. */
function byWalking({ rungs, target, deeds }: History): Map<string, string> {
  const rows = new Map<string, string>();
  const starts = rungs.map(({ first, ofTarget }) =>
    ofTarget ? (target === null ? null : target + first) : first,
  );
  const speaks = (index: number, at: number): boolean => {
    const start = starts[index]!;
    if (start === null || at < start) return false;
    return at === start || (rungs[index]!.every !== null && (at - start) % rungs[index]!.every === 0);
  };
  interface Said {
    index: number;
    occurrence: number;
    step: number;
    at: number;
  }
  const counts = rungs.map(() => 0);
  /** The last time each rung spoke, and the one that counts: the last of all. */
  const spoke: (Said | undefined)[] = rungs.map(() => undefined);
  let counting: Said | undefined;
  const calls: Said[] = [];
  let takenUp: number | null = null;
  let owedFrom = -Infinity;
  let next = 0;
  for (let at = FROM - 600; at <= UNTIL; at += 1) {
    rungs.forEach((_, index) => {
      if (!speaks(index, at)) return;
      counts[index]! += 1;
      spoke[index] = { index, occurrence: counts[index]!, step: 0, at };
      counting = spoke[index];
      calls.splice(0);
    });
    if (counting) {
      // Whose turn is it if nobody takes it up? One rung after the other, each so long after the one before.
      const [{ index, at: spokeAt }, step] = [counting, calls.length];
      const waits = rungs.slice(index, index + step + 1).map(({ within }) => within);
      const called = index + step < rungs.length - 1 && waits.every((within) => within !== null);
      if (called && at === spokeAt + waits.reduce<number>((sum, within) => sum + within!, 0)) {
        calls.push({ ...counting, step: step + 1, at });
      }
    }
    for (; next < deeds.length && deeds[next]!.at === at; next += 1) {
      const { deed } = deeds[next]!;
      if (deed === 'take up') takenUp = at;
      if (deed === 'give back') {
        if (takenUp !== null) owedFrom = Math.min(owedFrom, takenUp);
        takenUp = null;
      }
      if (deed !== 'look') continue;
      const had = takenUp !== null && counting !== undefined && takenUp >= counting.at;
      const owed = [...spoke.filter((said) => said !== undefined), ...(had ? [] : calls)]
        .filter((said) => said.at > owedFrom)
        .sort((a, b) => a.at - b.at || a.index - b.index || a.step - b.step);
      owed.forEach(({ index, occurrence, step, at: planned }, place) => {
        const key = `rung-${index} ${occurrence} ${step} at ${planned}`;
        if (!rows.has(key)) rows.set(key, place === owed.length - 1 ? 'told' : 'gone by');
      });
      owedFrom = at;
    }
  }
  return rows;
}

it('any history of looking, taking up and giving back says what walking through time says', () => {
  fc.assert(
    fc.property(histories, (history) => {
      expect([...byTheProduct(history)].sort()).toEqual([...byWalking(history)].sort());
    }),
    { numRuns: 3_000 },
  );
});
