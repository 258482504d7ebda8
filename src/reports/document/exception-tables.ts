import { formatDay } from '../../common/calendar.js';
import type { ComplianceReport } from '../compliance-report.js';
import { EXCEPTION_KINDS, type ExceptionKind, exceptionsOf } from '../domain/exceptions.js';
import { COLUMN_TITLES } from './breakdown-groups.js';
import { type DocumentCells, placeWords } from './document-cells.js';
import { nothingWrong } from './nothing-wrong.js';
import type { DocumentTable } from './report-document.js';

interface ExceptionTable {
  id: string;
  caption: string;
  /** Figures of the neighbourhood that stand beside the words. */
  measures: readonly string[];
  /** What the day since when is called, if the report knows it. */
  since?: string;
}

const TABLES: Readonly<Record<ExceptionKind, ExceptionTable>> = {
  missed: {
    id: 'exceptions-missed',
    caption: 'Queries missed, most first',
    measures: ['clocks-missed', 'share-met'],
  },
  gap: {
    id: 'exceptions-gaps',
    caption: 'Neighbourhoods without cover, longest first',
    measures: [],
    since: 'Since',
  },
  route: {
    id: 'exceptions-routes',
    caption: 'Contact routes that failed, most days first',
    measures: ['route-days-failed'],
  },
  priority: {
    id: 'exceptions-priorities',
    caption: 'Priorities that are not current',
    measures: [],
    since: 'Last reviewed',
  },
};

/** Which measure must be known for a kind to be looked for at all. */
const NEEDED: Readonly<Record<ExceptionKind, string>> = {
  missed: 'clocks-missed',
  gap: 'coverage-days',
  route: 'route-days-failed',
  priority: 'priorities-current',
};

/**
 * A table a kind of exception, also where there is none, so that nobody wonders whether it was looked for.
 * @param comments what the force says to an exception, by its key
 */
export function exceptionTables(
  report: ComplianceReport,
  cells: DocumentCells,
  comments: Readonly<Record<string, string>>,
): DocumentTable[] {
  const exceptions = exceptionsOf(report);
  return EXCEPTION_KINDS.filter((kind) => cells.knows(NEEDED[kind])).map((kind) => {
    const { id, caption, measures } = TABLES[kind];
    // A report kept before it was listed does not know the last review.
    const since = kind === 'priority' && !report.stalePriorities ? undefined : TABLES[kind].since;
    const columns = measures.map((measure) => ({ measure, title: COLUMN_TITLES[measure]! }));
    const own = exceptions.filter((each) => each.kind === kind);
    const said = own.some(({ key }) => comments[key]);
    return {
      id,
      caption,
      columns: [
        { id: 'neighbourhood', title: 'Neighbourhood', numeric: false, plain: 'code' },
        { id: 'words', title: 'What happened', numeric: false },
        ...(since ? [{ id: 'since', title: since, numeric: false, plain: 'date' as const }] : []),
        ...cells.columns(columns),
        ...(said
          ? [{ id: 'comment', title: 'What the force says', numeric: false, below: true as const }]
          : []),
      ],
      rows: own.map(({ key, neighbourhood: code, name, words, sinceOn }) => [
        { text: placeWords({ code, name }), plain: code },
        { text: words },
        ...(since ? [{ text: sinceWords(sinceOn, report), ...(sinceOn && { plain: sinceOn }) }] : []),
        ...cells.row(columns, { neighbourhood: code }),
        ...(said ? [{ text: comments[key] ?? '' }] : []),
      ]),
      heads: 1,
      none: nothingWrong(kind, cells),
    };
  });
}

/** A report kept before definitions 4.0 does not know what was before its period. */
function sinceWords(sinceOn: string | null, { period, gaps }: ComplianceReport): string {
  if (sinceOn === null) return 'no review on record';
  const isCut = gaps.every((gap) => gap.sinceOn === undefined);
  return isCut && sinceOn === period.fromOn ? `${formatDay(sinceOn)} or earlier` : formatDay(sinceOn);
}
