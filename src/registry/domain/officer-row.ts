import { isDay } from '../../common/calendar.js';
import type { Layout } from '../import/domain/column-mapping.js';
import { ifGiven, yesOrNo } from '../import/domain/given.js';
import { dayProblem } from './assignment-row.js';
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

export const OFFICER_LAYOUT: Layout = {
  columns: OFFICER_COLUMNS,
  optional: ['joined_on', 'left_on', 'rank_from', 'external_id', 'force'],
  required: ['collar_number', 'name', 'rank'],
};

/** A row of the file; what is undefined the file does not say, and stays as it is recorded. */
export interface OfficerRow {
  collarNumber: string;
  name: string;
  rank: string;
  dutyEmail: string | null | undefined;
  publicEmail: string | null | undefined;
  publicTelephone: string | null | undefined;
  nameWithheld: boolean | undefined;
  /** The first and the last day of service in the force. */
  joinedOn: string | null | undefined;
  leftOn: string | null | undefined;
  /** The day from which the officer holds the rank; days before it keep what is recorded of them. */
  rankFromOn: string | null | undefined;
  /** The force's own id of the person, which stays when the collar number changes. */
  externalId: string | null | undefined;
}

/**
 * @param todayOn a rank is recorded from the day it is held, not before
 * @example parseOfficerRow({ collar_number: '4711', name: 'A. Ward', rank: 'PC', … }, ranks) // rank: 'constable'
 */
export function parseOfficerRow(
  cells: Record<string, string>,
  ranks: readonly Rank[],
  todayOn = '2199-12-31',
): ParsedRow<OfficerRow> {
  const reader = new RowReader(cells);
  const optional = (
    column: string,
    most: number,
    check?: (text: string) => string | undefined,
  ): string | null | undefined => ifGiven(cells, column, () => reader.optional(column, most, check));
  const known = ranks.map(({ id }) => id).join(', ');
  const rankText = reader.required('rank', 100, (text) =>
    rankFrom(ranks, text) ? undefined : `${quoted(text)} is no rank; use one of: ${known}`,
  );
  const withheld = optional('name_withheld', 10, (text) =>
    yesOrNo(text) === undefined ? `${quoted(text)} must be yes or no` : undefined,
  );
  const row: OfficerRow = {
    collarNumber: reader.required('collar_number', 50),
    name: reader.required('name', 200),
    rank: rankFrom(ranks, rankText)?.id ?? '',
    dutyEmail: optional('duty_email', 254, emailProblem),
    publicEmail: optional('public_email', 254, emailProblem),
    publicTelephone: optional('public_telephone', 50, telephoneProblem),
    nameWithheld: withheld ? yesOrNo(withheld) : undefined,
    joinedOn: optional('joined_on', 50, dayProblem),
    leftOn: optional('left_on', 50, dayProblem),
    rankFromOn: optional('rank_from', 50, dayProblem),
    externalId: optional('external_id', 200),
  };
  const { joinedOn, leftOn, rankFromOn } = row;
  if (joinedOn && leftOn && isDay(joinedOn) && isDay(leftOn) && leftOn < joinedOn) {
    reader.problem('left_on', `${leftOn} is before joined_on (${joinedOn}); it is the last day of service`);
  }
  if (rankFromOn && isDay(rankFromOn) && rankFromOn > todayOn) {
    reader.problem('rank_from', `${rankFromOn} has not come yet; import the new rank on that day`);
  }
  return reader.result(row);
}
