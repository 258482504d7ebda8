import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { HOUR, localDay } from './local-time.js';

interface Rung {
  stage: string;
  hoursFromDue: number;
  repeatEveryHours?: number;
  hears: string[];
}

interface Standard {
  versions: { version: string; inForceFrom: string; rungs: Rung[] }[];
  nobodyLeft: string[];
}

/** The file a force may review, read here without the product's reader. */
export const STANDARD = parse(
  readFileSync(new URL('../../../config/response-standard.yaml', import.meta.url), 'utf8'),
) as Standard;

/** One moment at which somebody is told about a clock. */
export interface Moment {
  stage: string;
  occurrence: number;
  planned: number;
  hears: string[];
}

export function rungsFor(start: number): Rung[] {
  const begun = STANDARD.versions.filter(({ inForceFrom }) => inForceFrom <= localDay(start));
  return (begun.at(-1) ?? STANDARD.versions[0]!).rungs;
}

/** Every moment of a clock up to an instant, by time. */
export function momentsUntil(start: number, due: number, until: number): Moment[] {
  const moments: Moment[] = [];
  for (const { stage, hoursFromDue, repeatEveryHours, hears } of rungsFor(start)) {
    let occurrence = 1;
    for (let planned = due + hoursFromDue * HOUR; planned <= until; occurrence += 1) {
      moments.push({ stage, occurrence, planned, hears });
      if (!repeatEveryHours) break;
      planned += repeatEveryHours * HOUR;
    }
  }
  return moments.sort((a, b) => a.planned - b.planned);
}
