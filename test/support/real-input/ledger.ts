import { dueOf, isReachable } from './contacts.js';
import type { Action, ContactInput, Story } from './story.js';

/** What is known of one contact at a moment of the story. */
export interface Entry {
  contact: ContactInput;
  received: boolean;
  /** Null: without any address there is no clock. */
  due: number | null;
  answers: { respondedAt: number; recordedAt: number }[];
  /** When the officer sent an answer that the mail server does not have yet. */
  sending: number | null;
  out: { at: number; reason: string; confirmed: boolean } | null;
}

export const newLedger = ({ contacts }: Story): Entry[] =>
  contacts.map((contact) => ({
    contact,
    received: false,
    due: isReachable(contact) ? dueOf(contact) : null,
    answers: [],
    sending: null,
    out: null,
  }));

/** Write one deed into the ledger. What a tick sends is `mailsOfTick`'s. */
export function write(ledger: Entry[], action: Action): void {
  if (action.kind === 'tick' || action.kind === 'report' || action.kind === 'review') return;
  const entry = ledger[action.n]!;
  switch (action.kind) {
    case 'receive':
      entry.received = true;
      break;
    case 'respond':
      entry.answers.push({ respondedAt: action.respondedAt, recordedAt: action.at });
      break;
    case 'send-answer':
      entry.sending = action.at;
      break;
    case 'take-out':
      takenOut(ledger, action).out = { at: action.at, reason: action.reason, confirmed: false };
      break;
    case 'bring-back':
      entry.out = null;
      break;
    case 'confirm':
      entry.out!.confirmed = true;
      break;
  }
}

/** "The earliest unanswered deadline lives on": of two that are one query, the one due later goes. */
export function takenOut(ledger: Entry[], action: { n: number; duplicateOf?: number }): Entry {
  const one = ledger[action.n]!;
  if (action.duplicateOf === undefined) return one;
  const other = ledger[action.duplicateOf]!;
  return one.due! > other.due! ? one : other;
}

/** The first answer that happened stops the clock, whatever the order of writing down. */
export function stopOf({ answers }: Entry): { respondedAt: number; recordedAt: number } | null {
  return [...answers].sort((a, b) => a.respondedAt - b.respondedAt || a.recordedAt - b.recordedAt)[0] ?? null;
}

/** Out of the figures: taken out by due, or later and confirmed. */
export const isOut = ({ out, due }: Entry): boolean => out !== null && (out.at <= due! || out.confirmed);

/** Somebody still owes an answer. */
export const isWaiting = (entry: Entry): boolean =>
  entry.received && entry.due !== null && entry.answers.length === 0 && entry.out === null;

/** What the product must call it. */
export function stateOf(entry: Entry, now: number): string {
  if (entry.due === null) return 'no-reply-possible';
  if (isOut(entry)) return 'out-of-scope';
  const stop = stopOf(entry);
  if (stop) return stop.respondedAt <= entry.due ? 'met' : 'answered-late';
  return now > entry.due ? 'overdue' : 'open';
}
