import type { ComplianceReport } from '../compliance-report.js';
import { answersTable } from './answers.js';
import { sectionsOf, titleOfSection } from './breakdown-groups.js';
import { breakdownTables, rankedTable } from './breakdown-tables.js';
import { abstractionTable } from './abstraction-table.js';
import { DocumentCells } from './document-cells.js';
import { exceptionTables } from './exception-tables.js';
import { comingGapsTable, gapsTable } from './gap-tables.js';
import { headcountTable } from './headcount-table.js';
import { headlineOf } from './headline.js';
import { measureTable } from './measure-table.js';
import { monthTables } from './month-tables.js';
import { definitionsOf, notesOf } from './notes.js';
import { fileStem, subjectWords, versionWords } from './period-words.js';
import type {
  DocumentBlock,
  DocumentChart,
  DocumentSection,
  DocumentTable,
  ReportDocument,
} from './report-document.js';

/** What a document says besides the report's own figures. */
export interface DocumentExtras {
  /** The map is the one whose table is the neighbourhoods'; the others are trends. */
  charts: readonly DocumentChart[];
  /** What changed in the data since the last report. */
  notes?: readonly string[];
  /** What the force says to an exception, by its key. */
  comments?: Readonly<Record<string, string>>;
  /** Printed after the exceptions, such as a decision on the last report. */
  sections?: readonly DocumentSection[];
  /** Last part of the file name, and in words under the title: `draft` unless it was issued or kept. */
  version?: string;
}

const MAP_TABLE = 'neighbourhoods';

/**
 * The report laid out: the answers on one page, the exceptions first, then how it went over time and where, then every
 * figure, the notes and the definitions. The same report and extras give the same document for ever.
 */
export function documentOf(report: ComplianceReport, extras: DocumentExtras): ReportDocument {
  const cells = new DocumentCells(report);
  const { charts, notes = [], comments = {}, sections = [], version = 'draft' } = extras;
  return {
    title: 'Compliance report',
    force: { id: report.force.id, name: report.force.name },
    period: subjectWords(report),
    version: versionWords(version),
    zone: report.zone,
    fileStem: fileStem(report, version),
    sections: [
      section('headline', 'In short', [
        { kind: 'headline', items: headlineOf(report, cells) },
        ...tables([answersTable(report, cells)]),
      ]),
      section('exceptions', 'Exceptions', tables(exceptionTables(report, cells, comments))),
      ...sections,
      section('trends', 'Trends', [
        ...pictures(charts.filter(({ table }) => table !== MAP_TABLE)),
        ...tables(monthTables(report, cells)),
      ]),
      section('neighbourhoods', 'Neighbourhoods', tables([rankedTable(report, cells)])),
      section('map', 'Map', pictures(charts.filter(({ table }) => table === MAP_TABLE))),
      ...sectionsOf(report).map((id) => ({
        ...section(id, titleOfSection(id), measures(report, cells, id)),
        detail: true as const,
      })),
      section('notes', 'Notes on the data', notesOf(report, cells, notes)),
      {
        ...section('definitions', 'How the figures are computed', definitionsOf(report)),
        detail: true as const,
      },
    ].filter(({ blocks }) => blocks.length > 0),
  };
}

/** All figures of a section: of the whole, then by place, channel and weekday; of coverage with every gap. */
function measures(report: ComplianceReport, cells: DocumentCells, id: string): DocumentBlock[] {
  const whole = measureTable(
    report,
    cells,
    id,
    `${titleOfSection(id)}: ${report.part?.name ?? 'whole force'}`,
  );
  return tables([
    whole.rows.length > 0 ? whole : null,
    ...(id === 'coverage' ? [gapsTable(report, cells), comingGapsTable(report)] : []),
    ...breakdownTables(report, cells, id),
    ...(id === 'workforce' ? [headcountTable(cells), abstractionTable(report)] : []),
  ]);
}

function section(id: string, title: string, blocks: DocumentBlock[]): DocumentSection {
  return { id, title, blocks };
}

function tables(all: readonly (DocumentTable | null)[]): DocumentBlock[] {
  return all.filter((each) => each !== null).map((table) => ({ kind: 'table', table }));
}

function pictures(charts: readonly DocumentChart[]): DocumentBlock[] {
  return charts.map((chart) => ({ kind: 'chart', chart }));
}
