import type { DateTime } from 'luxon';
import { formatDay, formatShort } from '../../common/calendar.js';
import { renderTemplate } from '../../web/templates.js';
import { neighbourhoodHref, officerHref, unnamedOfficer, WITHHELD_NOTE } from '../officer-wording.js';
import { KIND_TITLES, reasonWords, type TryOutcome } from './domain/try-outcome.js';
import { BY_PATTERN, OWN_FORM } from './published-routes.query.js';
import type { RouteRow } from './route-list.query.js';

export const PAGE_SIZE = 100;
export const ROUTES_HREF = '/coverage/routes';

export interface RoutesState {
  rows: RouteRow[];
  total: number;
  page: number;
  failing: boolean;
  enabled: boolean;
  mayTry: boolean;
  showsWithheld: boolean;
  now: DateTime;
  /** How the try that was asked for ended; `waiting` if it goes on. */
  done: string | null;
}

const OUTCOMES: Readonly<Record<TryOutcome['outcome'], { text: string; classes: string }>> = {
  works: { text: 'Works', classes: 'govuk-tag--green' },
  failed: { text: 'Failed', classes: 'govuk-tag--red' },
  'try-again': { text: 'Try again later', classes: 'govuk-tag--yellow' },
  'not-checked': { text: 'Not checked', classes: 'govuk-tag--grey' },
};

const BANNERS: Readonly<Record<string, { text: string; type?: 'success' }>> = {
  works: { text: 'The route was tried and works.', type: 'success' },
  failed: { text: 'The route was tried and failed.' },
  'try-again': { text: 'The route was tried. Its host asks us to try again later.' },
  'not-checked': { text: 'The route could not be checked.' },
  waiting: { text: 'The route is being tried. Open this page again in a minute to read the result.' },
};

/** Every published route with what the last try of it said, as component parameters. */
export function routesView(state: RoutesState): object {
  const { rows, total, page, failing, enabled, mayTry, showsWithheld, now, done } = state;
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const heads = ['Neighbourhood or officer', 'Route', 'Last try', 'Result', 'Failing since'];
  const tries = mayTry && enabled;
  return {
    banner: done !== null && Object.hasOwn(BANNERS, done) && BANNERS[done],
    off: !enabled && {
      text: 'Routes are not checked on this server, so none of them has a result here. Whoever runs the server can switch the checks on.',
    },
    subNavigation: {
      label: 'Routes by result',
      items: [
        { text: 'All routes', href: ROUTES_HREF, active: !failing },
        { text: 'Failing', href: `${ROUTES_HREF}?show=failing`, active: failing },
      ],
    },
    heading: failing ? 'Failing' : 'All routes',
    empty: rows.length === 0,
    nothing: failing
      ? 'No published route fails, as far as was tried.'
      : 'Nobody publishes a route that can be tried.',
    count: total === 1 ? '1 route' : `${total} routes`,
    asAt: formatShort(now),
    table: {
      caption: `${failing ? 'Failing routes' : 'Published routes'}, as at ${formatShort(now)}`,
      captionClasses: 'govuk-visually-hidden',
      head: [...heads, ...(tries ? ['Action'] : [])].map((text) => ({ text })),
      rows: rows.map((row) => [
        ...cells(row, showsWithheld),
        ...(tries ? [{ html: button(row, failing, showsWithheld) }] : []),
      ]),
    },
    pagination: pages > 1 && paginationOf(failing, page, pages),
  };
}

function cells(row: RouteRow, showsWithheld: boolean): object[] {
  const { kind, triedAt, outcome, reason, failingSinceOn } = row;
  return [
    ownerCell(row, showsWithheld),
    {
      html: renderTemplate('pages/contactable/route', {
        kind: capital(KIND_TITLES[kind]),
        address: isHidden(row, showsWithheld) ? 'The address is not shown' : addressText(row.address),
      }),
    },
    { text: triedAt ? formatShort(triedAt) : 'Not tried yet' },
    {
      html: renderTemplate('pages/contactable/result', {
        tag: OUTCOMES[outcome ?? 'not-checked'],
        reason: reason && outcome !== 'works' ? capital(reasonWords(reason)) : '',
      }),
    },
    { text: failingSinceOn ? formatDay(failingSinceOn) : '' },
  ];
}

/** The address of somebody whose name is withheld tells the name. */
const isHidden = ({ withheldNumber }: RouteRow, showsWithheld: boolean): boolean =>
  withheldNumber !== null && !showsWithheld;

/** Whose route it is, as the reader may read it. @example `Ann Ward (4711)` */
function ownerText(row: RouteRow, showsWithheld: boolean): string {
  const { name, collarNumber, withheldNumber } = row;
  if (collarNumber === null) return name;
  if (isHidden(row, showsWithheld)) return unnamedOfficer(collarNumber);
  return `${name} (${collarNumber})${withheldNumber === null ? '' : WITHHELD_NOTE}`;
}

/** An officer's page is linked for whoever keeps it. */
function ownerCell(row: RouteRow, showsWithheld: boolean): object {
  const { code, collarNumber } = row;
  const text = ownerText(row, showsWithheld);
  if (collarNumber !== null && !showsWithheld) return { text };
  const href = collarNumber === null ? neighbourhoodHref(code!) : officerHref(collarNumber);
  return { html: renderTemplate('partials/link', { href, text }) };
}

function button(row: RouteRow, failing: boolean, showsWithheld: boolean): string {
  const { code, collarNumber, kind } = row;
  return renderTemplate('pages/contactable/try-again', {
    action: `${ROUTES_HREF}/try${failing ? '?show=failing' : ''}`,
    code,
    collarNumber,
    kind,
    button: {
      text: 'Try again',
      classes: 'govuk-button--secondary govuk-!-margin-bottom-0',
      attributes: { 'aria-label': `Try again: ${KIND_TITLES[kind]} of ${ownerText(row, showsWithheld)}` },
    },
  });
}

function addressText(address: string): string {
  if (address === OWN_FORM) return 'The form on this server';
  return address === BY_PATTERN ? 'The page on the force’s website' : address;
}

function paginationOf(failing: boolean, number: number, pages: number): object {
  const to = (page: number): { href: string } => {
    const query = new URLSearchParams({ ...(failing && { show: 'failing' }), page: String(page) });
    return { href: `${ROUTES_HREF}?${query.toString()}` };
  };
  return {
    ...(number > 1 && { previous: to(number - 1) }),
    ...(number < pages && { next: to(number + 1) }),
    items: [{ number, current: true, ...to(number) }],
  };
}

export const tryOutcomeWord = (said: TryOutcome | null): string => said?.outcome ?? 'waiting';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
