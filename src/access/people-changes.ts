import { Inject, Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { OFFICER_OF_NUMBER, type OfficerRow } from './admissions.query.js';
import type { Person } from './principal.js';
import { Sessions } from './sessions.js';

/** What a force administrator decides of who may sign in. */
@Injectable()
export class PeopleChanges {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly sessions: Sessions,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  /** Does the force's identity provider say at each sign-in which officer somebody is? Then nobody here does. */
  claimDecides(forceId: string): boolean {
    const settings = this.options.issuers.get(forceId);
    return settings !== undefined && settings.collarNumberClaim !== null;
  }

  /**
   * Say which officer a person is; their areas are that officer's from now on.
   * @throws DomainError `invalid` for a number that no officer has, or whose officer somebody else is; `conflict` where the
   * claim decides, which would undo it
   */
  async linkOfficer(admin: Person, id: string, collarNumber: string, requestId: string): Promise<void> {
    const { forceId } = admin;
    this.refuseWhereClaimDecides(forceId);
    await this.database.inForce(forceId, async (manager) => {
      const [officer] = await manager.query<OfficerRow[]>(OFFICER_OF_NUMBER, [forceId, collarNumber]);
      if (!officer) throw refuse('Your force has no officer with this collar number');
      if (officer.person_id !== null && officer.person_id !== id)
        throw refuse('Somebody else signs in as this officer; remove the officer from them first');
      await this.setOfficer(manager, admin, id, officer.id, requestId);
    });
  }

  /** They see no contact from now on, unless their role sees all. */
  async removeOfficer(admin: Person, id: string, requestId: string): Promise<void> {
    this.refuseWhereClaimDecides(admin.forceId);
    await this.database.inForce(admin.forceId, (manager) =>
      this.setOfficer(manager, admin, id, null, requestId),
    );
  }

  /**
   * Nobody disabled can sign in, and whatever sessions they have end now.
   * @throws DomainError conflict for oneself, so that there is always somebody left who can undo it
   */
  async disable(admin: Person, id: string, requestId: string): Promise<void> {
    if (id === admin.id)
      throw DomainError.conflict('You cannot switch off your own access. Ask another force administrator.');
    const at = this.clock.now();
    const { forceId } = admin;
    await this.database.inForce(forceId, async (manager) => {
      await this.change(manager, admin, id, at, requestId, 'disabled', {
        sql: 'update person set disabled_at = $3 where force_id = $1 and id = $2 and disabled_at is null returning id',
        values: [at],
      });
      await this.sessions.endIn(manager, { forceId, personId: id, at, by: admin, requestId });
    });
  }

  async enable(admin: Person, id: string, requestId: string): Promise<void> {
    await this.database.inForce(admin.forceId, (manager) =>
      this.change(manager, admin, id, this.clock.now(), requestId, 'enabled', {
        sql: 'update person set disabled_at = null where force_id = $1 and id = $2 and disabled_at is not null returning id',
        values: [],
      }),
    );
  }

  private refuseWhereClaimDecides(forceId: string): void {
    if (this.claimDecides(forceId))
      throw DomainError.conflict(
        'Your force’s identity provider says at each sign-in which officer somebody is. Have it changed there, or switch their access off.',
      );
  }

  private setOfficer(
    manager: EntityManager,
    admin: Person,
    id: string,
    officerId: string | null,
    requestId: string,
  ): Promise<void> {
    return this.change(manager, admin, id, this.clock.now(), requestId, 'officer', {
      sql: 'update person set officer_id = $3 where force_id = $1 and id = $2 and officer_id is distinct from $3 returning id, officer_id',
      values: [officerId],
    });
  }

  /** What is so already is left alone and not written down. @throws DomainError not-found for nobody of the force */
  private async change(
    manager: EntityManager,
    { forceId, id: adminId }: Person,
    id: string,
    at: DateTime,
    requestId: string,
    changed: string,
    { sql, values }: { sql: string; values: unknown[] },
  ): Promise<void> {
    const [rows] = await manager.query<[{ officer_id?: string | null }[], number]>(sql, [
      forceId,
      id,
      ...values,
    ]);
    const [row] = rows;
    if (!row) {
      const known = await manager.query<unknown[]>('select 1 from person where force_id = $1 and id = $2', [
        forceId,
        id,
      ]);
      if (known.length === 0) throw DomainError.notFound('Your force has no such person.');
      return;
    }
    await this.audit.record(manager, {
      forceId,
      at,
      actor: { kind: 'person', id: adminId },
      action: 'alter',
      subjectKind: 'person',
      subjectId: id,
      requestId,
      detail: { changed: [changed], ...(row.officer_id !== undefined && { officerId: row.officer_id }) },
    });
  }
}

const refuse = (message: string): DomainError => DomainError.field('collarNumber', message);
