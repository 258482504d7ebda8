import { addDays } from '../../common/calendar.js';
import type { FigureSpot } from '../figure-words.js';
import type { RowsQuery } from './rows.dto.js';

/** By the letter that stands for it in a short address. */
const KINDS = {
  n: 'neighbourhood',
  a: 'commandArea',
  w: 'ward',
  c: 'channel',
  d: 'weekday',
} as const satisfies Record<string, keyof FigureSpot>;

const LETTERS = Object.entries(KINDS);

interface Days {
  fromOn: string;
  toOn: string;
}

/** @example shortPeriod({ fromOn: '2026-07-01', toOn: '2026-09-30' }) // '2026-Q3' */
export function shortPeriod({ fromOn, toOn }: Days): string {
  const [year, month] = [fromOn.slice(0, 4), Number(fromOn.slice(5, 7))];
  const after = addDays(toOn, 1);
  const months = (Number(after.slice(0, 4)) - Number(year)) * 12 + Number(after.slice(5, 7)) - month;
  if (fromOn.endsWith('-01') && after.endsWith('-01')) {
    if (months === 1) return fromOn.slice(0, 7);
    if (months === 3 && month % 3 === 1) return `${year}-Q${(month + 2) / 3}`;
  }
  return `${fromOn}..${toOn}`;
}

/** Null if no period is written so. */
export function readShortPeriod(text: string): Days | null {
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (month) return monthsFrom(Number(month[1]), Number(month[2]), 1);
  const quarter = /^(\d{4})-Q([1-4])$/.exec(text);
  if (quarter) return monthsFrom(Number(quarter[1]), Number(quarter[2]) * 3 - 2, 3);
  const [, fromOn, toOn] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
  return fromOn && toOn ? { fromOn, toOn } : null;
}

function monthsFrom(year: number, month: number, count: number): Days {
  const after = year * 12 + month - 1 + count;
  const first = (months: number): string =>
    `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  return { fromOn: first(after - count), toOn: addDays(first(after), -1) };
}

/** `share-met/n/NC04`, and `share-met` of the whole force. */
export function shortSpot(measure: string, spot: FigureSpot): string {
  for (const [letter, kind] of LETTERS) {
    const code = spot[kind];
    if (code) return `${measure}/${letter}/${encodeURIComponent(code)}`;
  }
  return measure;
}

/** The long form of what a short address asks for; what makes no sense in it is left to be refused. */
export function readShort(
  { period, measure, kind, code }: { period: string; measure: string; kind?: string; code?: string },
  rest: object,
): Partial<RowsQuery> {
  const days = readShortPeriod(period);
  const name = kind !== undefined && Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : kind;
  return {
    ...rest,
    measure,
    ...(days && { from: days.fromOn, to: days.toOn }),
    ...(name !== undefined && { [name]: code }),
  };
}
