import { formatDay } from '../../common/calendar.js';
import { renderTemplate } from '../../web/templates.js';
import { neighbourhoodHref } from '../officer-wording.js';
import { shareText } from '../wards/ward-wording.js';
import type { OverlapRow } from './overlaps.query.js';

/** More than these nobody mends by hand. */
export const OVERLAPS_LISTED = 200;

/** Where neighbourhoods overlap, the largest common area first, as component parameters. */
export function overlapsView(rows: readonly OverlapRow[], todayOn: string): object {
  return {
    today: formatDay(todayOn),
    none: rows.length === 0,
    count: rows.length === 1 ? '1 overlap' : `${rows.length} overlaps`,
    cut: rows.length === OVERLAPS_LISTED,
    table: {
      caption: `Overlapping neighbourhoods on ${formatDay(todayOn)}`,
      captionClasses: 'govuk-visually-hidden',
      head: [
        { text: 'Neighbourhood that takes what lies in both' },
        { text: 'Overlaps' },
        { text: 'Area in common', format: 'numeric' },
        { text: 'Part of the first', format: 'numeric' },
      ],
      rows: rows.map(({ code, name, otherCode, otherName, areaKm2, part }) => [
        { html: linkTo(code, name) },
        { html: linkTo(otherCode, otherName) },
        { text: areaText(areaKm2), format: 'numeric' },
        { text: shareText(Math.min(1, part)), format: 'numeric' },
      ]),
    },
  };
}

const linkTo = (code: string, name: string): string =>
  renderTemplate('partials/link', { href: neighbourhoodHref(code), text: `${name} (${code})` });

/** Square metres below a hundredth of a square kilometre. */
function areaText(km2: number): string {
  return km2 < 0.01 ? `${Math.round(km2 * 1e6).toLocaleString('en-GB')} m²` : `${km2.toFixed(2)} km²`;
}
