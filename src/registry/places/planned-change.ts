import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { AuditEntry, AuditLog } from '../../audit/audit-log.js';
import { DomainError } from '../../common/errors.js';
import type { ChangedBy } from '../changed-by.js';
import type { PlanProblem } from './domain/succession-plan.js';

/** What is needed to look at the registry of a force. */
export interface Looking {
  manager: EntityManager;
  forceId: string;
  /** The local day on which it is asked. */
  todayOn: string;
}

/** What is needed to change it: every change leaves an audit row in the same transaction. */
export interface Writing extends Looking {
  at: DateTime;
  record: (
    action: AuditEntry['action'],
    subjectKind: AuditEntry['subjectKind'],
    id: string,
    detail?: object,
  ) => void;
}

/** A change that was thought through and not made yet. */
export interface PlannedChange {
  outcome: 'changed' | 'unchanged';
  consequences: string[];
  warnings: string[];
  write(writing: Writing): Promise<void>;
}

export const UNCHANGED: PlannedChange = {
  outcome: 'unchanged',
  consequences: ['Nothing changes: this is how it is recorded already.'],
  warnings: [],
  write: () => Promise.resolve(),
};

export function refuse({ field, message }: PlanProblem): never {
  throw DomainError.field(field, message);
}

/** Makes a planned change, and writes what it did into the audit log. */
export async function make(
  planned: PlannedChange,
  looking: Looking,
  { audit, at, by }: { audit: AuditLog; at: DateTime; by: ChangedBy },
): Promise<void> {
  const entries: AuditEntry[] = [];
  const { forceId, manager } = looking;
  await planned.write({
    ...looking,
    at,
    record: (action, subjectKind, subjectId, detail) =>
      entries.push({ forceId, at, ...by, action, subjectKind, subjectId, detail: { ...detail } }),
  });
  await audit.record(manager, ...entries);
}
