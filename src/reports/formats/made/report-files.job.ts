import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { DateTime } from 'luxon';
import { Clock } from '../../../common/clock.js';
import { DomainError } from '../../../common/errors.js';
import { JobRun } from '../../../common/job-run.js';
import { newId } from '../../../common/new-id.js';
import { ForceDatabase } from '../../../database/force-database.js';
import { ReportDocuments } from '../../document/report-documents.js';
import { ReportsService } from '../../reports.service.js';
import { storedReport } from '../../stored-report.query.js';
import type { ReportContent } from '../report-content.js';
import { makeFile } from '../report-formats.js';
import {
  claimFile,
  type ClaimedFile,
  finishFile,
  forcesWithFiles,
  giveFileUp,
  tidyFiles,
} from './report-file.query.js';

/** Whoever asks has it begun at once; the timer finds what another instance has left. */
const LOOK_EVERY_MS = 15_000;

const LOST_EACH_TIME =
  'The server stopped each time while it was making this file. Ask for it once more, and tell whoever runs this server if it fails again.';
const FAILED =
  'This file could not be made. Ask for it once more, and tell whoever runs this server if it fails again.';

/**
 * Makes the files that were asked for, one after the other on an instance. Whose turn it is, the database says; a file
 * whose instance was lost is begun anew by another.
 */
@Injectable()
export class ReportFilesJob implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ReportFilesJob.name);
  private readonly current = new JobRun(this.logger, 'report-files');
  private isAskedAgain = false;
  private isStopping = false;

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly reports: ReportsService,
    private readonly documents: ReportDocuments,
  ) {}

  /** Whoever asks while it runs may ask for what its last look has missed, so it looks once more. */
  @Interval('report-files', LOOK_EVERY_MS)
  async run(): Promise<void> {
    this.isAskedAgain = true;
    await this.current.once(() => this.makeAll());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.current.ended();
  }

  private async makeAll(): Promise<void> {
    while (this.isAskedAgain && !this.isStopping) {
      this.isAskedAgain = false;
      const now = this.clock.now();
      const forces = await this.database.asSweeper((manager) => forcesWithFiles(manager, now));
      for (const forceId of forces) await this.makeOf(forceId, now);
    }
  }

  private async makeOf(forceId: string, now: DateTime): Promise<void> {
    while (!this.isStopping) {
      const file = await this.database.inForce(forceId, async (manager) => {
        await tidyFiles(manager, forceId, now, LOST_EACH_TIME);
        return claimFile(manager, forceId, newId());
      });
      if (!file) return;
      await this.makeOne(forceId, file);
    }
  }

  private async makeOne(forceId: string, file: ClaimedFile): Promise<void> {
    try {
      const made = await makeFile(file.format, await this.contentOf(forceId, file));
      await this.database.inForce(forceId, (manager) =>
        finishFile(manager, forceId, file, made, this.clock.now()),
      );
    } catch (error) {
      const isTheirs = error instanceof DomainError;
      if (!isTheirs) {
        const why = (error as Error).message;
        this.logger.error({ message: 'a file of a report could not be made', forceId, file: file.id, why });
      }
      const problem = isTheirs ? error.message : FAILED;
      await this.database.inForce(forceId, (manager) => giveFileUp(manager, forceId, file, problem));
    }
  }

  private async contentOf(forceId: string, file: ClaimedFile): Promise<ReportContent> {
    const { reportId } = file;
    if (reportId === null) {
      const report = await this.reports.complianceReport(
        forceId,
        file.fromOn ?? undefined,
        file.toOn ?? undefined,
        file.part,
      );
      return { report, document: await this.documents.live(report) };
    }
    const stored = await this.database.inForce(forceId, (manager) =>
      storedReport(manager, forceId, reportId),
    );
    const { report, kind } = stored!;
    return { report, document: await this.documents.kept(report, kind) };
  }
}
