import { reportCsv } from '../report.csv.js';
import type { DocumentTable } from '../document/report-document.js';
import { reportPdf } from './pdf/report-pdf.js';
import { reportZip } from './report.zip.js';
import type { ReportContent, ReportFile } from './report-content.js';
import { tableCsv, tableFileName } from './table.csv.js';
import { reportWorkbook } from './workbook/workbook.js';

export const FILE_FORMATS = ['csv', 'json', 'zip', 'xlsx', 'pdf'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

interface Format {
  type: string;
  write: (content: ReportContent) => Uint8Array | Promise<Uint8Array>;
}

const CSV = 'text/csv; charset=utf-8; header=present';

const FORMATS: Record<FileFormat, Format> = {
  csv: { type: CSV, write: ({ report }) => Buffer.from(reportCsv(report)) },
  json: {
    type: 'application/json; charset=utf-8',
    write: ({ report }) => Buffer.from(JSON.stringify(report)),
  },
  zip: { type: 'application/zip', write: reportZip },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: reportWorkbook,
  },
  pdf: { type: 'application/pdf', write: reportPdf },
};

/** A report as a file. The same content is the same bytes, as long as the libraries that write it are the same. */
export async function makeFile(format: FileFormat, content: ReportContent): Promise<ReportFile> {
  const { type, write } = FORMATS[format];
  return { name: `${content.document.fileStem}.${format}`, type, bytes: await write(content) };
}

/** One table of a report as a CSV file. */
export function makeTableFile(table: DocumentTable, content: ReportContent): ReportFile {
  return {
    name: tableFileName(content.document.fileStem, table.id),
    type: CSV,
    bytes: Buffer.from(tableCsv(table, content)),
  };
}
