import type { Difference } from './domain/difference.js';
import type { PullRow } from './work-out.js';

/** A description of ten thousand characters is read in the registry, not here. */
const MOST_SHOWN = 300;

/** `Abbey (NC04)`, or what of the force a line is about. */
export function titleOf({ key, detail: { kind, name } }: PullRow): string {
  return kind === 'neighbourhood' ? `${name} (${key})` : name;
}

/** @example differenceText({ field: 'Telephone', before: '0', after: '101' }, null) // '“0” becomes “101”' */
export function differenceText({ field, before, after }: Difference, boundaryShare: string | null): string {
  const share = field === 'Boundary' && boundaryShare !== null ? `; ${boundaryShare}` : '';
  if (before === null) return `“${cut(after ?? '')}”${share}`;
  if (after === null) return `“${cut(before)}” ends`;
  return `“${cut(before)}” becomes “${cut(after)}”${share}`;
}

/** What a person has to look at, under headings. */
export function noteLists({ reason, detail }: PullRow): { heading: string; items: string[] }[] {
  return [
    { heading: 'Nothing is taken', items: reason === null ? [] : [reason] },
    { heading: 'People', items: detail.people },
    { heading: 'Only here', items: detail.onlyHere },
    { heading: 'Left out or mended', items: detail.leftOut },
  ].filter(({ items }) => items.length > 0);
}

/** The lines of a terminal about one that differs. */
export function changeLines(row: PullRow): string[] {
  const { differences, boundaryShare } = row.detail;
  return [
    `${titleOf(row)}: ${row.change === 'added' ? 'new' : 'different'}`,
    ...differences.map((one) => `  ${one.field}: ${onOneLine(differenceText(one, boundaryShare))}`),
  ];
}

/** The lines of a terminal about one that a person has to look at. */
export function noteLines(row: PullRow): string[] {
  const items = noteLists(row).flatMap(({ heading, items: words }) =>
    words.map((word) => `  ${heading}: ${word}`),
  );
  return [`${titleOf(row)}: to look at`, ...items.map(onOneLine)];
}

const onOneLine = (text: string): string => text.replace(/\n+/g, ' ');

export function cut(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
}
