import { may, type Permission } from '../access/permissions.js';
import type { Role } from '../access/principal.js';
import { formatDay } from '../common/calendar.js';
import { renderComponent } from '../web/govuk-components.js';
import { renderTemplate } from '../web/templates.js';
import type { NeighbourhoodRow } from './neighbourhood-list.query.js';
import { absentText, neighbourhoodHref, officerText } from './officer-wording.js';

export const PAGE_SIZE = 100;

export interface NeighbourhoodListState {
  rows: NeighbourhoodRow[];
  total: number;
  page: number;
  search: string;
  todayOn: string;
  showsWithheld: boolean;
  role: Role;
}

/** What else there is about places, for whom; the pages themselves refuse everybody else. */
const BESIDE: readonly { href: string; text: string; permission: Permission }[] = [
  { href: '/wards', text: 'Council wards', permission: 'wards.read' },
  { href: '/command-areas', text: 'Command areas', permission: 'command-areas.read' },
  { href: '/priorities', text: 'Priorities that are due for review', permission: 'priorities.read' },
  { href: '/places/overlaps', text: 'Boundaries that overlap', permission: 'boundaries.read' },
  { href: '/places/new', text: 'Begin a new neighbourhood', permission: 'neighbourhoods.change' },
  { href: '/force', text: 'The force’s own page', permission: 'force.read' },
];

/** The force's neighbourhoods with who is named today, as component parameters. */
export function neighbourhoodListView(state: NeighbourhoodListState): object {
  const { rows, total, page, search, todayOn, showsWithheld, role } = state;
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  return {
    count: total === 1 ? '1 neighbourhood' : `${total} neighbourhoods`,
    today: formatDay(todayOn),
    search: {
      id: 'q',
      name: 'q',
      label: { text: 'Search', classes: 'govuk-label--s' },
      hint: { text: 'Name or code of a neighbourhood, former name, place, ward, officer or collar number' },
      classes: 'govuk-input--width-20',
      value: search,
    },
    searchButton: { text: 'Search', classes: 'govuk-button--secondary' },
    empty: rows.length === 0,
    table: {
      caption: `Neighbourhoods and who is named on ${formatDay(todayOn)}`,
      captionClasses: 'govuk-visually-hidden',
      head: ['Neighbourhood', 'Code', 'Lead named officer', 'Other named officers', 'Deputies'].map(
        (text) => ({ text }),
      ),
      rows: rows.map((row) => tableRow(row, showsWithheld)),
    },
    pagination: pages > 1 && paginationOf(search, page, pages),
    beside: BESIDE.filter(({ permission }) => may(role, permission)),
  };
}

function tableRow({ code, name, assigned }: NeighbourhoodRow, showsWithheld: boolean): object[] {
  const inRole = (role: string): string[] =>
    assigned
      .filter((officer) => officer.role === role)
      .map((officer) => officerText(officer, showsWithheld) + absentText(officer));
  const [lead] = inRole('lead');
  const named = inRole('named');
  const vacant = { html: renderComponent('tag', { text: 'Vacant', classes: 'govuk-tag--red' }) };
  return [
    { html: renderTemplate('partials/link', { href: neighbourhoodHref(code), text: name }) },
    { text: code },
    lead ? { text: lead } : named.length > 0 ? { text: 'No lead' } : vacant,
    { text: named.join('; ') },
    { text: inRole('deputy').join('; ') },
  ];
}

function paginationOf(search: string, number: number, pages: number): object {
  const to = (page: number): { href: string } => {
    const query = new URLSearchParams({ ...(search && { q: search }), page: String(page) });
    return { href: `/neighbourhoods?${query.toString()}` };
  };
  return {
    ...(number > 1 && { previous: to(number - 1) }),
    ...(number < pages && { next: to(number + 1) }),
    items: [{ number, current: true, ...to(number) }],
  };
}
