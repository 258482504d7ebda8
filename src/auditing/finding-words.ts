import type { ChainReport } from '../audit/chain/verify-chain.js';

/** What does not fit, with the entry it is about, in one line. */
export function findingText({ kind, entryId, position }: ChainReport['findings'][number]): string {
  const place = `position ${position}`;
  switch (kind) {
    case 'altered':
      return `Entry ${entryId} (${place}) was altered, or changed places with another: it is not what was sealed.`;
    case 'removed':
      return `Entry ${entryId} (${place}) was removed from the log.`;
    case 'inserted':
      return `Entry ${entryId} was inserted, or its link was removed: everything of its time is sealed, and it is not.`;
    case 'out-of-turn':
      return `Entry ${entryId} (${place}) was inserted later than its number says.`;
    case 'link-removed':
      return `The link at ${place} was removed from the chain.`;
    case 'progress-lost':
      return `The note of how far the sealing has come was removed or set back: the chain goes on to ${place}.`;
    case 'head-differs':
      return `Entry ${entryId} (${place}) or one before it was altered together with the chain: a published head says otherwise.`;
    case 'tail-removed':
      return `The end of the log was removed: a published head is of ${place}, which is no longer there.`;
    case 'unfindable':
      return `Entry ${entryId} (${place}) was hidden from the auditor's pages: what it is found by is missing.`;
  }
}
