import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { Cutoffs, OtherClass } from './domain/retention.js';
import { countOld, eraseOld, OTHER_RECORDS } from './other-records.query.js';
import { RETENTION } from './erasure.service.js';

/** What is kept for a while beside contacts. */
@Injectable()
export class OtherRecords {
  constructor(private readonly audit: AuditLog) {}

  async count(manager: EntityManager, forceId: string, name: OtherClass, before: DateTime): Promise<number> {
    const [found] = await manager.query<{ total: number }[]>(countOld(name), [forceId, before]);
    return found!.total;
  }

  /** Take one batch away, with its entries in the audit log. @returns how many went */
  async erase(
    manager: EntityManager,
    forceId: string,
    name: OtherClass,
    { cutoffs, limit, now }: { cutoffs: Cutoffs; limit: number; now: DateTime },
  ): Promise<number> {
    const gone: { id: string }[] = [];
    for (const statement of eraseOld(name)) {
      if (gone.length >= limit) break;
      const asked = [forceId, cutoffs[name], limit - gone.length];
      const [rows] = (await manager.query(statement, asked)) as [{ id: string }[], number];
      gone.push(...rows);
    }
    if (gone.length === 0) return 0;
    const entry = { forceId, at: now, actor: RETENTION, action: 'erase' as const };
    const { subjectKind } = OTHER_RECORDS[name];
    // What has no id of its own is one entry that says how many.
    const subjects = subjectKind === 'force' ? [forceId] : gone.map(({ id }) => id);
    const detail = { rule: name, ...(subjectKind === 'force' && { rows: gone.length }) };
    await this.audit.record(
      manager,
      ...subjects.map((subjectId) => ({ ...entry, subjectKind, subjectId, detail })),
    );
    return gone.length;
  }
}
