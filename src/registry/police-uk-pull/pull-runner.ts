import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { DomainError } from '../../common/errors.js';
import { AppConfig } from '../../config/app-config.js';
import type { ChangedBy } from '../changed-by.js';
import { actorText } from '../import/import-steps.js';
import { PoliceUkClient } from './police-uk-client.js';
import { pullForce } from './pull-force.js';
import { addPullImport, storeRows } from './pull-import.query.js';
import { PULL_PACE, type PullPace } from './pull-pace.js';
import { readContent } from './pulled-content.js';
import { workOut } from './work-out.js';

/** Asks the national interface, and keeps the answers with what they would change. */
@Injectable()
export class PullRunner {
  constructor(
    private readonly config: AppConfig,
    private readonly audit: AuditLog,
    @Inject(PULL_PACE) private readonly pace: PullPace,
  ) {}

  /** Where neighbourhoods are pulled from; null: nowhere. */
  get source(): string | null {
    return this.config.POLICE_UK_URL ?? null;
  }

  /** @throws PullFailed, or DomainError if no source is configured */
  pull(
    forceId: string,
    at: DateTime,
    stop: AbortSignal,
    onProgress: (done: number, total: number) => Promise<void>,
  ): Promise<Buffer> {
    if (this.source === null) throw notConfigured();
    return pullForce(new PoliceUkClient(this.source, this.pace, stop), forceId, at, this.pace, onProgress);
  }

  /** Store the answers and the differences, in the transaction that acts for the force. */
  async keep(
    manager: EntityManager,
    forceId: string,
    { id, content, at, actor, requestId }: { id: string; content: Buffer; at: DateTime } & ChangedBy,
  ): Promise<void> {
    const digest = createHash('sha256').update(content).digest();
    const source = this.source ?? '';
    await addPullImport(manager, forceId, { id, source, content, digest, at, by: actorText(actor) });
    const worked = await workOut(manager, forceId, readContent(content), localDayOf(at), true);
    const counts = await storeRows(manager, forceId, id, worked.rows, worked.fingerprint);
    await this.audit.record(manager, {
      forceId,
      at,
      actor,
      requestId,
      action: 'collect',
      subjectKind: 'import',
      subjectId: id,
      detail: { kind: 'police-uk', ...counts },
    });
  }
}

export function notConfigured(): DomainError {
  return DomainError.conflict(
    'Nothing is pulled until POLICE_UK_URL is set, for example to https://data.police.uk/api.',
  );
}
