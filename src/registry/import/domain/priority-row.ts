import { unseenProblem } from '../../domain/unseen-character.js';
import { dayProblem } from '../../domain/assignment-row.js';
import { type ParsedRow, RowReader } from '../../domain/parsed-row.js';
import type { Layout } from './column-mapping.js';
import { type Cells, ifGiven } from './given.js';
import { momentOf, momentProblem } from './local-moment.js';

export const PRIORITY_LAYOUT: Layout = {
  columns: ['neighbourhood_code', 'issue', 'issue_date', 'action', 'action_date'],
  optional: ['ended', 'external_id', 'force'],
  required: ['neighbourhood_code', 'issue', 'issue_date'],
};

export interface PriorityRow {
  neighbourhoodCode: string;
  issue: string;
  issueAt: string;
  action: string | null | undefined;
  actionAt: string | null | undefined;
  /** From this day on it is no priority any more. */
  endedOn: string | null | undefined;
  externalId: string | null;
}

/** Issues and actions of several lines; "both are always present": an action has its date, and a date its action. */
export function parsePriorityRow(cells: Cells): ParsedRow<PriorityRow> {
  const reader = new RowReader(cells);
  const neighbourhoodCode = reader.required('neighbourhood_code', 100);
  const issue = reader.paragraphs('issue', 10_000);
  if (issue === null) reader.problem('issue', 'is missing');
  const unseen = issue && unseenProblem(issue.replace(/[\n\t]/g, ' '));
  if (unseen) reader.problem('issue', unseen);
  const issueAt = momentOf(reader.required('issue_date', 50, momentProblem));
  const action = ifGiven(cells, 'action', () => reader.paragraphs('action', 10_000));
  const actionText = ifGiven(cells, 'action_date', () => reader.optional('action_date', 50, momentProblem));
  if (action && !actionText) reader.problem('action_date', 'is missing; an action has its date');
  if (actionText && !action) reader.problem('action', 'is missing; its date is there');
  return reader.result({
    neighbourhoodCode,
    issue: issue ?? '',
    issueAt: issueAt ?? '',
    action: action === null || actionText === null ? null : action,
    actionAt: actionText === undefined ? (action === null ? null : undefined) : momentOf(actionText),
    endedOn: ifGiven(cells, 'ended', () => reader.optional('ended', 50, dayProblem)),
    externalId: reader.optional('external_id', 200),
  });
}
