import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf } from '../../common/calendar.js';
import { isAskedAround, withCoverage } from './coverage-outcome.js';
import { lossTexts } from './outcome-wording.js';

/** So many losses are told one by one. */
const MOST_TOLD = 20;

/** What a change gave, and what a person should know of it, without names. */
export type Told<T = unknown> = T & { warnings: string[] };

/**
 * Does a change, and says what coverage loses by it. Only for what does change something: asking takes its time. Within
 * a work whose coverage is asked about already, nothing is said twice.
 */
export async function withLosses<T>(
  manager: EntityManager,
  forceId: string,
  at: DateTime,
  work: () => Promise<T>,
): Promise<{ done: T; warnings: string[] }> {
  if (isAskedAround(manager)) return { done: await work(), warnings: [] };
  const { done, coverage } = await withCoverage(manager, forceId, localDayOf(at), work);
  return { done, warnings: atMost(coverage.flatMap(lossTexts)) };
}

function atMost(texts: string[]): string[] {
  const more = texts.length - MOST_TOLD;
  if (more <= 0) return texts;
  const rest = more === 1 ? '1 more run of days' : `${more.toLocaleString('en-GB')} more runs of days`;
  return [...texts.slice(0, MOST_TOLD), `Coverage loses ${rest}. Look at coverage to see them.`];
}
