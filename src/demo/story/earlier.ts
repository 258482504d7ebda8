import { DateTime } from 'luxon';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { NEIGHBOURHOODS } from '../data/neighbourhoods.js';
import type { Chance } from './chance.js';
import { madeUpEnquirer, type StoryChannel } from './enquirer.js';
import { answered } from './history.js';
import type { PlannedContact } from './planned-contact.js';
import { topicDealer } from './wording.js';

/** So that thirteen months can be drawn for last month's report. */
const MONTHS = 14;
const A_MONTH = 8;
const LAST_DAY_OF_ALL_MONTHS = 28;

/**
 * Some contacts of each month before the history begins, from the first month on for which there is a promise: people
 * rang or called in, and left no e-mail address, so nothing is mailed for them and telling them takes little time.
 */
export function planEarlier(
  now: DateTime,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
  chance: Chance,
): PlannedContact[] {
  const deal = topicDealer(chance);
  const planned: PlannedContact[] = [];
  const first = now
    .setZone(LOCAL_ZONE)
    .startOf('month')
    .minus({ months: MONTHS - 1 });
  const end = DateTime.fromISO(endsOn, { zone: LOCAL_ZONE });
  for (let month = first; month < end; month = month.plus({ months: 1 })) {
    if (month.toISODate()! < startsOn) continue;
    for (let index = 0; index < A_MONTH; index++) {
      const day = month.set({ day: chance.whole(1, LAST_DAY_OF_ALL_MONTHS) });
      const statedAt = day.plus({ minutes: chance.whole(8 * 60, 20 * 60) }).toUTC();
      const place = chance.pick(NEIGHBOURHOODS);
      const topic = deal(place.code);
      const channel = chance.weighted<StoryChannel>({ phone: 6, 'in-person': 4 });
      const { email: _, ...enquirer } = madeUpEnquirer(chance, channel, place);
      planned.push(answered(now, { place, channel, enquirer, statedAt }, topic, chance));
    }
  }
  return planned;
}
