import type { DateTime } from 'luxon';

interface Duplicate {
  id: string;
  dueAt: DateTime | null;
  stoppedAt: DateTime | null;
  outOfScopeAt: DateTime | null;
  addressFailedAt: DateTime | null;
}

/**
 * Of two contacts that are the same person's same query, the one to take out of scope: the later one, so that "the
 * earliest unanswered deadline lives on". A sentence instead if the two cannot be joined.
 */
export function laterOfDuplicates<T extends Duplicate>(one: T, other: T): T | string {
  if (one.id === other.id) return 'A contact is no duplicate of itself; enter the other one’s reference';
  if (!one.dueAt || !other.dueAt) return 'One of the two has no 72-hour clock; they cannot be joined';
  if (one.outOfScopeAt || other.outOfScopeAt) return 'One of the two is out of scope; bring it back first';
  if (one.stoppedAt || other.stoppedAt) {
    return 'One of the two has been answered; record that answer on the other as well';
  }
  if (one.addressFailedAt || other.addressFailedAt) {
    return 'The only address of one of the two has failed; answer the other, and record that answer on both';
  }
  return one.dueAt > other.dueAt || (+one.dueAt === +other.dueAt && one.id > other.id) ? one : other;
}
