import { DateTime } from 'luxon';
import { shareInPercent } from '../../common/domain/share.js';
import { rankLabel } from '../domain/rank.js';
import { RANKS } from '../ranks.js';

/** Tenure is asked of these: "share of constables, of PCSOs and of sergeants". */
export const TENURE_RANKS = ['constable', 'pcso', 'sergeant'] as const;

/** Rows in the order of `config/ranks.yaml`; a rank that is no longer in it comes last. */
export function byRank<T extends { rank: string }>(rows: readonly T[]): T[] {
  const place = (rank: string): number => {
    const index = RANKS.findIndex(({ id }) => id === rank);
    return index < 0 ? RANKS.length : index;
  };
  return [...rows].sort((a, b) => place(a.rank) - place(b.rank));
}

export function rankText(rank: string): string {
  return rank === 'unknown' ? 'Rank not recorded' : rankLabel(RANKS, rank);
}

/** @example monthText('2026-03-01') // 'March 2026' */
export function monthText(monthOn: string): string {
  return DateTime.fromISO(monthOn, { zone: 'utc' }).setLocale('en-GB').toFormat('LLLL yyyy');
}

/** Hundredths of an hour as hours. @example hoursText(150_050) // '1,500.5' */
export function hoursText(hundredths: number): string {
  return (hundredths / 100).toLocaleString('en-GB', { maximumFractionDigits: 2 });
}

/** @example shareText(2, 3) // '66.7%'; 'none' where there is nothing to share */
export function shareText(numerator: number, denominator: number): string {
  const share = shareInPercent(numerator, denominator);
  return share === null ? 'none' : `${share}%`;
}
