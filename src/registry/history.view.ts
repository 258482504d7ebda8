import { addDays, formatDay, formatShort } from '../common/calendar.js';
import type { RecordedChange, RecordedChanges, StoodRow } from './recorded-changes.query.js';

export const CHANGES_A_PAGE = 50;

/** One page of a record's history. */
export type HistoryPage<Row = RecordedChange> = RecordedChanges<Row> & { page: number };

/** Both versions of what was changed, in words. */
export interface SaidChange {
  what: string;
  before: string;
  after: string;
}

const ACTORS: Record<string, string> = {
  'api-key': 'A machine client',
  command: 'The command line',
  job: 'The system, by date',
  database: 'The database',
};

/** Which page of the history an address asks for; what is no number is the first. */
export const pageOf = (page: unknown): number => Math.min(10_000, Math.max(1, Math.trunc(Number(page)) || 1));

/** Which changes a page of the history shows. */
export const sliceOf = (page: number): { limit: number; offset: number } => ({
  limit: CHANGES_A_PAGE,
  offset: (page - 1) * CHANGES_A_PAGE,
});

/** The part of a page that tells what was believed before, as its partial takes it. */
export function historyView<Row extends RecordedChange>(
  href: string,
  { rows, total, page }: HistoryPage<Row>,
  said: (change: Row) => SaidChange,
  ofWhat = 'what is recorded here',
): object {
  return { ofWhat, table: historyTable(rows, said), pagination: historyPages(href, { total, page }) };
}

/** What was believed before, what after, and who changed it: one row a change. */
function historyTable<Row extends RecordedChange>(
  changes: readonly Row[],
  said: (change: Row) => SaidChange,
): object {
  return {
    caption: 'Changes, the latest first; times are local',
    captionClasses: 'govuk-visually-hidden',
    classes: 'app-table--compact',
    head: ['When', 'Who', 'What', 'Before', 'After'].map((text) => ({ text })),
    rows: changes
      .map((change) => ({ change, ...said(change) }))
      .filter(({ before, after }) => before !== after)
      .map(({ change, what, before, after }) => [
        { text: formatShort(change.at) },
        { text: whoText(change) },
        { text: what },
        { text: before },
        { text: after },
      ]),
  };
}

function historyPages(href: string, { total, page }: { total: number; page: number }): object | false {
  const to = (number: number): { href: string } => ({ href: `${href}?page=${number}#history` });
  const pages = Math.ceil(total / CHANGES_A_PAGE);
  return (
    pages > 1 && {
      ...(page > 1 && { previous: to(page - 1) }),
      ...(page < pages && { next: to(page + 1) }),
      items: [{ number: page, current: true, ...to(page) }],
    }
  );
}

function whoText({ personName, keyName, actorKind, imported }: RecordedChange): string {
  const machine = keyName === null ? undefined : `The machine client ${keyName}`;
  const who = personName ?? machine ?? ACTORS[actorKind] ?? 'Somebody';
  return imported ? `${who}, by an import` : who;
}

/** Of a row's columns those that differ, in words: of a new row all that it has, beside nothing. */
export function differences(
  { before, after }: Pick<RecordedChange, 'before' | 'after'>,
  labels: Readonly<Record<string, string>>,
  valueText: (name: string, row: StoodRow | null) => string,
): { before: string; after: string } {
  const names = Object.keys(labels).filter((name) => valueText(name, before) !== valueText(name, after));
  const text = (row: StoodRow | null): string =>
    row ? names.map((name) => `${labels[name]}: ${valueText(name, row)}`).join('; ') : 'Nothing';
  return { before: text(before), after: text(after) };
}

/** A text or number of a stored row; of anything else nothing. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** `[2026-03-01,)` as a person reads it. @example rangeText('(,2026-03-01)') // 'until 28 February 2026' */
export function rangeText(range: string): string {
  const [, fromOn, endOn] = /^[[(](\d{4}-\d\d-\d\d)?,(\d{4}-\d\d-\d\d)?\)$/.exec(range) ?? [];
  const from = fromOn ? `from ${formatDay(fromOn)}` : '';
  const until = endOn ? `until ${formatDay(addDays(endOn, -1))}` : '';
  return [from, until].filter(Boolean).join(' ') || 'always';
}
