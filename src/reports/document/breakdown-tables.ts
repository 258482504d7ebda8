import { channelName } from '../../contacts/wording.js';
import type { ComplianceReport, ReportPlace } from '../compliance-report.js';
import type { FigureSpot } from '../figure-words.js';
import { WEEKDAYS } from '../report-figures.js';
import { BREAKDOWN_GROUPS, type BreakdownGroup, COLUMN_TITLES, titleOfSection } from './breakdown-groups.js';
import {
  type DocumentCells,
  exactShare,
  type MeasureColumn,
  placeWords,
  sortedBy,
} from './document-cells.js';
import type { DocumentTable } from './report-document.js';

interface Spot {
  text: string;
  code: string;
  spot: FigureSpot;
}

interface Breakdown {
  id: string;
  /** After "by"; also the head of the first column. */
  words: string;
  spots: readonly Spot[];
  /** Places are ranked, channels and weekdays have their own order. */
  ranked: boolean;
}

/** Every table of a section that has a row a place, a channel or a weekday. */
export function breakdownTables(
  report: ComplianceReport,
  cells: DocumentCells,
  section: string,
): DocumentTable[] {
  const measures = report.definitions
    .filter((each) => each.section === section)
    .map(({ measure }) => measure);
  return breakdownsOf(report).flatMap((by) => {
    const there = measures.filter((measure) =>
      by.spots.some(({ spot }) => cells.figures.at(measure, spot) !== undefined),
    );
    return groupsOf(section, there).map((group) => breakdownTable(cells, section, group, by));
  });
}

/**
 * The neighbourhoods in one view, "ranked with small bars". The promise is both an officer and an answer, so the lower of
 * the two shares ranks a place: one without any cover is not among the best because it answers. Of places that are equal
 * the one whose other share is lower comes first, then the one that missed more.
 */
export function rankedTable(report: ComplianceReport, cells: DocumentCells): DocumentTable {
  const columns: MeasureColumn[] = [
    { measure: 'share-met', title: 'Answered in time', bar: true as const },
    { measure: 'clocks-missed', title: 'Missed' },
    { measure: 'coverage-days', title: 'Days covered', bar: true as const },
    { measure: 'state-last-day', title: 'State on the last day' },
  ].filter(({ measure }) => cells.knows(measure));
  const [neighbourhoods] = breakdownsOf(report);
  const ranked = sortedBy(neighbourhoods!.spots, ({ spot }) => {
    const shares = ['share-met', 'coverage-days'].map((measure) =>
      exactShare(cells.figures.at(measure, spot)),
    );
    return [Math.min(...shares), Math.max(...shares), -(cells.figures.at('clocks-missed', spot)?.value ?? 0)];
  });
  return {
    id: 'neighbourhoods',
    caption: 'Neighbourhoods, worst first by the lower of answered in time and days covered',
    columns: [
      { id: 'neighbourhood', title: 'Neighbourhood', numeric: false, plain: 'code' },
      ...cells.columns(columns),
    ],
    rows: ranked.map(({ text, code, spot }) => [{ text, plain: code }, ...cells.row(columns, spot)]),
    heads: 1,
    none: 'No neighbourhood existed in the period.',
  };
}

function breakdownsOf(report: ComplianceReport): Breakdown[] {
  const placed = (places: readonly ReportPlace[], spotOf: (code: string) => FigureSpot): Spot[] =>
    places.map((place) => ({ text: placeWords(place), code: place.code, spot: spotOf(place.code) }));
  return [
    {
      id: 'neighbourhood',
      words: 'neighbourhood',
      spots: placed(report.neighbourhoods, (neighbourhood) => ({ neighbourhood })),
      ranked: true,
    },
    {
      id: 'command-area',
      words: 'command area',
      spots: placed(report.commandAreas ?? [], (commandArea) => ({ commandArea })),
      ranked: true,
    },
    {
      id: 'ward',
      words: 'ward',
      spots: placed(report.wards ?? [], (ward) => ({ ward })),
      ranked: true,
    },
    {
      id: 'channel',
      words: 'channel',
      spots: report.channels.map((channel) => ({
        text: channelName(channel),
        code: channel,
        spot: { channel },
      })),
      ranked: false,
    },
    {
      id: 'weekday',
      words: 'weekday on which it was sent',
      spots: WEEKDAYS.map(({ code, name }) => ({ text: name, code, spot: { weekday: Number(code) } })),
      ranked: false,
    },
  ];
}

/** The groups of a section with what is there of each; what no group names comes last, in its own order. */
function groupsOf(section: string, there: readonly string[]): BreakdownGroup[] {
  const groups = BREAKDOWN_GROUPS[section] ?? [];
  const named = new Set(groups.flatMap(({ measures }) => measures));
  const rest = there.filter((measure) => !named.has(measure));
  const more = groups.length > 0 ? 'more' : '';
  const caption = more ? 'Further figures' : titleOfSection(section);
  return [...groups, { id: more, caption, measures: rest }]
    .map((group) => ({ ...group, measures: group.measures.filter((measure) => there.includes(measure)) }))
    .filter(({ measures }) => measures.length > 0);
}

function breakdownTable(
  cells: DocumentCells,
  section: string,
  { id, caption, measures }: BreakdownGroup,
  by: Breakdown,
): DocumentTable {
  const columns = measures.map((measure) => ({
    measure,
    title: COLUMN_TITLES[measure] ?? cells.titleOf(measure),
  }));
  const ranked = by.ranked && Object.hasOwn(RANKS, section);
  const spots = ranked ? worstFirst(cells, section, by.spots) : by.spots;
  const head = by.words.split(' on ')[0]!;
  return {
    id: [section, id, 'by', by.id].filter(Boolean).join('-'),
    caption: `${caption} by ${by.words}${ranked ? ', worst first' : ''}`,
    columns: [
      { id: by.id, title: `${head.charAt(0).toUpperCase()}${head.slice(1)}`, numeric: false, plain: 'code' },
      ...cells.columns(columns),
    ],
    rows: spots.map(({ text, code, spot }) => [{ text, plain: code }, ...cells.row(columns, spot)]),
    heads: 1,
  };
}

/** By which share, and of equal shares by which other figure, the most of it first; other sections keep the names' order. */
const RANKS: Readonly<Record<string, readonly [share: string, then: string]>> = {
  response: ['share-met', 'clocks-missed'],
  coverage: ['coverage-days', 'longest-gap'],
  wards: ['ward-coverage-days', 'ward-longest-gap'],
};

/** The lowest share first; of equal shares the one that missed more; those with none due last. */
function worstFirst(cells: DocumentCells, section: string, spots: readonly Spot[]): Spot[] {
  const [share, then] = RANKS[section]!;
  return sortedBy(spots, ({ spot }) => [
    exactShare(cells.figures.at(share, spot)),
    -(cells.figures.at(then, spot)?.value ?? 0),
  ]);
}
