import { emailProblem, telephoneProblem } from './contact-route.js';
import { type ParsedRow, quoted, RowReader } from './parsed-row.js';
import { type Rank, rankFrom } from './rank.js';

/** The columns of an officers file; all must be there, in any order. */
export const OFFICER_COLUMNS = [
  'collar_number',
  'name',
  'rank',
  'duty_email',
  'public_email',
  'public_telephone',
  'name_withheld',
] as const;

export interface OfficerRow {
  collarNumber: string;
  name: string;
  rank: string;
  dutyEmail: string | null;
  publicEmail: string | null;
  publicTelephone: string | null;
  nameWithheld: boolean;
}

const WITHHELD: Record<string, boolean> = {
  yes: true,
  true: true,
  '1': true,
  no: false,
  false: false,
  '0': false,
};

/** @example parseOfficerRow({ collar_number: '4711', name: 'A. Ward', rank: 'PC', … }, ranks) // rank: 'constable' */
export function parseOfficerRow(
  cells: Record<string, string>,
  ranks: readonly Rank[],
): ParsedRow<OfficerRow> {
  const reader = new RowReader(cells);
  const known = ranks.map(({ id }) => id).join(', ');
  const rankText = reader.required('rank', 100, (text) =>
    rankFrom(ranks, text) ? undefined : `${quoted(text)} is no rank; use one of: ${known}`,
  );
  const withheld = reader.optional('name_withheld', 10, (text) =>
    text.toLowerCase() in WITHHELD ? undefined : `${quoted(text)} must be yes or no`,
  );
  return reader.result({
    collarNumber: reader.required('collar_number', 50),
    name: reader.required('name', 200),
    rank: rankFrom(ranks, rankText)?.id ?? '',
    dutyEmail: reader.optional('duty_email', 254, emailProblem),
    publicEmail: reader.optional('public_email', 254, emailProblem),
    publicTelephone: reader.optional('public_telephone', 50, telephoneProblem),
    nameWithheld: WITHHELD[withheld?.toLowerCase() ?? 'no'] ?? false,
  });
}
