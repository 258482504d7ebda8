import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { reportEntry } from '../report-entry.js';
import type { Disclosure } from '../reports.service.js';
import { type EarlierDecision, earlierDecisions } from './earlier-decisions.query.js';
import type { Decision, IssuedDocument, OpenQuestion } from './issued-document.js';
import { keptFile, type KeptFile, type KeptFileLine, keptFiles } from './issued-file.query.js';
import { PAGE } from './issued-html.js';
import {
  documentOfRow,
  issuedReport,
  issuedReports,
  type IssuedLine,
  type IssuedRow,
} from './issued-report.query.js';
import { openQuestions } from './open-question.query.js';
import { decisionsOf } from './report-decision.query.js';
import type { ReportSubject } from './report-draft.query.js';
import { type IssuedVersion, versionsOf } from './versions-of.query.js';

/** An issued version with what stands beside it. */
export interface IssuedPage {
  line: IssuedRow;
  document: IssuedDocument;
  files: KeptFileLine[];
  /** The report as it was printed when it was issued. */
  fragment: Buffer;
  /** What the local policing body decided, the latest first. */
  decisions: Decision[];
  /** What it decided about the versions that this one replaced. */
  earlier: EarlierDecision[];
  /** What it asked about other reports that this one repeats, and what still waits. */
  waiting: OpenQuestion[];
}

/** Does a report print this question, as one of the decision before it or of an earlier one? */
const repeats = ({ previousDecision, openQuestions: open = [] }: IssuedDocument, id: string): boolean =>
  [...(previousDecision?.questions ?? []), ...open].some((question) => question.id === id);

const isOf = (line: IssuedLine, { fromOn, toOn }: OpenQuestion['report']): boolean =>
  line.fromOn === fromOn && line.toOn === toOn;

/** The versions that were issued: what is read is what was kept, and nothing is made anew. */
@Injectable()
export class IssuedReports {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** The newest period first, and of each the newest version. */
  list(
    reader: Principal,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ rows: IssuedLine[]; total: number }> {
    return this.database.inForce(reader.forceId, (manager) =>
      issuedReports(manager, reader.forceId, { limit, offset }),
    );
  }

  /** The versions of a period and a part, the newest first, for whoever looks at other figures of them. */
  versionsOf(reader: Principal, subject: ReportSubject): Promise<IssuedVersion[]> {
    return this.database.inForce(reader.forceId, (manager) => versionsOf(manager, reader.forceId, subject));
  }

  /** @throws DomainError `not-found` */
  read(reader: Principal, id: string, requestId: string): Promise<IssuedPage> {
    const { forceId } = reader;
    return this.reading(reader, id, 'consult', requestId, async (manager, line) => {
      const files = await keptFiles(manager, forceId, id);
      const fragment = await keptFile(manager, forceId, id, PAGE);
      const now = this.clock.now();
      const document = documentOfRow(line);
      const decisions = await decisionsOf(manager, forceId, id, now);
      const waiting = await openQuestions(manager, forceId, line.part, null, now);
      return {
        line,
        document,
        earlier: await earlierDecisions(manager, forceId, line, now),
        waiting: waiting.filter(
          ({ id: question, report }) => repeats(document, question) && !isOf(line, report),
        ),
        files: files.filter(({ name }) => name !== PAGE),
        fragment: fragment!.bytes,
        decisions,
      };
    });
  }

  /**
   * One of the files, byte for byte as it was written.
   * @param name what stands after the point in its address
   * @throws DomainError `not-found`
   */
  file(
    reader: Principal,
    id: string,
    name: string,
    requestId: string,
  ): Promise<KeptFile & { sha256: string }> {
    return this.reading(reader, id, 'disclose', requestId, async (manager, line) => {
      const file = name === PAGE ? null : await keptFile(manager, reader.forceId, line.id, name);
      if (!file)
        throw DomainError.notFound('This version was not kept in this format. Choose one from its page.');
      return file;
    });
  }

  /** Reads something of a version; the reading is logged in the same transaction. */
  private reading<T>(
    reader: Principal,
    id: string,
    action: Disclosure,
    requestId: string,
    work: (manager: EntityManager, line: IssuedRow) => Promise<T>,
  ): Promise<T> {
    const logged = async (manager: EntityManager): Promise<T> => {
      const line = isUUID(id) ? await issuedReport(manager, reader.forceId, id) : null;
      if (!line)
        throw DomainError.notFound('There is no such report. Choose one from the list of issued reports.');
      const read = await work(manager, line);
      const entry = reportEntry(reader, this.clock.now(), { action, subjectId: line.id, requestId });
      await this.audit.record(manager, entry);
      return read;
    };
    return this.database.readInForce(reader.forceId, logged, action === 'disclose');
  }
}
