import { formatDay } from '../../../common/calendar.js';

/** So many first days are told apart. */
const MOST_DAYS = 5;

/**
 * What a person should know of neighbourhoods that a file adds and that nobody is assigned to yet: by the first day on
 * which each of them counts as vacant.
 * @example vacantNote(['2025-07-01']) // '1 new neighbourhood has nobody assigned and counts as vacant from 1 July 2025.'
 */
export function vacantNote(firstDays: readonly string[]): string | undefined {
  if (firstDays.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const day of [...firstDays].sort()) counts.set(day, (counts.get(day) ?? 0) + 1);
  const days = [...counts];
  const later = days.slice(MOST_DAYS).reduce((sum, [, count]) => sum + count, 0);
  const parts = [
    ...days.slice(0, MOST_DAYS).map(([day, count]) => `${count} from ${formatDay(day)}`),
    ...(later > 0 ? [`${later} from later days`] : []),
  ];
  const since = days.length === 1 ? ` from ${formatDay(days[0]![0])}` : `: ${parts.join(', ')}`;
  return firstDays.length === 1
    ? `1 new neighbourhood has nobody assigned and counts as vacant${since}.`
    : `${firstDays.length.toLocaleString('en-GB')} new neighbourhoods have nobody assigned and count as vacant${since}.`;
}
