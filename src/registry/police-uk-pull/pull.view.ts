import { formatInstant, formatShort } from '../../common/calendar.js';
import { renderComponent } from '../../web/govuk-components.js';
import { renderTemplate } from '../../web/templates.js';
import { isUnderWay, LINES_A_PAGE, type PullList } from './pull-pages.js';
import type { ListedPull, Pull } from './pull-queue.query.js';

export const PULLS_HREF = '/imports/police-uk';
export const pullHref = (id: string): string => `${PULLS_HREF}/${id}`;

interface Tag {
  text: string;
  classes: string;
}

const WAITING: Tag = { text: 'Waiting', classes: 'govuk-tag--grey' };
const PULLING: Tag = { text: 'Being pulled', classes: 'govuk-tag--light-blue' };
const FAILED: Tag = { text: 'Failed', classes: 'govuk-tag--red' };

/** What people read of a pull whose answers are there. */
const IMPORT_TAGS: Record<string, Tag> = {
  previewed: { text: 'Not applied yet', classes: 'govuk-tag--yellow' },
  refused: { text: 'Replaced by a later pull', classes: 'govuk-tag--grey' },
  applied: { text: 'Applied', classes: 'govuk-tag--green' },
  undoing: { text: 'Being undone', classes: 'govuk-tag--light-blue' },
  undone: { text: 'Undone', classes: 'govuk-tag--grey' },
};

export const importTag = (state: string): Tag =>
  IMPORT_TAGS[state] ?? { text: state, classes: 'govuk-tag--grey' };

/** The way in: start a pull, or how to configure one; and the pulls so far. */
export function pullListView({ source, pulls }: PullList): object {
  const running = pulls.find(isUnderWay);
  return {
    notConfigured: source === null,
    source,
    start: source !== null && !running && { text: 'Start a pull', preventDoubleClick: true },
    running: running && { href: pullHref(running.id), text: 'See how far the pull is' },
    empty: pulls.length === 0,
    table: {
      caption: 'Pulls so far',
      captionClasses: 'govuk-visually-hidden',
      head: ['Started', 'State'].map((text) => ({ text })),
      rows: pulls.map((pull) => [
        {
          html: renderTemplate('partials/link', { href: pullHref(pull.id), text: formatShort(pull.askedAt) }),
        },
        { html: renderComponent('tag', tagOf(pull)) },
      ]),
    },
  };
}

function tagOf({ state, importState }: ListedPull): Tag {
  if (state === 'waiting') return WAITING;
  if (state === 'pulling') return PULLING;
  return state === 'failed' ? FAILED : importTag(importState ?? 'previewed');
}

/** A pull whose answers are not there: how far it is, or why it failed. */
export function pullStateView({ state, askedAt, progress, total, problem, id }: Pull): {
  title: string;
  [parameter: string]: unknown;
} {
  const failed = state === 'failed';
  return {
    title: failed ? 'The pull failed' : 'Pulling from data.police.uk',
    tag: failed ? FAILED : state === 'waiting' ? WAITING : PULLING,
    problem,
    started: formatInstant(askedAt),
    progress:
      !failed &&
      (total === null ? 'It is about to begin.' : `${progress} of ${total} neighbourhoods are here.`),
    refresh: !failed && { href: pullHref(id), text: 'Look again' },
    again: failed && { href: PULLS_HREF, text: 'Start another pull' },
  };
}

/** Links to the pages before and after, if there are several. */
export function paginationOf(href: string, page: number, total: number): object | false {
  const pages = Math.max(1, Math.ceil(total / LINES_A_PAGE));
  const to = (number: number): { href: string } => ({ href: `${href}?page=${number}` });
  return (
    pages > 1 && {
      ...(page > 1 && { previous: to(page - 1) }),
      ...(page < pages && { next: to(page + 1) }),
      items: [{ number: page, current: true, ...to(page) }],
    }
  );
}

export function tabsOf(id: string, active: 'differences' | 'notes', notes?: number): object {
  return {
    label: 'This pull',
    items: [
      { text: 'What would change', href: pullHref(id), active: active === 'differences' },
      {
        text: notes === undefined ? 'What stays as it is' : `What stays as it is (${notes})`,
        href: `${pullHref(id)}/notes`,
        active: active === 'notes',
      },
    ],
  };
}
