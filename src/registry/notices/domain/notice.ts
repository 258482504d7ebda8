import type { DateTime } from 'luxon';
import { LOCAL_ZONE } from '../../../common/calendar.js';

/** A gap that opened or comes, or a route that fails, as far as a notice needs to know it. */
export interface Standing {
  open: readonly { neighbourhoodId: string; sinceOn: string }[];
  coming: readonly { neighbourhoodId: string; fromOn: string }[];
  /** Of a neighbourhood or of an officer, by id. */
  failing: readonly { ofId: string; kind: string; sinceOn: string }[];
}

export interface Noticed {
  kind: 'gap-open' | 'gap-coming' | 'route-failed';
  /** Which gap or route: by it nothing is said twice. */
  subject: string;
}

/** A gap is told of when it opens, and so many days before. */
export const COMING_DAYS = 14;
const SUMMARY_HOUR = 6;

export const openGapSubject = ({ neighbourhoodId, sinceOn }: Standing['open'][number]): string =>
  `${neighbourhoodId} ${sinceOn}`;
export const comingGapSubject = ({ neighbourhoodId, fromOn }: Standing['coming'][number]): string =>
  `${neighbourhoodId} ${fromOn}`;
export const failingRouteSubject = ({ ofId, kind, sinceOn }: Standing['failing'][number]): string =>
  `${ofId} ${kind} ${sinceOn}`;

/**
 * What force admins are to know as things stand: each gap by its neighbourhood and first day, each failing route by
 * whose it is, its kind and first day. "A route fails a day only if every try of that day failed", so one that began to fail today is not
 * told of yet: today is not over.
 */
export function noticesOf({ open, coming, failing }: Standing, todayOn: string): Noticed[] {
  return [
    ...open.map((gap): Noticed => ({ kind: 'gap-open', subject: openGapSubject(gap) })),
    ...coming.map((gap): Noticed => ({ kind: 'gap-coming', subject: comingGapSubject(gap) })),
    ...failing
      .filter(({ sinceOn }) => sinceOn < todayOn)
      .map((route): Noticed => ({ kind: 'route-failed', subject: failingRouteSubject(route) })),
  ];
}

/**
 * The Monday whose summary is due: this week's, from 6am local time on. A summary that was missed on Monday is made up
 * later in the week.
 * @example summaryDue(DateTime.fromISO('2026-06-01T05:00Z')) // '2026-06-01', 6am in London
 */
export function summaryDue(now: DateTime): string | null {
  const local = now.setZone(LOCAL_ZONE);
  const monday = local.startOf('week');
  return local >= monday.set({ hour: SUMMARY_HOUR }) ? monday.toISODate() : null;
}

/** @example noticesWords({ open: 2, coming: 0, failing: 1 }) // '2 gaps open, 1 contact route fails' */
export function noticesWords({ open, coming, failing }: Record<keyof Standing, number>): string {
  return [
    open > 0 && `${open} ${open === 1 ? 'gap' : 'gaps'} open`,
    coming > 0 && `${coming} ${coming === 1 ? 'gap' : 'gaps'} coming`,
    failing > 0 && `${failing} contact ${failing === 1 ? 'route fails' : 'routes fail'}`,
  ]
    .filter((part) => part !== false)
    .join(', ');
}
