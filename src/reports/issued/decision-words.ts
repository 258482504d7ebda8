import type { DecisionKind } from './issued-document.js';

/** How a decision reads. */
export const DECISION_WORDS: Readonly<Record<DecisionKind, string>> = {
  assured: 'Assured',
  'partly-assured': 'Partly assured',
  'not-assured': 'Not assured',
};

export const decisionWords = (decision: string): string =>
  Object.hasOwn(DECISION_WORDS, decision) ? DECISION_WORDS[decision as DecisionKind] : decision;
