import { formatShort } from '../../common/calendar.js';
import { renderComponent } from '../../web/govuk-components.js';
import { renderTemplate } from '../../web/templates.js';
import type { Outcome } from './domain/recourse.js';
import type { RequestView } from './recourse-list.query.js';
import type { RecourseList } from './recourse-list.service.js';
import { answerBy, OUTCOME_NAMES, requestTag } from './recourse-wording.js';

export const REQUEST_VIEWS: Record<RequestView, string> = {
  waiting: 'Waiting for a supervisor',
  answered: 'Answered',
};

export const REQUESTS_A_PAGE = 50;

/** The supervisors' list as component parameters. */
export function recourseListView(
  { items, total, now }: RecourseList,
  { view, number }: { view: RequestView; number: number },
): object {
  const heading = REQUEST_VIEWS[view];
  const pages = Math.max(1, Math.ceil(total / REQUESTS_A_PAGE));
  const last = view === 'waiting' ? 'Answer by' : 'Found';
  return {
    heading,
    subNavigation: {
      label: 'Requests by state',
      items: Object.entries(REQUEST_VIEWS).map(([key, text]) => ({
        text,
        href: `/recourse?view=${key}`,
        active: key === view,
      })),
    },
    empty: items.length === 0,
    asAt: formatShort(now),
    count: total === 1 ? '1 request' : `${total} requests`,
    table: {
      caption: `${heading}, as at ${formatShort(now)}`,
      captionClasses: 'govuk-visually-hidden',
      head: ['Reference', 'About', 'Neighbourhood', 'Asked', 'State', last].map((text) => ({ text })),
      rows: items.map(({ row, subject }) => [
        {
          html: renderTemplate('partials/link', {
            href: `/contacts/${row.reference}/recourse`,
            text: row.reference,
          }),
          classes: 'app-unbroken',
        },
        { text: subject },
        { text: row.neighbourhoodName },
        { text: formatShort(row.askedAt) },
        { html: renderComponent('tag', requestTag({ ...row, outcome: row.outcome as Outcome | null }, now)) },
        { text: view === 'waiting' ? answerBy(row.dueAt) : OUTCOME_NAMES[row.outcome as Outcome] },
      ]),
    },
    pagination: pages > 1 && {
      ...(number > 1 && { previous: { href: `/recourse?view=${view}&page=${number - 1}` } }),
      ...(number < pages && { next: { href: `/recourse?view=${view}&page=${number + 1}` } }),
      items: [{ number, current: true, href: `/recourse?view=${view}&page=${number}` }],
    },
  };
}
