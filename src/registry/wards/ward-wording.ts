import { renderComponent } from '../../web/govuk-components.js';
import { WARD_STATE_TITLES, type WardState } from '../coverage/domain/ward-state.js';

/** The address of a ward's page. */
export const wardHref = (code: string): string => `/wards/${encodeURIComponent(code)}`;

/** `25.3%`, rounded down, so that what does not reach a twentieth never reads as if it did. */
export function shareText(share: number): string {
  const tenths = Math.floor(share * 1000 + 1e-6);
  return tenths === 0 ? (share > 0 ? 'under 0.1%' : 'none') : `${(tenths / 10).toFixed(1)}%`;
}

const COLOURS: Record<WardState, string> = {
  covered: 'govuk-tag--green',
  partly: 'govuk-tag--yellow',
  'not-covered': 'govuk-tag--red',
};

/** The state of a ward as a tag. */
export function stateTag(state: WardState): { text: string; classes: string } {
  const title = WARD_STATE_TITLES[state];
  return { text: title.charAt(0).toUpperCase() + title.slice(1), classes: COLOURS[state] };
}

export const stateTagHtml = (state: WardState): string => renderComponent('tag', stateTag(state));
