import type { DateTime } from 'luxon';
import type { IssuedDocument } from './issued-document.js';

/** What the force said about an earlier version, and nobody has saved since it was taken over into the draft. */
export interface CarriedCommentary {
  /** Of its exception. */
  key: string;
  /** The version that it is from; null if that is an earlier one than the version to be replaced. */
  version: number | null;
  /** How the exception read there. */
  words: string | null;
  /** Does the exception read otherwise now? Then somebody has to read the commentary before it is issued. */
  isToReview: boolean;
}

interface Said {
  key: string;
  /** Of the commentary in this draft: 1 until it is saved again. */
  version: number;
  text: string;
  writtenAt: DateTime;
}

/**
 * The commentaries of a draft that were taken over from the version that it replaces, as they were: what was saved in the
 * draft, changed or not, was read.
 * @param exceptions what the draft is commented on; what was said about any other is not issued
 * @param replaced null of a first version, which takes nothing over
 */
export function carriedCommentaries(
  said: readonly Said[],
  exceptions: readonly { key: string; words: string }[],
  draft: { begunAt: DateTime },
  replaced: Pick<IssuedDocument, 'version' | 'commentaries'> | null,
): CarriedCommentary[] {
  if (!replaced) return [];
  const issued = new Map(replaced.commentaries.map((each) => [each.exception, each]));
  const now = new Map(exceptions.map(({ key, words }) => [key, words]));
  return said.flatMap(({ key, version, text, writtenAt }) => {
    const words = issued.get(key)?.words ?? null;
    // One that was not issued with that version, as its exception was none there, was written before this draft was begun.
    const isTakenOver = version === 1 && (words !== null || writtenAt < draft.begunAt);
    if (!isTakenOver || text === '' || !now.has(key)) return [];
    const from = words === null ? null : replaced.version;
    return [{ key, version: from, words, isToReview: words !== now.get(key) }];
  });
}
