import { OUT_OF_SCOPE_REASONS, type OutOfScopeReason } from '../../contacts/domain/clock-state.js';
import { forReason } from './clock-code.js';
import { BY_EVERYTHING, type ClockMeasure } from './measure.js';

const clause =
  'Taking out of scope is a person’s decision with a reason, counted apart by reason. After the due instant it stays missed, unless a supervisor who did not hold it confirms.';

export const OUT_OF_SCOPE: ClockMeasure = {
  kind: 'clocks',
  id: 'out-of-scope',
  section: 'scope',
  title: 'Out of scope',
  definition:
    'Queries that would have been due in the period and were taken out of scope by the due instant, or later with a supervisor’s confirmation. They are in no other figure of the response.',
  clause,
  numerator: 'Clocks with their due instant in the period and before the data cut-off, out of scope',
  unit: 'count',
  by: BY_EVERYTHING,
  sql: { count: 'out_of_scope' },
  example: { words: 'F, and H, which a supervisor confirmed: 2.', value: 2 },
};

const REASONS: Record<OutOfScopeReason, { title: string; inExample: string | null }> = {
  emergency: { title: 'emergency, passed to the control room', inExample: null },
  crime: { title: 'crime report, passed to the control room', inExample: 'F' },
  complaint: { title: 'complaint', inExample: null },
  'information-request': { title: 'subject access or freedom of information request', inExample: null },
  'wrong-force': { title: 'wrong force', inExample: null },
  spam: { title: 'spam', inExample: null },
  duplicate: { title: 'the same person’s same query again', inExample: 'H' },
  'no-question': { title: 'no new question, such as a thank-you', inExample: null },
};

/** Out of scope, once for each reason. */
export const OUT_OF_SCOPE_BY_REASON: readonly ClockMeasure[] = OUT_OF_SCOPE_REASONS.map((reason) => {
  const { title, inExample } = REASONS[reason];
  return {
    kind: 'clocks',
    id: `out-of-scope-${reason}`,
    section: 'scope',
    title: `Out of scope: ${title}`,
    definition: 'Those out of scope, by the reason that was given.',
    clause,
    numerator: 'Clocks out of scope with this reason',
    unit: 'count',
    // Beside a place a reason might tell whose query it was (decision 0020).
    by: [],
    sql: { count: `out_of_scope and ${forReason(reason)}` },
    example: { words: inExample ? `${inExample}: 1.` : 'None: 0.', value: inExample ? 1 : 0 },
  };
});
