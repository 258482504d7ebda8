import type { DateTime } from 'luxon';

/**
 * The instant that a time typed to the minute stands for, among those at which something is known to have happened: the last
 * of that minute, because what is written down after it is not before it. The typed minute itself if nothing happened in it.
 * @example momentWithin(10:00, [09:59:30, 10:00:20]) // 10:00:20
 */
export function momentWithin(typed: DateTime, moments: readonly DateTime[]): DateTime {
  const within = moments.filter((moment) => moment > typed && +moment.startOf('minute') === +typed);
  return within.reduce((latest, moment) => (moment > latest ? moment : latest), typed);
}
