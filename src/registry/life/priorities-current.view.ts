import { formatDay } from '../../common/calendar.js';
import { renderComponent } from '../../web/govuk-components.js';
import { renderTemplate } from '../../web/templates.js';
import { isCurrent, reviewedSince } from './domain/priorities-current.js';
import { lifeHref } from './life-form-pages.js';
import type { LastReview } from './priority-reviews.query.js';

/** Every neighbourhood that exists on the day with its last review, the longest ago first, as component parameters. */
export function prioritiesCurrentView(reviews: readonly LastReview[], on: string): object {
  const current = reviews.filter(({ reviewedOn }) => isCurrent(reviewedOn, on));
  return {
    on: formatDay(on),
    since: formatDay(reviewedSince(on)),
    none: reviews.length === 0,
    current: current.length,
    all: reviews.length,
    table: {
      caption: 'Last review of each neighbourhood’s priorities, the longest ago first',
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [
        { text: 'Neighbourhood' },
        { text: 'Last reviewed' },
        { text: 'Priorities', format: 'numeric' },
        { text: 'State' },
      ],
      rows: reviews.map(({ code, name, reviewedOn, priorities }) => [
        { html: renderTemplate('partials/link', { href: lifeHref(code), text: `${name} (${code})` }) },
        { text: reviewedOn ? formatDay(reviewedOn) : 'Never' },
        { text: String(priorities), format: 'numeric' },
        {
          html: renderComponent(
            'tag',
            isCurrent(reviewedOn, on)
              ? { text: 'Current', classes: 'govuk-tag--green' }
              : { text: 'Needs a review', classes: 'govuk-tag--red' },
          ),
        },
      ]),
    },
  };
}
