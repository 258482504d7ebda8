import type { GuardFinding } from '../audit/chain/verify-guards.js';
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

const STATES: Record<GuardFinding['state'], string> = {
  missing: 'is missing',
  off: 'is switched off',
  sometimes: 'does not act in every session that it was set up for',
  changed: 'is not what was set up',
};
const MEANINGS: Record<GuardFinding['means'], (table: string) => string> = {
  changes: (table) => `nothing refuses to change or remove rows of ${table}`,
  emptying: (table) => `nothing refuses to empty ${table}`,
  role: () => 'entries may lack the role in which a person acted',
  mails: () => 'mails may go out without an entry',
  progress: () => 'the note of how far the sealing has come can be removed, or begins anew',
};

/** What no longer keeps the log, and what that means, in one line. */
export function guardText({ table, trigger, state, means }: GuardFinding): string {
  return `The trigger ${trigger} on ${table} ${STATES[state]}: ${MEANINGS[means](table)}.`;
}
