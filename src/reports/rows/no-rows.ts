import { withUnit } from '../figure-words.js';
import type { OpenedFigure } from './opened-figure.js';

type Opened = Pick<OpenedFigure, 'figure' | 'shown' | 'after' | 'noneOfDue'> & {
  measure: Pick<OpenedFigure['measure'], 'id' | 'unit'>;
};

/** What became of none of those due, where the measure is of that. */
const BECAME: Readonly<Record<string, string>> = {
  'clocks-missed': 'was missed',
  'clocks-met': 'was answered in time',
  'answered-late': 'was answered late',
  'not-answered': 'was left without an answer',
  'open-past-due': 'still waits for an answer',
};

/**
 * Why a list has no rows. A count of none that could have been more says so: to count none of eight is not to have nothing
 * to count.
 */
export function noRowsText({ measure, figure, shown, after, noneOfDue }: Opened): string {
  if (shown !== 'all' || after.count > 0) return 'There are no such rows.';
  const { id, unit } = measure;
  const words = withUnit(unit, figure.shown);
  if (unit === 'state' || words === '') return 'There are no rows: there was nothing to count.';
  // A share or a percentile has a row for each of what it is of.
  if (figure.denominator !== null)
    return `There are no rows: the figure is ${words}, because there was nothing to count.`;
  const none = `There are no rows: the figure is ${words}`;
  if (noneOfDue === 0) return `${none}, because no query was due.`;
  if (noneOfDue !== null) {
    const due = noneOfDue === 1 ? '1 query was' : `${noneOfDue} queries were`;
    return `${none}. ${due} due, and none ${Object.hasOwn(BECAME, id) ? BECAME[id] : 'is counted here'}.`;
  }
  return `${none}. Nothing on record is counted here.`;
}
