import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReportCharts } from '../charts/report-charts.js';
import { documentOf } from '../document/document-of.js';
import { type FileFormat, makeFile } from '../formats/report-formats.js';
import type { ReportContent } from '../formats/report-content.js';
import { canonicalBytes } from './canonical-json.js';
import type { IssuedDocument, IssuedFile } from './issued-document.js';
import type { KeptFile } from './issued-file.query.js';
import { PAGE, pageFragment, standalonePage } from './issued-html.js';
import { changeLines, issuedSections } from './issued-sections.js';

/** What every file is written from. */
interface ToWrite extends ReportContent {
  file: IssuedFile;
}

/** Writes one of the files; its name is what stands after the point in its address. */
type Writer = (from: ToWrite) => KeptFile | Promise<KeptFile>;

/** Every file that is kept of an issued report. A format is added here, and reports issued from then on have it. */
const WRITERS: readonly Writer[] = [
  ({ file, document }) => ({
    name: 'json',
    mediaType: 'application/json; charset=utf-8',
    fileName: `${document.fileStem}.json`,
    bytes: canonicalBytes(file),
  }),
  made('csv'),
  made('zip'),
  made('xlsx'),
  made('pdf'),
  ({ file, document }) => ({
    name: 'html',
    mediaType: 'text/html; charset=utf-8',
    fileName: `${document.fileStem}.html`,
    bytes: Buffer.from(standalonePage(document, file.document.version), 'utf8'),
  }),
  // What our own page shows within its frame.
  ({ document }) => ({
    name: PAGE,
    mediaType: 'text/html; charset=utf-8',
    fileName: `${document.fileStem}.page.html`,
    bytes: Buffer.from(pageFragment(document), 'utf8'),
  }),
];

/** Writes an issued report once, as every file that it is ever handed over in. */
@Injectable()
export class IssuedFiles {
  constructor(private readonly charts: ReportCharts) {}

  /**
   * In the transaction that issues: the map is drawn from the boundaries of that snapshot. One by one, so that each can be
   * kept before the next is written and the connection is never idle for long.
   */
  async *write(manager: EntityManager, file: IssuedFile): AsyncGenerator<KeptFile> {
    const { report } = file.document;
    const document = documentOf(report, {
      charts: await this.charts.chartsOf(manager, report),
      ...extrasOf(file.document),
      sections: issuedSections(file),
      version: `version-${file.document.version}`,
    });
    for (const write of WRITERS) yield await write({ file, report, document });
  }
}

/** What a report says besides its figures, for the document that it is laid out in. */
export function extrasOf({
  commentaries,
  changesSincePrevious,
  changesSincePreviousTally = null,
}: Pick<IssuedDocument, 'commentaries' | 'changesSincePrevious' | 'changesSincePreviousTally'>): {
  notes: string[];
  comments: Record<string, string>;
} {
  return {
    notes: changesSincePrevious ? changeLines(changesSincePrevious, changesSincePreviousTally) : [],
    comments: Object.fromEntries(commentaries.map(({ exception, text }) => [exception, text])),
  };
}

function made(format: FileFormat): Writer {
  return async (content) => {
    const { name, type, bytes } = await makeFile(format, content);
    return { name: format, mediaType: type, fileName: name, bytes: Buffer.from(bytes) };
  };
}
