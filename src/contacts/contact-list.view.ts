import type { DateTime } from 'luxon';
import { formatShort } from '../common/calendar.js';
import { renderComponent } from '../web/govuk-components.js';
import { renderTemplate } from '../web/templates.js';
import { COUNTED_AT_MOST, type ListView } from './contact-list.query.js';
import type { ContactList, ContactListItem } from './contacts.service.js';
import { questionText } from './questions/questions.view.js';
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

/** Which list it is: a view, or of the waiting ones those that a mail told of. */
export interface ListState {
  view: ListView;
  pageNumber: number;
  mailId: string | null;
  person: { id: string };
  done?: string | undefined;
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
  {
    head: 'About',
    cell: ({ row, subject }) => ({
      text: row.questions > 1 ? `${subject} (question ${questionText(row)})` : subject,
    }),
  },
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
export function contactListView(list: ContactList, { view, pageNumber, ...state }: ListState): object {
  const { mailId } = state;
  const pages = Math.max(1, Math.ceil(list.total / PAGE_SIZE));
  const columns = [
    ...COLUMNS.filter(({ only }) => !only || only.includes(view)),
    ...(mailId === null ? [] : [takeUpColumn(mailId, state.person)]),
  ];
  const heading = mailId === null ? LIST_VIEWS[view] : 'What your mail told you of';
  return {
    heading,
    ofMail: mailId !== null,
    banner: state.done === 'taken-up' && { type: 'success', text: 'You have this contact now' },
    subNavigation: {
      label: 'Contacts by state',
      items: Object.entries(LIST_VIEWS).map(([key, text]) => ({
        text,
        href: `/contacts?view=${key}`,
        active: mailId === null && key === view,
      })),
    },
    empty: list.items.length === 0,
    count: countOf(list.total),
    asAt: formatShort(list.now),
    table: {
      caption: `${heading}, as at ${formatShort(list.now)}`,
      captionClasses: 'govuk-visually-hidden',
      head: columns.map(({ head }) => ({ text: head })),
      rows: list.items.map((item) => columns.map(({ cell }) => cell(item, list.now))),
    },
    pagination:
      pages > 1 && paginationOf(mailId === null ? `view=${view}` : `mail=${mailId}`, pageNumber, pages),
  };
}

/** "One-click I have it": a button for each that is not the reader's own already. */
const takeUpColumn = (mailId: string, person: { id: string }): Column => ({
  head: 'Take it up',
  cell: ({ row, takenUpBy }) =>
    row.takenUpBy === person.id
      ? { text: 'You have it' }
      : {
          html: renderTemplate('pages/contacts/take-up', {
            ...{ action: `/contacts/${row.reference}/take-up`, mailId },
            button: {
              html: renderTemplate('pages/contacts/take-up-label', {
                text: takenUpBy === null ? 'I have it' : 'I have it now',
                reference: row.reference,
              }),
              classes: `govuk-!-margin-bottom-0${takenUpBy === null ? '' : ' govuk-button--secondary'}`,
              preventDoubleClick: true,
            },
          }),
        },
});

function paginationOf(which: string, number: number, pages: number): object {
  const to = (page: number): { href: string } => ({ href: `/contacts?${which}&page=${page}` });
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
