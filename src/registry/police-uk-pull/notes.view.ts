import type { PulledPage } from './pull-pages.js';
import { noteLists, titleOf } from './pull-text.js';
import { importTag, paginationOf, pullHref, tabsOf } from './pull.view.js';
import type { PullRow } from './work-out.js';

/** What a person has to look at: nothing of it is done by applying. */
export function notesView(id: string, { one, rows, total, page }: PulledPage): object {
  return {
    tag: importTag(one.state),
    tabs: tabsOf(id, 'notes', total),
    empty: total === 0,
    lines: rows.map(lineView),
    pagination: paginationOf(`${pullHref(id)}/notes`, page, total),
  };
}

function lineView(row: PullRow): object {
  const lists = noteLists(row).map(({ heading, items }) => ({ heading, items: items.map(sentence) }));
  return { title: titleOf(row), lists };
}

const sentence = (words: string): string => `${words[0]!.toUpperCase()}${words.slice(1)}.`;
