import { createHash } from 'node:crypto';
import type { CoverageOutcome } from '../coverage/coverage-outcome.js';
import { lossTexts } from '../coverage/outcome-wording.js';

/** What a change does that a person should know before it is saved. */
export interface Consequences {
  /** Every neighbourhood of the force, before the change and after it. */
  coverage: readonly CoverageOutcome[];
  /** What else is to be known, and what coverage loses, without names. */
  warnings: readonly string[];
}

export function consequencesOf(coverage: readonly CoverageOutcome[], said: readonly string[]): Consequences {
  return { coverage, warnings: [...new Set([...said, ...coverage.flatMap(lossTexts)])] };
}

/** What a person agrees to on the check page: other consequences make another key. */
export function agreementKey({ warnings }: Consequences, facts: unknown): string {
  const text = JSON.stringify([facts, warnings]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The change was tried and taken back, because nobody has agreed to what it does. */
export class NotAgreed<T = unknown> extends Error {
  constructor(
    /** What the change gave before it was taken back. */
    readonly done: T,
    readonly consequences: Consequences,
    readonly key: string,
    /** Something else was agreed to before. */
    readonly isOther: boolean,
  ) {
    super('Nobody has agreed to what this change does.');
    this.name = 'NotAgreed';
  }
}
