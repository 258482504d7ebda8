import type { Draft } from './report-drafts.service.js';
import { draftHref } from './issued-list.view.js';
import type { CarriedCommentary } from './carried-commentaries.js';

/** Where a commentary is written and saved. */
export const commentaryHref = (draftId: string, key: string): string =>
  `${draftHref(draftId)}/commentary?exception=${encodeURIComponent(key)}`;

/** Of which version a commentary is that was taken over, and how its exception read there; null of any other. */
export function carriedView({ carried }: Pick<Draft, 'carried'>, key: string): object | null {
  const found = carried.find((each) => each.key === key);
  return found ? { text: carriedWords(found), isToReview: found.isToReview } : null;
}

/** What has to be read and saved before the report is issued. */
export function toReviewView({ draft, exceptions, carried, commentaries }: Draft): object[] {
  const said = new Map(commentaries.map(({ exception, text }) => [exception, text]));
  return exceptions.flatMap(({ key, name, neighbourhood, words }) => {
    const found = carried.find((each) => each.key === key && each.isToReview);
    if (!found) return [];
    const place = `${name} (${neighbourhood})`;
    const href = commentaryHref(draft.id, key);
    return [{ place, words, carried: carriedWords(found), text: said.get(key), href }];
  });
}

function carriedWords({ version, words, isToReview }: CarriedCommentary): string {
  if (version === null || words === null)
    return 'Written for an earlier version than the one that this would replace.';
  if (!isToReview) return `Written for version ${version}, whose exception read the same.`;
  return `Written for version ${version}, whose exception read: ${words}`;
}
