import type { DateTime } from 'luxon';
import { addDays, LOCAL_ZONE, localDayOf, startOfLocalDay } from '../../common/calendar.js';

/** What became of a contact decides how long it is kept; the first that fits it. */
export const CONTACT_CLASSES = ['recourse', 'answered', 'unreachable', 'out-of-scope', 'spam'] as const;
export type ContactClass = (typeof CONTACT_CLASSES)[number];

/** What is kept for a while beside contacts. */
export const OTHER_CLASSES = [
  'repeated-requests',
  'sessions',
  'import-files',
  'report-files',
  'mail-server-words',
] as const;
export type OtherClass = (typeof OTHER_CLASSES)[number];

export type RecordClass = ContactClass | OtherClass;
export const RECORD_CLASSES: readonly RecordClass[] = [...CONTACT_CLASSES, ...OTHER_CLASSES];

export interface RetentionRules {
  /** Local time of the nightly erasure, `HH:MM`. */
  erasesAt: string;
  /** How long each is kept, in months. */
  months: Readonly<Record<RecordClass, number>>;
}

/** For how long a night's erasure goes on at most. */
export const NIGHT_MINUTES = 60;

/** Of each class, the instant before which it must have ended to be erased at `at`. */
export type Cutoffs = Readonly<Record<RecordClass, DateTime>>;

/**
 * "Retention by class": what ended earlier than these instants has been kept for its months.
 * @example cutoffsAt(rules, at('2026-03-31T02:30Z')).spam // 2026-02-28T02:30Z if spam is kept for one month
 */
export function cutoffsAt({ months }: Pick<RetentionRules, 'months'>, at: DateTime): Cutoffs {
  const local = at.setZone(LOCAL_ZONE);
  const entries = RECORD_CLASSES.map((name) => [name, local.minus({ months: months[name] }).toUTC()]);
  return Object.fromEntries(entries) as Cutoffs;
}

/** When the erasure of a local day begins. */
export function erasureOf({ erasesAt }: Pick<RetentionRules, 'erasesAt'>, day: string): DateTime {
  const [hour, minute] = erasesAt.split(':').map(Number);
  return startOfLocalDay(day).setZone(LOCAL_ZONE).set({ hour: hour!, minute: minute! }).toUTC();
}

/** Is it the time of the night's erasure? Begun late, it ends with the others. */
export function isErasureTime(rules: Pick<RetentionRules, 'erasesAt'>, now: DateTime): boolean {
  const begins = erasureOf(rules, localDayOf(now));
  return now >= begins && now < begins.plus({ minutes: NIGHT_MINUTES });
}

/** When the next night's erasure begins; one that goes on now is not the next. */
export function nextErasure(rules: Pick<RetentionRules, 'erasesAt'>, now: DateTime): DateTime {
  const today = localDayOf(now);
  const begins = erasureOf(rules, today);
  return begins > now ? begins : erasureOf(rules, addDays(today, 1));
}
