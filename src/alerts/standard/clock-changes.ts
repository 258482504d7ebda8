import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { ResponseStandard } from '../../contacts/domain/response-standard.js';
import type { ResponseStandards } from '../../contacts/response-standards.js';
import { type MovedClock, moveTo } from './domain/standard-change.js';
import type { ClockToStore } from './store-change.query.js';
import { type WaitingClock, waitingUnderOthers } from './waiting-clocks.query.js';

/** One waiting clock as it is, and as it would be under another version. */
export interface ClockChange {
  clock: WaitingClock;
  targetAt: DateTime | null;
  moved: MovedClock;
}

/** What this version changes for the waiting clocks of the force that run under others, or for these of them. */
export async function changesTo(
  manager: EntityManager,
  standards: ResponseStandards,
  forceId: string,
  standard: ResponseStandard,
  now: DateTime,
  ids: readonly string[] | null = null,
): Promise<ClockChange[]> {
  const clocks = await waitingUnderOthers(manager, forceId, standard.version, ids);
  return clocks.map((clock) => {
    const targetAt = standards.targetAt(standard, clock.startedAt, clock.dueAt);
    const said = clock.said.map((one) => ({
      ...one,
      plannedAt: DateTime.fromISO(one.plannedAt, { zone: 'utc' }),
    }));
    const moved = moveTo({ ...clock, targetAt }, standard, said, now);
    // History stays untold.
    const untold = standards.isHistory(clock.dueAt) && { nextAlertAt: null, saidAtOnce: null };
    return { clock, targetAt, moved: { ...moved, ...untold } };
  });
}

/** What a person agreed to: this version in these words, for these clocks, with these targets. */
export function fingerprintOf(standard: ResponseStandard, changes: readonly ClockChange[]): string {
  const each = changes
    .map(({ clock, targetAt }) =>
      [clock.id, clock.standardVersion, clock.targetAt?.toMillis(), targetAt?.toMillis()].join(' '),
    )
    .sort();
  return createHash('sha256')
    .update(JSON.stringify([standard, each]))
    .digest('hex');
}

/** The change as it is written down; on the timeline and in the audit stand codes and instants. */
export function changeToStore(version: string, { clock, targetAt, moved }: ClockChange): ClockToStore {
  return {
    id: clock.id,
    contactId: clock.contactId,
    targetAt,
    nextAlertAt: moved.nextAlertAt,
    renumbered: moved.renumbered,
    facts: {
      from: clock.standardVersion,
      to: version,
      ...(clock.targetAt && { targetWas: clock.targetAt.toUTC().toISO()! }),
      ...(targetAt && { targetIs: targetAt.toUTC().toISO()! }),
    },
  };
}
