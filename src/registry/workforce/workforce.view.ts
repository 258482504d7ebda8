import { formatDay } from '../../common/calendar.js';
import { dateField } from '../../web/fields.js';
import type { FormErrors } from '../../web/form-errors.js';
import { renderComponent } from '../../web/govuk-components.js';
import type { Typed } from '../../web/typed.js';
import { type DutyHours, isAboveThePledge } from './domain/abstraction.js';
import { asbLeadView } from './asb-lead.view.js';
import type { Workforce } from './workforce.service.js';
import { byRank, hoursText, monthText, rankText, shareText, TENURE_RANKS } from './workforce-wording.js';

export interface WorkforcePageState {
  /** Beyond what the public reads: everybody who held the post, and withheld names. */
  showsHolders: boolean;
  mayChange: boolean;
  done: string | undefined;
  typed: Typed;
  found: FormErrors;
}

type Cell = { text: string; format?: 'numeric' } | { html: string };

const DONE: Record<string, string> = {
  named: 'The anti-social behaviour lead has been named',
  ended: 'The anti-social behaviour lead ends on the day you gave',
  unchanged: 'Nothing was changed: this officer leads on that day already',
  posts: 'The number of posts has been saved',
};

/** The workforce on a day as component parameters: counts only, and the one officer whom the public may know. */
export function workforceView(workforce: Workforce, state: WorkforcePageState): object {
  const { on, abstraction } = workforce;
  const { done, mayChange, typed, found } = state;
  const months = abstraction.months.filter(({ rank }) => rank === null);
  const latest = abstraction.months.filter(
    ({ monthOn, rank }) => rank !== null && monthOn === abstraction.monthOn,
  );
  return {
    on: formatDay(on),
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    mayChange,
    date: dateField('on', 'On which day?', typed, found, { hint: { text: 'For example, 31 3 2026' } }),
    button: { text: 'Show this day', classes: 'govuk-button--secondary' },
    headcount: headcountTable(workforce),
    tenure: tenureTable(workforce),
    noHours: months.length === 0,
    months: table(
      'Abstraction by month',
      ['Month', 'Hours rostered', 'Hours abstracted', 'Share', 'Pledge'],
      months.map((month) => [{ text: monthText(month.monthOn) }, ...hoursCells(month)]),
    ),
    month: abstraction.monthOn && monthText(abstraction.monthOn),
    ranks: table(
      `By rank, ${monthText(abstraction.monthOn ?? on)}`,
      ['Rank', 'Hours rostered', 'Hours abstracted', 'Share', 'Pledge'],
      byRank(latest.map((row) => ({ ...row, rank: row.rank! }))).map((row) => [
        { text: rankText(row.rank) },
        ...hoursCells(row),
      ]),
    ),
    areas:
      abstraction.areas.length > 0 &&
      table(
        `By command area, ${monthText(abstraction.monthOn ?? on)}`,
        ['Command area', 'Hours rostered', 'Hours abstracted', 'Share', 'Pledge'],
        abstraction.areas.map((area) => [{ text: area.name }, ...hoursCells(area)]),
      ),
    asbLead: asbLeadView(workforce, state.showsHolders),
  };
}

function headcountTable({ headcount }: Workforce): object {
  const rows = byRank(headcount).map((row) => ({
    ...row,
    againstPosts: row.posts === null ? null : row.officers - row.posts,
    againstTarget: row.upliftTarget === null ? null : row.officers - row.upliftTarget,
  }));
  type Row = (typeof rows)[number];
  const cells = (title: string, of: Omit<Row, 'rank'>): Cell[] => [
    { text: title },
    number(of.officers),
    number(of.posts),
    number(of.againstPosts, true),
    number(of.upliftTarget),
    number(of.againstTarget, true),
  ];
  // A rank without posts or target stands against nothing, in the sums too.
  const sum = (pick: (row: Row) => number | null): number | null => {
    const known = rows.map(pick).filter((count) => count !== null);
    return known.length === 0 ? null : known.reduce((total, count) => total + count, 0);
  };
  const all = {
    officers: sum(({ officers }) => officers) ?? 0,
    posts: sum(({ posts }) => posts),
    upliftTarget: sum(({ upliftTarget }) => upliftTarget),
    againstPosts: sum(({ againstPosts }) => againstPosts),
    againstTarget: sum(({ againstTarget }) => againstTarget),
  };
  return table(
    'Headcount against posts and uplift target',
    ['Rank', 'Officers', 'Posts', 'Against posts', 'Uplift target', 'Against target'],
    [...rows.map((row) => cells(rankText(row.rank), row)), cells('All ranks', all)],
  );
}

function tenureTable({ tenure }: Workforce): object {
  const rows = TENURE_RANKS.map(
    (rank) => tenure.find((row) => row.rank === rank) ?? { rank, officers: 0, withTenure: 0 },
  );
  return table(
    'In neighbourhood teams for two years or more',
    ['Rank', 'Officers in teams', 'Two years or more', 'Share'],
    rows.map(({ rank, officers, withTenure }) => [
      { text: rankText(rank) },
      number(officers),
      number(withTenure),
      { text: shareText(withTenure, officers), format: 'numeric' },
    ]),
  );
}

function hoursCells(hours: DutyHours): Cell[] {
  const tag = isAboveThePledge(hours)
    ? { text: 'Above 20%', classes: 'govuk-tag--red' }
    : { text: 'Within', classes: 'govuk-tag--green' };
  return [
    { text: hoursText(hours.rostered), format: 'numeric' },
    { text: hoursText(hours.abstracted), format: 'numeric' },
    { text: shareText(hours.abstracted, hours.rostered), format: 'numeric' },
    { html: renderComponent('tag', tag) },
  ];
}

function number(count: number | null, signed = false): Cell {
  const text = count === null ? 'Not recorded' : count.toLocaleString('en-GB');
  return { text: signed && count !== null && count > 0 ? `+${text}` : text, format: 'numeric' };
}

const WORDS = ['Pledge'];

function table(caption: string, heads: readonly string[], rows: Cell[][]): object {
  return {
    caption,
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: heads.map((text, index) =>
      index === 0 || WORDS.includes(text) ? { text } : { text, format: 'numeric' },
    ),
    rows,
  };
}
