import type { ForceRow } from '../registry/forces.js';
import { rankLabel } from '../registry/domain/rank.js';
import type { AssignedOfficer, NeighbourhoodRow } from '../registry/neighbourhood-queries.js';
import { RANKS } from '../registry/ranks.js';
import { renderTemplate } from '../web/templates.js';

const WARNING = {
  text: 'If there is danger now or a crime is taking place, call 999. To report a crime that is over, call 101.',
  iconFallbackText: 'Warning',
};

/** The address of a public page; ids and codes may hold anything. */
export const yourAreaHref = (...parts: string[]): string =>
  ['/your-area', ...parts.map(encodeURIComponent)].join('/');

export function startView(forces: readonly ForceRow[]): object {
  return { warning: WARNING, forces: forces.map(({ id, name }) => ({ href: yourAreaHref(id), text: name })) };
}

export function forceView(force: ForceRow, rows: readonly NeighbourhoodRow[], search: string): object {
  const found = rows.length === 1 ? '1 neighbourhood' : `${rows.length} neighbourhoods`;
  return {
    forceName: force.name,
    action: yourAreaHref(force.id),
    search: {
      id: 'q',
      name: 'q',
      label: { text: 'Name of the neighbourhood', classes: 'govuk-label--s' },
      classes: 'govuk-input--width-20',
      value: search,
    },
    searchButton: { text: 'Search', classes: 'govuk-button--secondary' },
    count: search ? `${found} found for “${search}”` : found,
    neighbourhoods: rows.map(({ code, name }) => ({
      href: yourAreaHref(force.id, code),
      // Two neighbourhoods of one name are told apart by their code.
      text: rows.some((other) => other.name === name && other.code !== code) ? `${name} (${code})` : name,
    })),
  };
}

/**
 * What the public may know of a neighbourhood. "An officer's name may be withheld for safety: the page then shows the
 * team's route." Duty addresses and team mailboxes are not even given to this view's template.
 */
export function placeView(force: ForceRow, place: NeighbourhoodRow): object {
  const named = place.assigned.filter(({ role }) => role === 'lead' || role === 'named');
  const published = named.filter(({ nameWithheld }) => !nameWithheld);
  const count = published.length;
  return {
    forceName: force.name,
    name: place.name,
    description: place.description,
    officersHeading: count > 1 ? 'Your named officers' : 'Your named officer',
    officers: published.map((officer) => ({ rows: officerRows(officer) })),
    withheld:
      named.length > count &&
      'An officer is in charge of this neighbourhood whose name is not published. Contact the team below.',
    nobody:
      named.length === 0 &&
      'There is no named officer for this neighbourhood just now. Contact the team below.',
    contact: place.formEnabled && {
      text: 'Send a message',
      href: `${yourAreaHref(force.id, place.code)}/contact`,
    },
    routes: { rows: routeRows(place) },
    warning: WARNING,
  };
}

function officerRows({ name, rank, publicEmail, publicTelephone }: AssignedOfficer): object[] {
  return [
    row('Name', name),
    row('Rank', rankLabel(RANKS, rank)),
    ...(publicEmail ? [linkRow('Email', `mailto:${publicEmail}`, publicEmail)] : []),
    ...(publicTelephone ? [row('Telephone', publicTelephone)] : []),
  ];
}

function routeRows({ email, telephone, webUrl }: NeighbourhoodRow): object[] {
  return [
    ...(email ? [linkRow('Email', `mailto:${email}`, email)] : []),
    ...(telephone ? [row('Telephone', telephone)] : []),
    ...(webUrl ? [linkRow('Web page', webUrl, webUrl)] : []),
  ];
}

const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
const linkRow = (key: string, href: string, text: string): object => ({
  key: { text: key },
  value: { html: renderTemplate('partials/link', { href, text }) },
});
