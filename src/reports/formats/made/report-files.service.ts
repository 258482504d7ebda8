import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { Person } from '../../../access/principal.js';
import { AuditLog } from '../../../audit/audit-log.js';
import { Clock } from '../../../common/clock.js';
import { DomainError } from '../../../common/errors.js';
import { newId } from '../../../common/new-id.js';
import { ForceDatabase } from '../../../database/force-database.js';
import { forceOf } from '../../../registry/force-of.js';
import { coverageDays } from '../../measured-period.js';
import { readPart } from '../../part-of-force.js';
import { liveSubject, reportEntry } from '../../report-entry.js';
import { readPeriod } from '../../report-period.js';
import { storedReport } from '../../stored-report.query.js';
import type { ReportFile } from '../report-content.js';
import type { AskedReport } from '../report-contents.service.js';
import type { FileFormat } from '../report-formats.js';
import { askForFile, type FileRow, findFile, readFile } from './report-file.query.js';
import { ReportFilesJob } from './report-files.job.js';

/** How long whoever asks is let wait before they are told that the file is being made. */
const PATIENCE_MS = 900;
const LOOK_EVERY_MS = 50;

const WHOLE = { reportId: null, fromOn: null, toOn: null, part: '' };

/** Files of reports: asked for, handed over at once if they are there within a second, else looked after and fetched. */
@Injectable()
export class ReportFiles {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly job: ReportFilesJob,
  ) {}

  /**
   * Has a file made and waits a moment for it. How long one takes nobody knows beforehand: it goes by the force, the
   * period, and what else the server does.
   * @returns the file, whose handing over is logged, or the id of one that is not there within a second
   * @throws DomainError as `ask` does
   */
  async make(
    person: Person,
    asked: AskedReport,
    format: FileFormat,
    requestId: string,
  ): Promise<ReportFile | { id: string }> {
    const until = performance.now() + PATIENCE_MS;
    const id = await this.ask(person, asked, format);
    while (performance.now() < until) {
      await sleep(LOOK_EVERY_MS);
      const { doneAt, problem } = await this.read(person, id);
      if (doneAt !== null) return this.fetch(person, id, requestId);
      // Its page says what to do.
      if (problem !== null) break;
    }
    return { id };
  }

  /**
   * Has a file made, or says which one is being made for the same person already.
   * @returns its id
   * @throws DomainError `invalid` for a period or a part that is none, `not-found` for a kept report that there is not
   */
  private async ask(person: Person, asked: AskedReport, format: FileFormat): Promise<string> {
    const { forceId } = person;
    const at = this.clock.now();
    const id = await this.database.inForce(forceId, async (manager) => {
      const by = { id: newId(), personId: person.id, at };
      if ('id' in asked) {
        const stored = isUUID(asked.id) ? await storedReport(manager, forceId, asked.id) : null;
        if (!stored)
          throw DomainError.notFound('There is no such report. Choose one from the list of reports.');
        return askForFile(manager, forceId, { ...WHOLE, format, reportId: asked.id }, by);
      }
      const period = readPeriod(asked.from, asked.to, at);
      const { fromOn, toOn } = period;
      const { startsOn } = await forceOf(manager, forceId);
      await readPart(manager, forceId, asked.part, coverageDays(period, startsOn, at).toOn);
      return askForFile(manager, forceId, { ...WHOLE, format, fromOn, toOn, part: asked.part ?? '' }, by);
    });
    void this.job.run();
    return id;
  }

  /** @throws DomainError `not-found` */
  async read({ forceId, id: personId }: Person, id: string): Promise<FileRow> {
    const file = await this.database.inForce(forceId, (manager) => findFile(manager, forceId, id, personId));
    if (!file) throw notThere();
    return file;
  }

  /**
   * Hands a file over; logged, because only now does a figure leave.
   * @throws DomainError `not-found`
   */
  fetch(person: Person, id: string, requestId: string): Promise<ReportFile> {
    const { forceId, id: personId } = person;
    return this.database.inForce(forceId, async (manager) => {
      const row = await findFile(manager, forceId, id, personId);
      const file = row && (await readFile(manager, forceId, id, personId));
      if (!file) throw notThere();
      const subjectId =
        row.reportId ?? liveSubject('compliance', { fromOn: row.fromOn!, toOn: row.toOn! }, row.part);
      const done = { action: 'disclose', subjectId, requestId } as const;
      await this.audit.record(manager, reportEntry(person, this.clock.now(), done));
      return file;
    });
  }
}

function notThere(): DomainError {
  return DomainError.notFound(
    'There is no such file. Files are kept for a day, for whoever asked for them: open the report and ask for it again.',
  );
}
