import { formatDay } from '../../common/calendar.js';
import { renderTemplate } from '../../web/templates.js';
import { neighbourhoodHref } from '../officer-wording.js';
import type { MappedPart, MappedWard } from './ward-queries.js';
import { shareText, stateTagHtml, wardHref } from './ward-wording.js';

export const WARDS_A_PAGE = 100;

export interface WardListState {
  rows: MappedWard[];
  total: number;
  page: number;
  search: string;
  todayOn: string;
}

/** The council wards of today with the neighbourhoods they map to and their state, as component parameters. */
export function wardListView({ rows, total, page, search, todayOn }: WardListState): object {
  const pages = Math.max(1, Math.ceil(total / WARDS_A_PAGE));
  return {
    count: total === 1 ? '1 ward' : `${total} wards`,
    today: formatDay(todayOn),
    empty: rows.length === 0,
    unsearched: search === '',
    search: {
      id: 'q',
      name: 'q',
      label: { text: 'Search by name or code', classes: 'govuk-label--s' },
      classes: 'govuk-input--width-20',
      value: search,
    },
    searchButton: { text: 'Search', classes: 'govuk-button--secondary' },
    table: {
      caption: `Wards and their neighbourhoods on ${formatDay(todayOn)}`,
      captionClasses: 'govuk-visually-hidden',
      head: ['Ward', 'Code', 'State today', 'Neighbourhoods that count'].map((text) => ({ text })),
      rows: rows.map(tableRow),
    },
    pagination: pages > 1 && paginationOf(search, page, pages),
  };
}

function tableRow({ code, name, parts, state }: MappedWard): object[] {
  const counted = parts.filter(({ belongs }) => belongs);
  return [
    { html: renderTemplate('partials/link', { href: wardHref(code), text: name }) },
    { text: code },
    { html: state ? stateTagHtml(state) : '' },
    counted.length === 0 ? { text: 'None' } : { html: counted.map(partHtml).join('<br>') },
  ];
}

function partHtml({ code, name, share, chosen }: MappedPart): string {
  const link = renderTemplate('partials/link', { href: neighbourhoodHref(code), text: name });
  return `${link} ${chosen === null ? shareText(share) : 'by decision'}`;
}

function paginationOf(search: string, number: number, pages: number): object {
  const to = (page: number): { href: string } => {
    const query = new URLSearchParams({ ...(search && { q: search }), page: String(page) });
    return { href: `/wards?${query.toString()}` };
  };
  return {
    ...(number > 1 && { previous: to(number - 1) }),
    ...(number < pages && { next: to(number + 1) }),
    items: [{ number, current: true, ...to(number) }],
  };
}
