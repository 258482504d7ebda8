import { emailProblem, telephoneProblem } from '../../domain/contact-route.js';
import { type ParsedRow, quoted, RowReader } from '../../domain/parsed-row.js';
import type { Layout } from './column-mapping.js';
import { type Cells, ifGiven, yesOrNo } from './given.js';
import { momentOf, momentProblem } from './local-moment.js';

export const EVENT_LAYOUT: Layout = {
  columns: ['neighbourhood_code', 'type', 'title', 'address', 'description', 'starts', 'ends'],
  optional: ['email', 'telephone', 'attended', 'volunteers', 'cancelled', 'external_id', 'force'],
  required: ['neighbourhood_code', 'type', 'title', 'address', 'starts'],
};

const TYPES = ['beat-meeting', 'surgery', 'patch-walk', 'engagement-walk', 'other'];

export interface EventRow {
  neighbourhoodCode: string;
  type: string;
  title: string;
  address: string;
  description: string | null | undefined;
  startsAt: string;
  endsAt: string | null | undefined;
  email: string | null | undefined;
  telephone: string | null | undefined;
  attended: string | null | undefined;
  volunteers: string | null | undefined;
  cancelled: boolean | undefined;
  externalId: string | null;
}

/** @example parseEventRow({ type: 'Beat meeting', starts: '2026-05-12 19:00', … }) // type: 'beat-meeting' */
export function parseEventRow(cells: Cells): ParsedRow<EventRow> {
  const reader = new RowReader(cells);
  const optional = (
    column: string,
    most: number,
    check?: (text: string) => string | undefined,
  ): string | null | undefined => ifGiven(cells, column, () => reader.optional(column, most, check));
  const neighbourhoodCode = reader.required('neighbourhood_code', 100);
  const type = reader.required('type', 50, (text) =>
    TYPES.includes(typeOf(text)) ? undefined : `${quoted(text)} is no type; use one of: ${TYPES.join(', ')}`,
  );
  const title = reader.required('title', 200);
  const address = reader.required('address', 500);
  const description = ifGiven(cells, 'description', () => reader.paragraphs('description', 10_000));
  const startsAt = momentOf(reader.required('starts', 50, momentProblem));
  const endsText = optional('ends', 50, momentProblem);
  const endsAt = endsText === undefined ? undefined : momentOf(endsText);
  if (startsAt && endsAt && endsAt < startsAt) reader.problem('ends', 'is before starts');
  const cancelled = optional('cancelled', 10, (text) =>
    yesOrNo(text) === undefined ? `${quoted(text)} must be yes or no` : undefined,
  );
  return reader.result({
    neighbourhoodCode,
    type: typeOf(type),
    title,
    address,
    description,
    startsAt: startsAt ?? '',
    endsAt,
    email: optional('email', 254, emailProblem),
    telephone: optional('telephone', 50, telephoneProblem),
    attended: optional('attended', 10, countProblem),
    volunteers: optional('volunteers', 10, countProblem),
    cancelled: cancelled ? yesOrNo(cancelled) : undefined,
    externalId: reader.optional('external_id', 200),
  });
}

function typeOf(text: string): string {
  return text.toLowerCase().replace(/[\s_]+/g, '-');
}

function countProblem(text: string): string | undefined {
  return /^\d{1,6}$/.test(text) ? undefined : `${quoted(text)} must be a whole number, 0 or more`;
}
