import { formatShort } from '../common/calendar.js';
import { renderTemplate } from '../web/templates.js';
import { UNLINKED } from './page-context.js';
import { isUnlinked } from './permissions.js';
import type { Person } from './principal.js';
import type { SessionInUse } from './sessions.query.js';

export const YOUR_SIGN_INS = '/your-sign-ins';

/** Somebody's sessions, the one in use marked, as component parameters. */
export function yourSignInsView(sessions: readonly SessionInUse[], person: Person, ended: boolean): object {
  return {
    unlinked: isUnlinked(person) && { text: UNLINKED },
    banner: ended && { type: 'success', text: 'The sign-in has been ended' },
    table: {
      caption: 'Your sign-ins',
      captionClasses: 'govuk-visually-hidden',
      head: ['Signed in', 'Last used', 'Ends by itself', 'What you can do'].map((text) => ({ text })),
      rows: sessions.map(({ id, created_at: begun, last_used_at: used, ends_at: ends }) => [
        { text: formatShort(begun) },
        { text: formatShort(used ?? begun) },
        { text: formatShort(ends) },
        id === person.sessionId
          ? { text: 'You are using this one' }
          : { html: endForm(id, formatShort(begun)) },
      ]),
    },
    others: sessions.length > 1 && {
      text: 'End all but this one',
      classes: 'govuk-button--secondary',
      preventDoubleClick: true,
    },
  };
}

const endForm = (id: string, begun: string): string =>
  renderTemplate('partials/one-button-form', {
    action: `${YOUR_SIGN_INS}/${id}/end`,
    text: 'End it',
    about: `, the one of ${begun}`,
  });
