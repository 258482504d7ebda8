import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import { type Actor, type AuditEntry, AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { nameChange } from '../changed-by.js';
import { Forces } from '../forces.js';
import { importAssignments, readAssignments } from './assignment-import.js';
import { textOf } from './file-text.js';
import type { Applied, ImportContext } from './import-context.js';
import { importNeighbourhoods, readNeighbourhoods } from './neighbourhood-import.js';
import { importOfficers, readOfficers } from './officer-import.js';

export const IMPORT_KINDS = ['neighbourhoods', 'officers', 'assignments'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export interface ImportRequest {
  kind: ImportKind;
  forceId: string;
  /** GeoJSON for neighbourhoods, CSV for the others, in UTF-8. */
  content: Buffer | string;
  actor: Actor;
  /** Check everything against the database and keep nothing. */
  dryRun?: boolean;
  onProgress?: (done: number, total: number) => void;
}

export interface ImportOutcome {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  notes: string[];
  /** The force was not known before and is now, by this name. */
  registeredForce: string | null;
}

const SUBJECTS = { neighbourhoods: 'neighbourhood', officers: 'officer', assignments: 'assignment' } as const;

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
    const { forceId, kind } = request;
    const bytes = typeof request.content === 'string' ? Buffer.from(request.content) : request.content;
    const { force, isNew } = await this.forces.forImport(forceId);
    const apply = applierOf(kind, textOf(bytes));
    const at = this.clock.now();
    const importId = newId();
    let outcome: ImportOutcome | undefined;
    const work = async (manager: EntityManager): Promise<void> => {
      if (isNew) await this.forces.register(manager, force, at, request.actor);
      // Two imports of one force wait for each other, so that what one checked the other does not change.
      await manager.query(`select pg_advisory_xact_lock(hashtextextended('registry-import ' || $1, 0))`, [
        forceId,
      ]);
      await nameChange(manager, { actor: request.actor, importId }, at);
      const onProgress = request.onProgress ?? (() => undefined);
      const applied = await apply({ manager, forceId, startsOn: force.startsOn, at, onProgress });
      const { rows, added, changed, unchanged, notes } = applied;
      await this.record(manager, request, importId, applied, at);
      outcome = {
        rows,
        added: added.length,
        changed: changed.length,
        unchanged,
        notes,
        registeredForce: isNew ? force.name : null,
      };
      if (request.dryRun) throw new DryRunEnds();
    };
    try {
      await this.database.inForce(forceId, work);
    } catch (error) {
      if (!(error instanceof DryRunEnds)) throw friendlier(error);
    }
    return outcome!;
  }

  private async record(
    manager: EntityManager,
    { forceId, kind, actor }: ImportRequest,
    importId: string,
    { rows, added, changed, unchanged }: Applied,
    at: AuditEntry['at'],
  ): Promise<void> {
    if (added.length + changed.length === 0) return;
    const common = { forceId, at, actor };
    const entry = (action: 'collect' | 'alter', subjectId: string): AuditEntry => ({
      ...common,
      action,
      subjectKind: SUBJECTS[kind],
      subjectId,
      detail: { importId },
    });
    const counts = { kind, rows, added: added.length, changed: changed.length, unchanged };
    const whole: AuditEntry = {
      ...common,
      action: 'collect',
      subjectKind: 'import',
      subjectId: importId,
      detail: counts,
    };
    const entries = [
      whole,
      ...added.map((id) => entry('collect', id)),
      ...changed.map((id) => entry('alter', id)),
    ];
    for (let start = 0; start < entries.length; start += 5_000) {
      await this.audit.record(manager, ...entries.slice(start, start + 5_000));
    }
  }
}

/** Rolls the transaction of a dry run back after everything was tried. */
class DryRunEnds extends Error {}

function applierOf(kind: ImportKind, text: string): (context: ImportContext) => Promise<Applied> {
  if (kind === 'neighbourhoods') {
    const file = readNeighbourhoods(text);
    return (context) => importNeighbourhoods(context, file);
  }
  if (kind === 'officers') {
    const rows = readOfficers(text);
    return (context) => importOfficers(context, rows);
  }
  const file = readAssignments(text);
  return (context) => importAssignments(context, file);
}

/** Only somebody who changed an assignment between our look and our write can make the database refuse. */
function friendlier(error: unknown): unknown {
  const { code } = ((error as { driverError?: unknown }).driverError ?? {}) as { code?: string };
  if (code !== '23P01') return error;
  return DomainError.conflict(
    'Somebody changed assignments meanwhile, and nothing was imported. Run the import again.',
  );
}
