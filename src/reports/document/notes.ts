import { DateTime } from 'luxon';
import { formatDay, formatInstant } from '../../common/calendar.js';
import type { ComplianceReport } from '../compliance-report.js';
import { beforeWords, unlikeWords } from './comparison.js';
import type { DocumentCells } from './document-cells.js';
import { LIMITS } from './limits.js';
import { untriedWords } from './nothing-wrong.js';
import { partWords } from './period-words.js';
import type { DocumentBlock, DocumentTable } from './report-document.js';

const RULES = [
  'A query is due 72 elapsed hours after the person sent it. A force’s own stricter standard plays no part in these figures.',
  'A query counts in the period in which it is due, if it is due before the instant of record. A query sent before the figures of the force begin is not counted.',
  'Percentages have one decimal; 100.0 and 0.0 are printed only when exact. A change is in percentage points, worked out before rounding. Nothing due prints “none due”.',
  'Percentiles are by nearest rank over all queries due, in whole minutes rounded up, the unanswered last. One that falls among them prints “not yet answered”.',
  'A neighbourhood’s coverage on a day is the best that any of its assignments gives. Rank, service, publication, absence and contact routes are those of the day. Reports with definitions before version 2.0 used those on record at the instant of record, for every day.',
];

/** What a reader must know to trust the figures: of when they are, what has changed since, and what they cannot say. */
export function notesOf(
  report: ComplianceReport,
  cells: DocumentCells,
  changes: readonly string[],
): DocumentBlock[] {
  const { force, period, precedingPeriod, part, coverageOn, zone } = report;
  const unlike = unlikeWords(report);
  const facts = [
    `Counted is what was on record on ${formatInstant(DateTime.fromISO(report.cutOffAt))}: the data cut-off.`,
    `The period is ${formatDay(period.fromOn)} to ${formatDay(period.toOn)}, both days included. All days are local days of ${zone}.`,
    precedingPeriod
      ? `Changes are from the preceding period: ${beforeWords(report)}.`
      : `There is no preceding period to compare with: the figures of the force begin on ${formatDay(force.startsOn)}.`,
    unlike && `${unlike}, so a change is not from like to like.`,
    force.startsOn > period.fromOn &&
      `The figures of the force begin on ${formatDay(force.startsOn)}, within this period or after it. Nothing earlier is counted.`,
    coverageOn && `Coverage is counted up to ${formatDay(coverageOn)}.`,
    untriedWords(report, cells),
    part && `Counted is the ${partWords(part)}, not the whole force.`,
  ].filter((fact) => typeof fact === 'string');
  const changed: DocumentBlock[] =
    changes.length > 0
      ? [
          { kind: 'paragraph', text: 'What changed in the data since the last report:' },
          { kind: 'list', items: [...changes] },
        ]
      : [];
  return [
    { kind: 'list', items: facts },
    ...changed,
    { kind: 'paragraph', text: 'What the figures cannot say:' },
    { kind: 'list', items: [...LIMITS] },
  ];
}

/** How every figure is computed, with the version of the definitions. */
export function definitionsOf(report: ComplianceReport): DocumentBlock[] {
  return [
    { kind: 'paragraph', text: `Definitions, version ${report.definitionsVersion}.` },
    { kind: 'list', items: RULES },
    { kind: 'table', table: definitionsTable(report) },
  ];
}

/** One row for measures that share their words, such as those by reason. */
function definitionsTable({ definitions }: ComplianceReport): DocumentTable {
  const entries = new Map<string, { titles: string[]; counted: string; clause: string }>();
  for (const { title, definition, numerator, denominator, clause } of definitions) {
    const entry = entries.get(definition);
    if (entry) entry.titles.push(title);
    else {
      const counted = denominator ? `${numerator}, of: ${denominator}` : numerator;
      entries.set(definition, { titles: [title], counted, clause });
    }
  }
  return {
    id: 'definitions',
    caption: 'Definitions',
    columns: [
      { id: 'measure', title: 'Measure', numeric: false },
      { id: 'definition', title: 'What it says', numeric: false },
      { id: 'counted', title: 'What is counted', numeric: false },
      { id: 'clause', title: 'Serves', numeric: false },
    ],
    rows: [...entries].map(([definition, { titles, counted, clause }]) =>
      [titleOf(titles), definition, counted, clause].map((text) => ({ text })),
    ),
    heads: 1,
  };
}

/** `Out of scope: spam; complaint` of "Out of scope: spam" and "Out of scope: complaint". */
function titleOf([first, ...others]: string[]): string {
  const family = first!.indexOf(': ') + 2;
  return [first, ...others.map((title) => title.slice(family))].join('; ');
}
