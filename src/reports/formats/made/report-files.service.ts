import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { Person } from '../../../access/principal.js';
import { AuditLog } from '../../../audit/audit-log.js';
import { Clock } from '../../../common/clock.js';
import { DomainError } from '../../../common/errors.js';
import { newId } from '../../../common/new-id.js';
import { ForceDatabase } from '../../../database/force-database.js';
import { liveSubject, reportEntry } from '../../report-entry.js';
import { readPeriod } from '../../report-period.js';
import { storedReport } from '../../stored-report.query.js';
import type { ReportFile } from '../report-content.js';
import type { AskedReport } from '../report-contents.service.js';
import type { FileFormat } from '../report-formats.js';
import { askForFile, countNeighbourhoods, type FileRow, findFile, readFile } from './report-file.query.js';
import { ReportFilesJob } from './report-files.job.js';

/**
 * A month that is measured costs about as much as a neighbourhood, some 25 ms; a PDF of more of both is not sure to be
 * there within a second (`docs/decisions/0015-report-formats.md`).
 */
const MOST_AT_ONCE = 32;

const WHOLE = { reportId: null, fromOn: null, toOn: null, part: '' };

/** Files that take longer than a second: asked for, looked after, and fetched by whoever asked. */
@Injectable()
export class ReportFiles {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly job: ReportFilesJob,
  ) {}

  /**
   * Does it take so long that whoever asks is better told that it is being made?
   * @throws DomainError `invalid` for a period that is none
   */
  async takesLong({ forceId }: Person, asked: AskedReport, format: FileFormat): Promise<boolean> {
    if (format !== 'pdf') return false;
    const months = 'id' in asked ? 0 : monthsOf(readPeriod(asked.from, asked.to, this.clock.now()));
    if ('part' in asked && asked.part?.startsWith('neighbourhood:')) return months + 1 > MOST_AT_ONCE;
    const count = await this.database.inForce(forceId, (manager) => countNeighbourhoods(manager, forceId));
    return months + count > MOST_AT_ONCE;
  }

  /**
   * Has a file made, or says which one is being made for the same person already.
   * @returns its id
   * @throws DomainError `invalid` for a period that is none, `not-found` for a kept report that there is not
   */
  async ask(person: Person, asked: AskedReport, format: FileFormat): Promise<string> {
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
      const { fromOn, toOn } = readPeriod(asked.from, asked.to, at);
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

/** Calendar months of which there are days in a period. */
function monthsOf({ fromOn, toOn }: { fromOn: string; toOn: string }): number {
  const [first, last] = [fromOn, toOn].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)));
  return last! - first! + 1;
}

function notThere(): DomainError {
  return DomainError.notFound(
    'There is no such file. Files are kept for a day, for whoever asked for them: open the report and ask for it again.',
  );
}
