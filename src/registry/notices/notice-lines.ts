import { formatDay } from '../../common/calendar.js';
import { KIND_TITLES, type TriedKind } from '../contactable/domain/try-outcome.js';
import { GAP_REASON_TITLES } from '../coverage/domain/coming-gap.js';
import { STATE_TITLES } from '../coverage/domain/coverage-state.js';
import type { LastReview } from '../life/priority-reviews.query.js';
import { neighbourhoodHref, officerHref } from '../officer-wording.js';
import type { ForceStanding } from './standing.js';

/** More than this in one part of a mail nobody reads; the pages behind its links have all. */
const LISTED = 50;

export interface Part {
  heading: string;
  none: string;
  lines: { place: string; link: string; what: string }[];
  more: number;
}

/** What a line is about: a neighbourhood, or an officer by number. */
interface Subject {
  code: string | null;
  name: string | null;
  collarNumber?: string | null;
}

type ToLink = (path: string) => string;

/** The parts of a mail that list gaps and routes; places and dates, and of officers the number only. */
export function partsOf({ open, coming, failing }: ForceStanding, to: ToLink): Part[] {
  return [
    part(
      to,
      'Gaps that are open',
      'No gap is open.',
      open,
      ({ sinceOn, state }) => `${STATE_TITLES[state]} since ${formatDay(sinceOn)}`,
    ),
    part(
      to,
      'Gaps that are coming',
      'No gap is coming.',
      coming,
      ({ fromOn, reason }) => `from ${formatDay(fromOn)}: ${lower(GAP_REASON_TITLES[reason])}`,
    ),
    part(
      to,
      'Contact routes that fail',
      'No contact route fails.',
      failing,
      ({ kind, sinceOn }) => `${KIND_TITLES[kind as TriedKind]}, failing since ${formatDay(sinceOn)}`,
    ),
  ];
}

export function stalePart(stale: readonly LastReview[], to: ToLink): Part {
  return part(
    to,
    'Priorities not reviewed in the last 3 months',
    'All priorities are current.',
    stale,
    ({ reviewedOn }) =>
      reviewedOn === null ? 'never reviewed' : `last reviewed on ${formatDay(reviewedOn)}`,
  );
}

/** @example `Officer 4711`: a mail passes through many hands, so it tells no officer's name, withheld or not */
export const subjectText = ({ name, collarNumber }: Subject): string => name ?? `Officer ${collarNumber}`;

const subjectHref = ({ code, collarNumber }: Subject): string =>
  code === null ? officerHref(collarNumber!) : neighbourhoodHref(code);

function part<T extends Subject>(
  to: ToLink,
  heading: string,
  none: string,
  all: readonly T[],
  what: (item: T) => string,
): Part {
  const lines = all
    .slice(0, LISTED)
    .map((item) => ({ place: subjectText(item), link: to(subjectHref(item)), what: what(item) }));
  return { heading, none, lines, more: Math.max(0, all.length - LISTED) };
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
