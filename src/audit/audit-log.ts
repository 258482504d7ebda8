import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

/** Who did it: a person, a machine key, the public by a form, or one of our own jobs. */
export interface Actor {
  kind: 'person' | 'api-key' | 'public' | 'job' | 'command';
  id: string;
}

/** The kinds of operation that s.62 of the Data Protection Act 2018 asks to be logged, consultation included. */
export type AuditAction = 'collect' | 'alter' | 'consult' | 'disclose' | 'combine' | 'erase';

export interface AuditEntry {
  forceId: string;
  at: DateTime;
  actor: Actor;
  action: AuditAction;
  subjectKind:
    | 'contact'
    | 'contact-list'
    | 'neighbourhood'
    | 'officer'
    | 'officer-list'
    | 'assignment'
    | 'person'
    | 'session'
    | 'api-key'
    | 'report'
    | 'import'
    | 'force'
    | 'ward'
    | 'command-area'
    | 'absence'
    | 'audit-log'
    | 'mail';
  /** An id or a code, never a name. */
  subjectId: string;
  requestId?: string | undefined;
  /** Ids, counts and codes only. */
  detail?: Record<string, unknown>;
}

/** The append-only log; written in the transaction of what it records, so that neither exists without the other. */
@Injectable()
export class AuditLog {
  /**
   * One statement however many entries there are; an import writes thousands. The database adds the role in which a
   * person acts. An entry's number is taken only after its transaction has one: see docs/decisions/0021-audit-chain.md.
   */
  async record(manager: EntityManager, ...entries: AuditEntry[]): Promise<void> {
    await manager.query(
      `insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, detail)
       select e.force_id, e.at, e.actor_kind, e.actor_id, e.action, e.subject_kind, e.subject_id, e.request_id, e.detail
       from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[])
         with ordinality as e (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, detail, position)
       where pg_current_xact_id() is not null
       order by e.position`,
      [
        entries.map(({ forceId }) => forceId),
        entries.map(({ at }) => at),
        entries.map(({ actor }) => actor.kind),
        entries.map(({ actor }) => actor.id),
        entries.map(({ action }) => action),
        entries.map(({ subjectKind }) => subjectKind),
        entries.map(({ subjectId }) => subjectId),
        entries.map(({ requestId }) => requestId ?? null),
        entries.map(({ detail }) => (detail ? JSON.stringify(detail) : null)),
      ],
    );
  }
}
