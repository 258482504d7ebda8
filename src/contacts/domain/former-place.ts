import { formatDay } from '../../common/calendar.js';

/** A neighbourhood that does not exist today. */
export interface FormerPlace {
  code: string;
  /** Its first day; null if it has been there always. */
  fromOn: string | null;
  /** Its last day; null if it begins only. */
  untilOn: string | null;
  /** Those that answer for it today. */
  successors: readonly { code: string; name: string }[];
}

/**
 * What keeps a contact that was sent on this day from being taken in for a neighbourhood that does not exist today, with what to
 * do; null if nothing does. One that was there then takes it, late as it comes, if another answers for it: its team sees it, and
 * is alerted to it, as to what waited when it ended.
 * @param place null if the force never had one of this code
 * @param sentOn the local day
 */
export function formerPlaceProblem(place: FormerPlace | null, sentOn: string): string | null {
  if (!place) return 'No neighbourhood of this force has this code; see /api/v1/neighbourhoods';
  const { code, fromOn, untilOn, successors } = place;
  const instead = successors.map((one) => `${one.code} (${one.name})`).join(' or ');
  if (untilOn === null) {
    return `${code} begins on ${formatDay(fromOn!)} only. Give the neighbourhood that answers for the place today, or a point`;
  }
  if (successors.length === 0) {
    return `${code} was there until the end of ${formatDay(untilOn)} and went on as no other. Give the neighbourhood that answers for the place today, or a point`;
  }
  if (sentOn > untilOn) {
    return `${code} was there until the end of ${formatDay(untilOn)}, and this was sent later. Send it to ${instead}, which answers for it now`;
  }
  if (fromOn !== null && sentOn < fromOn) {
    return `${code} was there from ${formatDay(fromOn)} to ${formatDay(untilOn)}, and this was sent before. Send it to ${instead}, which answers for it now`;
  }
  return null;
}
