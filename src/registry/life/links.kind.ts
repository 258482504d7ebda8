import type { FieldError } from '../../common/errors.js';
import { webAddressProblem } from '../domain/contact-route.js';
import type { LifeKind } from './life-kind.js';
import { insertLink, type LinkFields, type LinkRow, listLinks, updateLink } from './links.query.js';

/** A link of the neighbourhood's page; a prevention project and a funding round have a first day. */
export const LINKS: LifeKind<LinkFields, LinkRow> = {
  word: 'link',
  table: 'link',
  list: listLinks,
  insert: insertLink,
  update: updateLink,
  seenTexts: ['title'],
  changed: ({ id: _id, version: _version, ...before }, change) => ({ ...before, ...change }),
  problems({ kind, url, fromOn, untilOn }) {
    const problems: FieldError[] = [];
    const reason = webAddressProblem(url);
    if (reason) problems.push({ field: 'url', message: reason });
    if (kind !== 'link' && fromOn === null)
      problems.push({ field: 'from', message: 'Give the first day of the project or the funding round' });
    if (fromOn !== null && untilOn !== null && untilOn < fromOn)
      problems.push({ field: 'until', message: 'The last day must not be before the first' });
    return problems;
  },
};
