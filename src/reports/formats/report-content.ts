import { DateTime } from 'luxon';
import { formatInstant } from '../../common/calendar.js';
import type { ComplianceReport } from '../compliance-report.js';
import type { DocumentTable, ReportDocument } from '../document/report-document.js';

/** What every file is written from: the figures, and how they are laid out. */
export interface ReportContent {
  report: ComplianceReport;
  document: ReportDocument;
}

/** A file to save. */
export interface ReportFile {
  name: string;
  /** Media type. */
  type: string;
  bytes: Uint8Array;
}

/** The tables of a document, in order. */
export function tablesOf({ sections }: ReportDocument): DocumentTable[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : [])),
  );
}

/** What a file says about itself before any figure, so that none depends on its name or on small print. */
export function aboutReport({ report, document }: ReportContent): [fact: string, words: string][] {
  return [
    ['Report', document.title],
    ['Force', `${document.force.name} (${document.force.id})`],
    ['Period', document.period],
    ['First day', report.period.fromOn],
    ['Last day', report.period.toOn],
    ['Counted', `What was on record on ${formatInstant(DateTime.fromISO(report.cutOffAt))}`],
    ['Version', document.version],
    ['Version of the definitions', report.definitionsVersion],
    ['Zone of every day and time', document.zone],
    ['File', document.fileStem],
  ];
}
