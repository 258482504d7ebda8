import { REASON_NAMES } from '../../contacts/wording.js';
import type { OutOfScopeReason } from '../../contacts/domain/clock-state.js';
import type { ClockRow } from './clock-rows.query.js';

type Facts = Pick<
  ClockRow,
  | 'answered'
  | 'met'
  | 'recorded_after_due'
  | 'taken_out'
  | 'taken_out_after_due'
  | 'out_of_scope'
  | 'address_gone'
  | 'address_failed'
  | 'outOfScopeReason'
>;

/**
 * What the figures make of a clock that was due, in words; what they count beside it stands after a comma.
 * @param tellsReason why it is out of scope, too
 */
export function clockWords(clock: Facts, tellsReason: boolean): string {
  if (clock.out_of_scope) {
    const reason = lowerFirst(REASON_NAMES[clock.outOfScopeReason as OutOfScopeReason]);
    return `Out of scope${tellsReason ? `: ${reason}` : ''}${clock.taken_out_after_due ? ', after due and confirmed' : ''}`;
  }
  if (clock.address_failed) return 'No reply possible (address failed)';
  const taken = clock.taken_out_after_due ? ', taken out of scope after due and not confirmed' : '';
  if (clock.met) {
    return `Answered in time${clock.recorded_after_due ? ', written down after due' : ''}${taken}`;
  }
  if (clock.answered) return `Answered late${taken}`;
  if (clock.address_gone && !clock.taken_out) return 'Missed, the only address failed after due';
  return taken === '' ? 'Missed, still open' : `Missed${taken}`;
}

const lowerFirst = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
