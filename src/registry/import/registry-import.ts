import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { nameChange } from '../changed-by.js';
import { Forces } from '../forces.js';
import { auditImport, countsOf, prepareToWrite } from './apply-plan.js';
import { type ColumnChanges, columnChanges } from './column-changes.js';
import { storeAndNote } from './coverage-notes.js';
import type { ColumnMapping } from './domain/column-mapping.js';
import { refuseUnreadable } from './file-text.js';
import { addImport, rememberColumns } from './import-list.query.js';
import { type ImportKind, KINDS } from './import-kinds.js';
import { inOrder, refuseIfAny } from './import-problem.js';
import { mappingOf } from './mapping-of.js';

export type { ImportKind } from './import-kinds.js';

export interface ImportRequest {
  kind: ImportKind;
  forceId: string;
  /** GeoJSON for neighbourhoods and wards, CSV for the others, in UTF-8. */
  content: Buffer | string;
  actor: Actor;
  /** Which columns of the file are ours; left out, they have our names or those the force used last. */
  mapping?: ColumnMapping | undefined;
  /** The name of the file, for the list of imports. */
  source?: string;
  /** Check everything against the database and keep nothing. */
  dryRun?: boolean;
  onProgress?: (done: number, total: number) => void;
}

export interface ImportOutcome {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  /** Of the rows that are recorded already: which columns change, and how often. */
  columns: ColumnChanges;
  notes: string[];
  /** The force was not known before and is now, by this name. */
  registeredForce: string | null;
}

/** Takes in a file of the registry, whole or not at all. The same file a second time changes nothing. */
@Injectable()
export class RegistryImport {
  constructor(
    private readonly database: ForceDatabase,
    private readonly forces: Forces,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `invalid` whose `fields` name every bad row by line (or feature) and column; `not-found` for a
   * force that is neither registered nor one of the 43; `conflict` if the registry changed meanwhile.
   */
  async importFile(request: ImportRequest): Promise<ImportOutcome> {
    const { forceId, kind, actor } = request;
    const bytes = typeof request.content === 'string' ? Buffer.from(request.content) : request.content;
    const { force, isNew } = await this.forces.forImport(forceId);
    refuseUnreadable(bytes);
    const at = this.clock.now();
    const mapping =
      request.mapping ??
      (await this.database.inForce(forceId, (manager) => mappingOf(manager, forceId, kind, bytes)))
        ?.mapping ??
      null;
    const file = await KINDS[kind].read(bytes, { forceId, mapping, todayOn: localDayOf(at) });
    const importId = newId();
    let outcome: ImportOutcome | undefined;
    const work = async (manager: EntityManager): Promise<void> => {
      if (isNew) await this.forces.register(manager, force, at, actor);
      await prepareToWrite(manager, forceId);
      await nameChange(manager, { actor, importId }, at);
      const onProgress = request.onProgress ?? (() => undefined);
      const context = { manager, forceId, startsOn: force.startsOn, at, onProgress };
      const plan = await file.plan(context, NONE);
      refuseIfAny(inOrder([...file.problems, ...plan.problems]));
      const stored = await storeAndNote(kind, context, plan);
      const counts = countsOf(file.total, plan);
      const notes = [...file.notes, ...plan.notes, ...rowNotes(plan.rows)];
      if (plan.rows.length > 0) {
        await addImport(manager, {
          forceId,
          id: importId,
          kind,
          source: request.source ?? 'command line',
          digest: createHash('sha256').update(bytes).digest(),
          content: null,
          columns: mapping ?? {},
          state: 'applied',
          counts,
          notes,
          at,
          by: actor.id,
        });
        await auditImport(this.audit, manager, { forceId, importId, kind, actor, at }, counts, stored);
      }
      if (mapping) await rememberColumns(manager, forceId, kind, mapping, at);
      outcome = {
        rows: file.total,
        added: counts.added,
        changed: counts.changed + counts.ended,
        unchanged: counts.unchanged,
        columns: columnChanges(plan.rows),
        notes,
        registeredForce: isNew ? force.name : null,
      };
    };
    try {
      await (request.dryRun
        ? this.database.triedInForce(forceId, work)
        : this.database.inForce(forceId, work));
    } catch (error) {
      throw friendlier(error);
    }
    return outcome!;
  }
}

const NONE: ReadonlySet<number> = new Set();

/** What a single row tells, for those who do not look at the rows. */
function rowNotes(rows: readonly { line: number; note?: string | undefined }[]): string[] {
  return rows.flatMap(({ line, note }) => (note ? [`Line ${line}: ${note}`] : []));
}

/** Only somebody who changed the same rows between our look and our write can make the database refuse. */
export function friendlier(error: unknown): unknown {
  const { code } = ((error as { driverError?: unknown }).driverError ?? {}) as { code?: string };
  if (code !== '23P01' && code !== '23505') return error;
  return DomainError.conflict(
    'Somebody changed the registry meanwhile, and nothing was imported. Run the import again.',
  );
}
