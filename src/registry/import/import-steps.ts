import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import { Forces } from '../forces.js';
import { auditImport, countsOf, prepareToWrite } from './apply-plan.js';
import { noteCoverage, storeAndNote } from './coverage-notes.js';
import type { ImportContext, ReadFile } from './import-context.js';
import { KINDS } from './import-kinds.js';
import { addPreviewRows, refusedLines, removePreviewRows } from './import-rows.query.js';
import { type ClaimedImport, type Finish, finishWork } from './import-work.query.js';
import { rowsOfPreview } from './preview-rows.js';
import { undoImport } from './undo-import.js';
import { planDigest, planWithoutRefused } from './whole-plan.js';

/** How far a step is. */
export type Report = (done: number, total: number) => void;

/** Thrown when the registry no longer is what the preview was made of. */
export class PreviewOutdated extends Error {}

/** The work on one claimed import. Each step ends with its outcome in the transaction of its work, or leaves no trace. */
@Injectable()
export class ImportSteps {
  constructor(
    private readonly database: ForceDatabase,
    private readonly forces: Forces,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** What the file would do, row by row, as the registry is now. */
  async preview(one: ClaimedImport, report: Report): Promise<void> {
    const at = this.clock.now();
    const { forceId, id } = one;
    const file = await this.read(one, at);
    const work = async (manager: EntityManager): Promise<void> => {
      const context = await this.context(manager, forceId, at, report);
      const { plan, problems, refused } = await planWithoutRefused(context, file);
      await noteCoverage(one.kind, context, plan, () => this.prepare(manager, one, at));
      const rows = rowsOfPreview(plan.rows, problems);
      await removePreviewRows(manager, forceId, id);
      for (let start = 0; start < rows.length; start += 1_000) {
        await addPreviewRows(manager, forceId, id, rows.slice(start, start + 1_000));
        report(Math.min(start + 1_000, rows.length), rows.length);
      }
      const counts = { ...countsOf(file.total, plan, refused.size), plan: planDigest(plan, refused) };
      const notes = [...file.notes, ...plan.notes];
      await this.finish(manager, one, { state: 'previewed', counts, notes, at });
    };
    await this.database.inForce(forceId, work);
  }

  /** Does what the preview shows, in one transaction. */
  async apply(one: ClaimedImport, report: Report): Promise<void> {
    const at = this.clock.now();
    const { forceId, id: importId, kind } = one;
    const file = await this.read(one, at);
    await this.database.inForce(forceId, async (manager) => {
      const by = await this.prepare(manager, one, at);
      const context = await this.context(manager, forceId, at, report);
      const leftOut = await refusedLines(manager, forceId, importId);
      const { plan, refused } = await planWithoutRefused(context, file, leftOut);
      if (planDigest(plan, refused) !== one.counts.plan) throw new PreviewOutdated();
      const stored = await storeAndNote(kind, context, plan);
      const counts = countsOf(file.total, plan, refused.size);
      await auditImport(this.audit, manager, { ...by, forceId, importId, kind, at }, counts, stored);
      const notes = [...new Set([...file.notes, ...plan.notes])];
      await this.finish(manager, one, { state: 'applied', problem: null, counts, notes, at });
    });
  }

  /** Takes back all that was applied, in one transaction. */
  async undo(one: ClaimedImport): Promise<void> {
    const at = this.clock.now();
    const { forceId, id: importId } = one;
    await this.database.inForce(forceId, async (manager) => {
      await prepareToWrite(manager, forceId);
      const by = askedBy(one);
      await nameChange(manager, by, at);
      await undoImport(manager, this.audit, { forceId, importId }, { by, at });
      await this.finish(manager, one, { state: 'undone', problem: null, at });
    });
  }

  private async prepare(
    manager: EntityManager,
    { forceId, id: importId, ...one }: ClaimedImport,
    at: DateTime,
  ): Promise<ChangedBy> {
    await prepareToWrite(manager, forceId);
    const by = askedBy(one);
    await nameChange(manager, { ...by, importId }, at);
    return by;
  }

  private async read({ forceId, kind, content, columns }: ClaimedImport, at: DateTime): Promise<ReadFile> {
    if (!content) throw DomainError.conflict('The file is no longer kept. Upload it again.');
    const mapping = Object.keys(columns).length > 0 ? columns : null;
    return KINDS[kind].read(content, { forceId, mapping, todayOn: localDayOf(at) });
  }

  private async context(
    manager: EntityManager,
    forceId: string,
    at: DateTime,
    onProgress: Report,
  ): Promise<ImportContext> {
    const force = await this.forces.find(forceId);
    return { manager, forceId, startsOn: force!.startsOn, at, onProgress };
  }

  /** A claim that was lost has another process at the same work: this one's is taken back. */
  private async finish(manager: EntityManager, one: ClaimedImport, finish: Finish): Promise<void> {
    if (!(await finishWork(manager, one, finish))) throw new Error('another process took the import up');
  }
}

function askedBy(one: Pick<ClaimedImport, 'actor' | 'requestId'>): ChangedBy {
  return { actor: actorOf(one), requestId: one.requestId ?? undefined };
}

/** A person by id, or a key of the API: `api-key:ID`. */
export function actorOf({ actor }: Pick<ClaimedImport, 'actor'>): Actor {
  const [kind, id] = actor.includes(':') ? (actor.split(':', 2) as [string, string]) : ['person', actor];
  return { kind: kind as Actor['kind'], id };
}

/** How an import remembers who asked for it. */
export const actorText = ({ kind, id }: Actor): string => (kind === 'person' ? id : `${kind}:${id}`);
