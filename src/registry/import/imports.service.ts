import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import type { ChangedBy } from '../changed-by.js';
import { headerOf } from './csv-file.js';
import { type ColumnMapping, type HeaderProblem, readHeader } from './domain/column-mapping.js';
import { refuseUnreadable } from './file-text.js';
import { type ImportKind, KINDS } from './import-kinds.js';
import {
  addImport,
  contentOf,
  findImport,
  type ListedImport,
  listImports,
  rememberColumns,
} from './import-list.query.js';
import { previewRows, type PreviewRow } from './import-rows.query.js';
import { actorText } from './import-steps.js';
import { askFor, removeImport, setColumns } from './import-work.query.js';
import { ImportWorker } from './import-worker.js';
import { mappingOf } from './mapping-of.js';

/** What a page or an API takes; a larger file goes by the command line. */
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;

/** A small file is done within it, so whoever sent it sees the outcome at once. */
const PATIENCE_MS = 1_500;

export interface Upload {
  kind: ImportKind;
  /** The file's name, for people. */
  source: string;
  content: Buffer;
  /** Given, nobody is asked which column is which. */
  columns?: ColumnMapping | undefined;
}

/** Imports with a preview: what a person or a machine asks for; the worker does it. */
@Injectable()
export class Imports {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly worker: ImportWorker,
  ) {}

  /**
   * Take a file in, to be previewed; if its columns are not ours, they are asked for first.
   * @throws DomainError `invalid` for a file that cannot be read at all
   */
  async takeFile(
    forceId: string,
    { kind, source, content, columns }: Upload,
    by: ChangedBy,
  ): Promise<string> {
    refuseUnreadable(content);
    const at = this.clock.now();
    const id = newId();
    await this.database.inForce(forceId, async (manager) => {
      const mapped = columns ? { mapping: columns } : await mappingOf(manager, forceId, kind, content);
      await addImport(manager, {
        forceId,
        id,
        kind,
        source,
        digest: createHash('sha256').update(content).digest(),
        content,
        columns: mapped?.mapping ?? {},
        state: mapped ? 'waiting' : 'unmapped',
        counts: {},
        notes: [],
        at,
        by: actorText(by.actor),
        requestId: by.requestId,
      });
      const entry = { forceId, at, ...by, subjectKind: 'import', subjectId: id } as const;
      await this.audit.record(manager, { ...entry, action: 'collect', detail: { kind, step: 'file' } });
      if (columns) await rememberColumns(manager, forceId, kind, columns, at);
    });
    await this.work(forceId);
    return id;
  }

  /** The columns of the file, for a person to say which is which, and the cells of its first row. */
  async columnsOf(forceId: string, id: string): Promise<{ names: string[]; sample: string[] }> {
    const content = await this.database.inForce(forceId, (manager) => contentOf(manager, forceId, id));
    if (!content) throw DomainError.conflict('The file is no longer kept. Upload it again.');
    return headerOf(content);
  }

  /**
   * These columns of the file are ours; the force's next file of the kind is read so without asking.
   * @returns what is wrong with the choice, nothing if the file is being previewed by it
   */
  async chooseColumns(forceId: string, id: string, mapping: ColumnMapping): Promise<HeaderProblem[]> {
    const { kind } = await this.read(forceId, id);
    const { layout } = KINDS[kind as ImportKind];
    const { names } = await this.columnsOf(forceId, id);
    const { problems } = readHeader(names, layout!, mapping);
    if (problems.length > 0) return problems;
    const at = this.clock.now();
    await this.database.inForce(forceId, async (manager) => {
      if (!(await setColumns(manager, forceId, id, mapping))) throw moved();
      await rememberColumns(manager, forceId, kind, mapping, at);
    });
    await this.work(forceId);
    return [];
  }

  /** @throws DomainError `not-found` */
  async read(forceId: string, id: string): Promise<ListedImport> {
    const found = await this.database.inForce(forceId, (manager) => findImport(manager, forceId, id));
    if (!found) throw DomainError.notFound('Your force has no such import. Find it in the list of imports.');
    return found;
  }

  list(
    forceId: string,
    page: { limit: number; offset: number },
  ): Promise<{ rows: ListedImport[]; total: number }> {
    return this.database.inForce(forceId, (manager) => listImports(manager, forceId, page));
  }

  rows(
    forceId: string,
    id: string,
    page: { change: PreviewRow['change'] | null; limit: number; offset: number },
  ): Promise<{ rows: PreviewRow[]; total: number }> {
    return this.database.inForce(forceId, (manager) => previewRows(manager, forceId, id, page));
  }

  /**
   * Do what the preview shows.
   * @throws DomainError `conflict` if there is no preview, nothing to do, or rows are refused and `leaveOutRefused` is
   * not said: a person decides whether the others may go without them
   */
  async apply(forceId: string, id: string, leaveOutRefused: boolean, by: ChangedBy): Promise<void> {
    const { kind, state, counts } = await this.read(forceId, id);
    if (!(kind in KINDS)) {
      throw DomainError.conflict('This was pulled from data.police.uk; apply it at /imports/police-uk.');
    }
    const { added = 0, changed = 0, ended = 0, refused = 0 } = counts;
    if (state === 'previewed' && added + changed + ended === 0) {
      throw DomainError.conflict('Nothing of the file would change anything, so there is nothing to apply.');
    }
    if (state === 'previewed' && refused > 0 && !leaveOutRefused) {
      const rows = refused === 1 ? 'refused row is' : `${refused} refused rows are`;
      const message = `Say that the ${rows} left out, or mend the file and upload it again`;
      throw DomainError.conflict(message, [{ field: 'leaveOutRefused', message }]);
    }
    await this.step(forceId, id, { from: ['previewed'], to: 'applying', leftOut: leaveOutRefused }, by);
  }

  /** Take back all that the import did; what stands in the way the import then tells. */
  async undo(forceId: string, id: string, by: ChangedBy): Promise<void> {
    await this.read(forceId, id);
    await this.step(forceId, id, { from: ['applied'], to: 'undoing' }, by);
  }

  /** Forget an import that was never applied. */
  async discard(forceId: string, id: string, by: ChangedBy): Promise<void> {
    await this.read(forceId, id);
    const at = this.clock.now();
    await this.database.inForce(forceId, async (manager) => {
      if (!(await removeImport(manager, forceId, id))) throw moved();
      const entry = { forceId, at, ...by, subjectKind: 'import', subjectId: id } as const;
      await this.audit.record(manager, { ...entry, action: 'erase' });
    });
  }

  private async step(
    forceId: string,
    id: string,
    step: Omit<Parameters<typeof askFor>[3], 'by' | 'requestId'>,
    { actor, requestId }: ChangedBy,
  ): Promise<void> {
    const asked = await this.database.inForce(forceId, (manager) =>
      askFor(manager, forceId, id, { ...step, by: actorText(actor), requestId }),
    );
    if (!asked) throw moved();
    await this.work(forceId);
  }

  private async work(forceId: string): Promise<void> {
    await Promise.race([this.worker.wake(forceId), wait(PATIENCE_MS, undefined, { ref: false })]);
  }
}

function moved(): DomainError {
  return DomainError.conflict('The import is no longer at this step. Look at it again.');
}
