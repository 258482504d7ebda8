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

/**
 * The same for what somebody said: what was typed after an answer was written down came after it, and so, in the minute of the
 * answer, by the least there is.
 * @param answers when questions of the contact were answered
 * @example saidWithin(10:00, [09:59:30], [10:00:20]) // 10:00:20.001
 */
export function saidWithin(
  typed: DateTime,
  moments: readonly DateTime[],
  answers: readonly DateTime[],
): DateTime {
  const after = answers.map((answer) => answer.plus({ milliseconds: 1 }));
  return momentWithin(typed, [...moments, ...after]);
}
