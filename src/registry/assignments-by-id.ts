import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../common/new-id.js';
import {
  type AssignmentToPut,
  putAssignments,
  setDays,
  type StoredAssignment,
  takeOutAssignments,
} from './assignments-bulk.query.js';
import type { ChangesById, KeyedRow, RowRules } from './domain/assignment-plan-by-id.js';
import type { AssignmentRole } from './domain/assignment-role.js';

/** An assignment as it is to be, with the force's own id or known by what it is and its first day. */
export interface WantedById extends KeyedRow {
  neighbourhoodId: string;
  officerId: string;
  role: AssignmentRole;
}

/** Of a neighbourhood there is one lead on a day, and of an officer one role in it. */
export const ASSIGNMENT_RULES: RowRules<StoredAssignment, WantedById> = {
  isSameThing: (a, b) =>
    a.neighbourhoodId === b.neighbourhoodId && a.officerId === b.officerId && a.role === b.role,
  hasSameDetails: () => true,
  excludes: (a, b) => a.officerId === b.officerId || (a.role === 'lead' && b.role === 'lead'),
  placeOf: ({ neighbourhoodId }) => neighbourhoodId,
};

const BATCH = 1_000;

/**
 * Writes what the rows do, in the order in which no two exclude each other even for a moment; one that is taken out keeps
 * its id. Whoever calls this has named who changes the registry.
 * @returns those that are new, with their ids
 */
export async function storeById<Wanted extends WantedById>(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  { added, shrunk, grown, moved }: Omit<ChangesById<StoredAssignment, Wanted>, 'same' | 'untouched'>,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<(Wanted & AssignmentToPut)[]> {
  const total = added.length + shrunk.length + grown.length + moved.length;
  let done = 0;
  const inBatches = async <T>(rows: readonly T[], store: (batch: T[]) => Promise<void>): Promise<void> => {
    for (let start = 0; start < rows.length; start += BATCH) {
      const batch = rows.slice(start, start + BATCH);
      await store(batch);
      onProgress((done += batch.length), total);
    }
  };
  const takenOut = moved.map(({ held }) => held.id);
  const versions = await takeOutAssignments(manager, forceId, takenOut);
  for (const pairs of [shrunk, grown]) {
    await inBatches(pairs, (batch) =>
      setDays(
        manager,
        forceId,
        batch.map(({ held, wanted }) => ({ ...wanted, id: held.id })),
      ),
    );
  }
  const fresh = added.map((row) => ({ ...row, id: newId(), version: 1 }));
  const again = moved.map(({ held: { id }, wanted }) => ({
    ...{ ...wanted, id, version: (versions.get(id) ?? 0) + 1 },
  }));
  await inBatches([...again, ...fresh], (batch) => putAssignments(manager, forceId, at, batch));
  return fresh;
}
