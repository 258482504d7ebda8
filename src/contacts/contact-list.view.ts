import { formatShort } from '../common/calendar.js';
import { renderComponent } from '../web/govuk-components.js';
import { renderTemplate } from '../web/templates.js';
import { COUNTED_AT_MOST, type ListView } from './contact.query.js';
import type { ContactList } from './contacts.service.js';
import { channelName, stateTag } from './wording.js';

export const LIST_VIEWS: Record<ListView, string> = {
  waiting: 'Waiting for an answer',
  answered: 'Answered',
  'out-of-scope': 'Out of scope',
  unreachable: 'No reply possible',
};

export const PAGE_SIZE = 50;

/** The team's list as component parameters; pure, so it is the same for the same contacts and instant. */
export function contactListView(list: ContactList, view: ListView, pageNumber: number): object {
  const pages = Math.max(1, Math.ceil(list.total / PAGE_SIZE));
  return {
    heading: LIST_VIEWS[view],
    subNavigation: {
      label: 'Contacts by state',
      items: Object.entries(LIST_VIEWS).map(([key, text]) => ({
        text,
        href: `/contacts?view=${key}`,
        active: key === view,
      })),
    },
    empty: list.items.length === 0,
    count: countOf(list.total),
    asAt: formatShort(list.now),
    table: {
      caption: `${LIST_VIEWS[view]}, as at ${formatShort(list.now)}`,
      captionClasses: 'govuk-visually-hidden',
      head: [
        'Reference',
        'About',
        'Neighbourhood',
        'Came by',
        view === 'waiting' ? 'Time left' : 'State',
        'Due',
      ].map((text) => ({ text })),
      rows: list.items.map(({ row, state, subject }) => [
        {
          html: renderTemplate('partials/link', { href: `/contacts/${row.reference}`, text: row.reference }),
          classes: 'app-unbroken',
        },
        { text: subject },
        { text: row.neighbourhoodName },
        { text: channelName(row.channel) },
        { html: renderComponent('tag', stateTag(row, state, list.now)) },
        { text: row.dueAt ? formatShort(row.dueAt) : 'No clock' },
      ]),
    },
    pagination: pages > 1 && paginationOf(view, pageNumber, pages),
  };
}

function paginationOf(view: ListView, number: number, pages: number): object {
  const to = (page: number): { href: string } => ({ href: `/contacts?view=${view}&page=${page}` });
  return {
    ...(number > 1 && { previous: to(number - 1) }),
    ...(number < pages && { next: to(number + 1) }),
    items: [{ number, current: true, ...to(number) }],
  };
}

function countOf(total: number): string {
  if (total >= COUNTED_AT_MOST) return `More than ${COUNTED_AT_MOST.toLocaleString('en-GB')} contacts`;
  return total === 1 ? '1 contact' : `${total} contacts`;
}
