import { formatDay } from '../common/calendar.js';
import { renderComponent } from '../web/govuk-components.js';
import { renderTemplate } from '../web/templates.js';
import { ROLE_LABELS } from './domain/assignment-role.js';
import { rankLabel } from './domain/rank.js';
import type { ListedOfficer } from './officer-list.query.js';
import { officerHref } from './officer-wording.js';
import { RANKS } from './ranks.js';

export const OFFICERS_A_PAGE = 100;

export interface OfficerListState {
  rows: ListedOfficer[];
  total: number;
  page: number;
  search: string;
  todayOn: string;
  showsWithheld: boolean;
  mayChange: boolean;
}

/** The force's officers with what they do today, as component parameters. */
export function officerListView(state: OfficerListState): object {
  const { rows, total, page, search, todayOn, showsWithheld, mayChange } = state;
  const pages = Math.max(1, Math.ceil(total / OFFICERS_A_PAGE));
  return {
    count: total === 1 ? '1 officer' : `${total} officers`,
    today: formatDay(todayOn),
    search: {
      id: 'q',
      name: 'q',
      label: { text: 'Search', classes: 'govuk-label--s' },
      hint: { text: 'Name, collar number, rank, neighbourhood, place or ward' },
      classes: 'govuk-input--width-20',
      value: search,
    },
    searchButton: { text: 'Search', classes: 'govuk-button--secondary' },
    add: mayChange && { text: 'Add an officer', href: '/officers/new' },
    empty: rows.length === 0,
    table: {
      caption: `Officers and what they do on ${formatDay(todayOn)}`,
      captionClasses: 'govuk-visually-hidden',
      head: ['Officer', 'Collar number', 'Rank', 'Role today', 'State'].map((text) => ({ text })),
      rows: rows.map((row) => [
        { html: link(officerHref(row.collarNumber), nameText(row, showsWithheld)) },
        { text: row.collarNumber },
        { text: rankLabel(RANKS, row.rank) },
        {
          text: row.roles
            .map(({ role, neighbourhood }) => `${ROLE_LABELS[role]}, ${neighbourhood}`)
            .join('; '),
        },
        { html: stateTag(row) },
      ]),
    },
    pagination: pages > 1 && paginationOf(search, page, pages),
  };
}

const link = (href: string, text: string): string => renderTemplate('partials/link', { href, text });

function nameText({ name, nameWithheld }: ListedOfficer, showsWithheld: boolean): string {
  if (!nameWithheld) return name;
  return showsWithheld ? `${name} (name withheld from the public)` : 'Name withheld';
}

function stateTag({ inService, absence }: ListedOfficer): string {
  if (!inService) return renderComponent('tag', { text: 'Not in service', classes: 'govuk-tag--grey' });
  if (!absence) return '';
  const until = absence.untilOn === null ? '' : ` until ${formatDay(absence.untilOn)}`;
  return renderComponent('tag', { text: `Absent${until}`, classes: 'govuk-tag--yellow' });
}

function paginationOf(search: string, number: number, pages: number): object {
  const to = (page: number): { href: string } => {
    const query = new URLSearchParams({ ...(search && { q: search }), page: String(page) });
    return { href: `/officers?${query.toString()}` };
  };
  return {
    ...(number > 1 && { previous: to(number - 1) }),
    ...(number < pages && { next: to(number + 1) }),
    items: [{ number, current: true, ...to(number) }],
  };
}
