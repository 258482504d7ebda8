import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditEntry, AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import { actorText } from '../import/import-steps.js';
import { type AppliedPull, writePull } from './apply-pull.js';
import {
  findPullImport,
  markApplied,
  type PullImport,
  storeChoices,
  storeRows,
} from './pull-import.query.js';
import { askForPull } from './pull-queue.query.js';
import { notConfigured, PullRunner } from './pull-runner.js';
import { readContent } from './pulled-content.js';
import { workOut } from './work-out.js';

/** `again`: what was shown is no longer what would be done; it was worked out again and nothing was applied. */
export type ApplyOutcome = 'applied' | 'already' | 'nothing' | 'again';

/** What a person asks for around a pull: start it, choose of it, apply it. */
@Injectable()
export class PoliceUkPulls {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly runner: PullRunner,
  ) {}

  /** Ask for a pull, or find the one that is under way: a force has one at a time. */
  async startPull(forceId: string, by: ChangedBy): Promise<string> {
    if (this.runner.source === null) throw notConfigured();
    const at = this.clock.now();
    return this.database.inForce(forceId, (manager) => askForPull(manager, forceId, newId(), at, by));
  }

  /**
   * Of the lines that were shown, these are ticked; of all others the choice stays.
   * @returns false if the differences are no longer those that were shown
   */
  async choose(
    forceId: string,
    id: string,
    choice: { fingerprint: string; shown: readonly number[]; ticked: readonly number[] },
  ): Promise<boolean> {
    return this.database.inForce(forceId, async (manager) => {
      const { state, columns } = await this.found(manager, forceId, id, { lock: true, withContent: false });
      if (state !== 'previewed') return true;
      if (columns.fingerprint !== choice.fingerprint) return false;
      const leftOut = new Set(columns.leftOut);
      for (const line of choice.shown) leftOut.add(line);
      for (const line of choice.ticked) leftOut.delete(line);
      await storeChoices(manager, forceId, id, {
        ...columns,
        leftOut: [...leftOut].toSorted((a, b) => a - b),
      });
      return true;
    });
  }

  /**
   * Do what the differences show, but for the lines without a tick: all of it in one transaction. If the registry
   * changed meanwhile, the differences are worked out again and nothing is done.
   * @throws DomainError `conflict` if it is no longer there to be applied, or nothing is ticked
   */
  async applyPull(forceId: string, id: string, fingerprint: string, by: ChangedBy): Promise<ApplyOutcome> {
    const at = this.clock.now();
    const todayOn = localDayOf(at);
    return this.database.inForce(forceId, async (manager) => {
      // Imports of one force wait for each other, so that what one checked the other does not change.
      await manager.query(`select pg_advisory_xact_lock(hashtextextended('registry-import ' || $1, 0))`, [
        forceId,
      ]);
      const one = await this.found(manager, forceId, id, { lock: true, withContent: true });
      if (one.state === 'applied') return 'already';
      if (one.state !== 'previewed' || one.content === null) {
        throw DomainError.conflict('This pull can no longer be applied. Start another.');
      }
      const content = readContent(one.content);
      const worked = await workOut(manager, forceId, content, todayOn, false);
      if (worked.fingerprint !== one.columns.fingerprint || worked.fingerprint !== fingerprint) {
        if (worked.fingerprint !== one.columns.fingerprint) {
          const again = await workOut(manager, forceId, content, todayOn, true);
          await storeRows(manager, forceId, id, again.rows, again.fingerprint);
        }
        return 'again';
      }
      const differing = worked.rows.filter(({ change }) => change === 'added' || change === 'changed');
      if (differing.length === 0) return 'nothing';
      const without = new Set(one.columns.leftOut);
      const lines = new Set(differing.map(({ line }) => line).filter((line) => !without.has(line)));
      if (lines.size === 0) {
        const message = 'Tick at least one line to apply';
        throw DomainError.conflict(message, [{ field: 'lines', message }]);
      }
      await nameChange(manager, { ...by, importId: id }, at);
      const applied = await writePull(manager, forceId, worked, lines, { at, todayOn });
      await this.record(manager, { forceId, at, actor: by.actor, requestId: by.requestId }, id, applied);
      await markApplied(manager, forceId, id, at, actorText(by.actor));
      return 'applied';
    });
  }

  /** @throws DomainError `not-found` */
  async found(
    manager: EntityManager,
    forceId: string,
    id: string,
    options: { lock: boolean; withContent: boolean },
  ): Promise<PullImport> {
    const one = await findPullImport(manager, forceId, id, options);
    if (!one) throw DomainError.notFound('Your force has no such pull. Find it in the list of pulls.');
    return one;
  }

  private async record(
    manager: EntityManager,
    common: Pick<AuditEntry, 'forceId' | 'at' | 'actor' | 'requestId'>,
    importId: string,
    { added, changed, force, seniorOfficers }: AppliedPull,
  ): Promise<void> {
    const detail = { importId };
    const counts = { added: added.length, changed: changed.length, force: force.length, seniorOfficers };
    const entries: AuditEntry[] = [
      { ...common, action: 'alter', subjectKind: 'import', subjectId: importId, detail: { applied: counts } },
      ...added.map((id): AuditEntry => ({
        ...common,
        action: 'collect',
        subjectKind: 'neighbourhood',
        subjectId: id,
        detail,
      })),
      ...changed.map((id): AuditEntry => ({
        ...common,
        action: 'alter',
        subjectKind: 'neighbourhood',
        subjectId: id,
        detail,
      })),
    ];
    if (force.length > 0 || seniorOfficers) {
      const facts = { importId, facts: force, seniorOfficers };
      entries.push({
        ...common,
        action: 'alter',
        subjectKind: 'force',
        subjectId: common.forceId,
        detail: facts,
      });
    }
    await this.audit.record(manager, ...entries);
  }
}
