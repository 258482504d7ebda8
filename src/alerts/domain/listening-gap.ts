import type { Listener } from '../../contacts/domain/response-standard.js';
import type { PlaceListener } from './recipients.js';

/**
 * Is there a gap in hearing at a place: can none of those of its own people hear whom the standard names? The same rule
 * closes it.
 * @param named of the neighbourhood's own people; if none is, none is missed
 */
export function hasGap(listeners: readonly PlaceListener[], named: readonly Listener[]): boolean {
  return named.length > 0 && !listeners.some(({ who, skipped }) => skipped === null && named.includes(who));
}
