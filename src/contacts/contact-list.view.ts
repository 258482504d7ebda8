import type { DateTime } from 'luxon';
import { formatShort } from '../common/calendar.js';
import { renderComponent } from '../web/govuk-components.js';
import { renderTemplate } from '../web/templates.js';
import { COUNTED_AT_MOST, type ListView } from './contact-list.query.js';
import type { ContactList, ContactListItem } from './contacts.service.js';
import { channelName, stateTag } from './wording.js';

export const LIST_VIEWS: Record<ListView, string> = {
  waiting: 'Waiting for an answer',
  'handed-over': 'Handed over',
  answered: 'Answered',
  'out-of-scope': 'Out of scope',
  unreachable: 'No reply possible',
};

export const PAGE_SIZE = 50;

interface Column {
  head: string;
  cell: (item: ContactListItem, now: DateTime) => object;
  /** Only in these views. */
  only?: ListView[];
}

const stateCell: Column['cell'] = ({ row, state }, now) => ({
  html: renderComponent('tag', stateTag(row, state, now)),
});

const COLUMNS: Column[] = [
  {
    head: 'Reference',
    cell: ({ row }) => ({
      html: renderTemplate('partials/link', { href: `/contacts/${row.reference}`, text: row.reference }),
      classes: 'app-unbroken',
    }),
  },
  { head: 'About', cell: ({ subject }) => ({ text: subject }) },
  { head: 'Neighbourhood', cell: ({ row }) => ({ text: row.neighbourhoodName }) },
  { head: 'Came by', cell: ({ row }) => ({ text: channelName(row.channel) }) },
  {
    head: 'Who has it',
    cell: ({ takenUpBy }) => ({ text: takenUpBy ?? 'Nobody yet' }),
    only: ['waiting'],
  },
  { head: 'Time left', cell: stateCell, only: ['waiting'] },
  { head: 'State', cell: stateCell, only: ['handed-over', 'answered', 'out-of-scope', 'unreachable'] },
  {
    head: 'Handed over',
    cell: ({ row }) => ({ text: row.handedOverAt ? formatShort(row.handedOverAt) : '' }),
    only: ['handed-over'],
  },
  { head: 'Due', cell: ({ row }) => ({ text: row.dueAt ? formatShort(row.dueAt) : 'No clock' }) },
];

/** The team's list as component parameters; pure, so it is the same for the same contacts and instant. */
export function contactListView(list: ContactList, view: ListView, pageNumber: number): object {
  const pages = Math.max(1, Math.ceil(list.total / PAGE_SIZE));
  const columns = COLUMNS.filter(({ only }) => !only || only.includes(view));
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
      head: columns.map(({ head }) => ({ text: head })),
      rows: list.items.map((item) => columns.map(({ cell }) => cell(item, list.now))),
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
