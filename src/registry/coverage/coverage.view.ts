import { formatDay } from '../../common/calendar.js';
import { renderComponent } from '../../web/govuk-components.js';
import { renderTemplate } from '../../web/templates.js';
import { neighbourhoodHref, officerText } from '../officer-wording.js';
import { type ComingGap, DAYS_AHEAD, type OpenGap } from './coverage.js';
import { type CoverageShares, neighbourhoodShares, type Share, wardShares } from './coverage-figures.js';
import { COVERAGE_RULES } from './coverage-rules.js';
import type { CoverageToday, When } from './coverage.service.js';
import { GAP_REASON_TITLES } from './domain/coming-gap.js';
import { COVERAGE_STATES, type CoverageState, STATE_TITLES } from './domain/coverage-state.js';
import { WARD_STATE_TITLES, WARD_STATES } from './domain/ward-state.js';

const TABS: Record<When, string> = { now: 'Now', week: 'Next 7 days', month: 'Next 30 days' };

const COLOURS: Record<CoverageState, string> = {
  covered: 'govuk-tag--green',
  'deputy-covering': 'govuk-tag--blue',
  absent: 'govuk-tag--purple',
  'not-contactable': 'govuk-tag--orange',
  unpublished: 'govuk-tag--yellow',
  vacant: 'govuk-tag--red',
};

/** The page about coverage as component parameters; pure. */
export function coverageView(
  today: CoverageToday,
  { when, on, showsWithheld }: { when: When; on?: string | undefined; showsWithheld: boolean },
): object {
  const { todayOn, fromOn, toOn, neighbourhoods, wards, without } = today;
  const onDay = on === undefined ? 'today' : `on ${formatDay(on)}`;
  return {
    today: formatDay(todayOn),
    isOtherDay: on !== undefined,
    absenceDays: COVERAGE_RULES.absenceDays,
    noFigures: neighbourhoods.length === 0,
    figures: figuresTable(today, onDay),
    byState: countsTable(
      `Neighbourhoods by state ${onDay}`,
      'Neighbourhoods',
      COVERAGE_STATES,
      STATE_TITLES,
      neighbourhoods,
    ),
    wardsByState:
      wards.length > 0 &&
      countsTable(`Wards by state ${onDay}`, 'Wards', WARD_STATES, WARD_STATE_TITLES, wards),
    tabs: {
      label: 'When neighbourhoods are without cover',
      items: Object.entries(TABS).map(([key, text]) => ({
        text: key === 'now' && on !== undefined ? 'On the day' : text,
        href: `/coverage?when=${key}${on === undefined ? '' : `&on=${on}`}#without-cover`,
        active: key === when,
      })),
    },
    days:
      when === 'now'
        ? `on ${formatDay(todayOn)}`
        : `on any day from ${formatDay(fromOn)} to ${formatDay(toOn)}`,
    withoutCount: counted(new Set(without.map(({ code }) => code)).size),
    without: without.length > 0 && withoutTable(without),
    daysAhead: DAYS_AHEAD,
    coming: today.coming.length > 0 && comingTable(today, showsWithheld),
  };
}

function figuresTable({ neighbourhoods, wards }: CoverageToday, onDay: string): object {
  const row = (title: string, { coverageOnLastDay, nationalOnLastDay }: CoverageShares): object[] => [
    { text: title },
    ...shareCells(coverageOnLastDay),
    ...shareCells(nationalOnLastDay),
  ];
  return {
    ...tableFrame(
      `Covered ${onDay}`,
      ['By', 'Covered', 'Share', 'National measure', 'Share of the national measure'],
      1,
    ),
    rows: [
      row('Neighbourhoods', neighbourhoodShares(neighbourhoods)),
      ...(wards.length > 0 ? [row('Council wards', wardShares(wards))] : []),
    ],
  };
}

function shareCells({ numerator, denominator, percent }: Share): object[] {
  return [`${numerator} of ${denominator}`, percent === null ? '–' : `${percent}%`].map((text) => ({
    text,
    format: 'numeric',
  }));
}

function countsTable<State extends string>(
  caption: string,
  counted: string,
  states: readonly State[],
  titles: Readonly<Record<State, string>>,
  all: readonly { lastState: State | null }[],
): object {
  return {
    ...tableFrame(caption, ['State', counted], 1),
    rows: states.map((state) => [
      { text: sentence(titles[state]) },
      { text: String(all.filter(({ lastState }) => lastState === state).length), format: 'numeric' },
    ]),
  };
}

function withoutTable(gaps: readonly OpenGap[]): object {
  return {
    ...tableFrame('Neighbourhoods without cover', ['Neighbourhood', 'Without cover since', 'Until', 'State']),
    rows: gaps.map((gap) => [
      placeCell(gap),
      { text: formatDay(gap.sinceOn) },
      { text: until(gap.toOn) },
      { html: gap.states.map(tag).join(' ') },
    ]),
  };
}

function comingTable({ coming, officers }: CoverageToday, showsWithheld: boolean): object {
  const who = ({ officerId }: ComingGap): string => {
    const officer = officerId === null ? undefined : officers.get(officerId);
    return officer ? officerText(officer, showsWithheld) : '';
  };
  return {
    ...tableFrame('Gaps that are coming', ['Neighbourhood', 'From', 'Until', 'Why', 'Officer']),
    rows: coming.map((gap) => [
      placeCell(gap),
      { text: formatDay(gap.fromOn) },
      { text: until(gap.toOn) },
      { text: GAP_REASON_TITLES[gap.reason] },
      { text: who(gap) },
    ]),
  };
}

function placeCell({ code, name }: { code: string; name: string }): object {
  return {
    html: renderTemplate('partials/link', { href: neighbourhoodHref(code), text: `${name} (${code})` }),
  };
}

const until = (day: string | null): string => (day === null ? 'No end known' : formatDay(day));

const tag = (state: CoverageState): string =>
  renderComponent('tag', { text: sentence(STATE_TITLES[state]), classes: COLOURS[state] });

/** @param words how many columns from the left hold words; all unless given */
function tableFrame(caption: string, heads: readonly string[], words = heads.length): object {
  return {
    caption,
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: heads.map((text, index) => (index < words ? { text } : { text, format: 'numeric' })),
  };
}

const counted = (count: number): string => (count === 1 ? '1 neighbourhood' : `${count} neighbourhoods`);

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
