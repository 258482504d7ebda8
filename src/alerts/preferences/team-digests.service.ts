import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { mayEverywhere } from '../../access/permissions.js';
import { AreasPort, type Person } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { setTeamDigest, type TeamDigest, teamDigest, teamDigests } from './team-digests.query.js';

/** When the digests of teams come: a supervisor says it for their own areas, a force admin for all. */
@Injectable()
export class TeamDigests {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly areas: AreasPort,
    private readonly audit: AuditLog,
  ) {}

  /** The teams for which this person may say it. */
  list(
    person: Person,
    page: { size: number; number: number },
  ): Promise<{ rows: TeamDigest[]; total: number }> {
    const now = this.clock.now();
    return this.database.inForce(person.forceId, async (manager) => {
      const ids = await this.areasOf(manager, person, now);
      return teamDigests(manager, person.forceId, { ids, on: localDayOf(now) }, page);
    });
  }

  /** @throws DomainError not-found, for a team of somebody else's area alike */
  read(person: Person, code: string): Promise<TeamDigest> {
    return this.database.inForce(person.forceId, (manager) =>
      this.find(manager, person, code, this.clock.now()),
    );
  }

  /** Set a team's time; null lets the installation's hold. The same again changes nothing. @throws DomainError not-found */
  async set(person: Person, code: string, digestAt: string | null, requestId: string): Promise<void> {
    const { forceId, id } = person;
    const now = this.clock.now();
    await this.database.inForce(forceId, async (manager) => {
      const team = await this.find(manager, person, code, now);
      if (team.digestAt === digestAt) return;
      await setTeamDigest(manager, forceId, team.id, digestAt, now);
      await this.audit.record(manager, {
        forceId,
        at: now,
        actor: { kind: 'person', id },
        action: 'alter',
        subjectKind: 'neighbourhood',
        subjectId: team.id,
        requestId,
        detail: { digestAt, before: team.digestAt },
      });
    });
  }

  private async find(
    manager: EntityManager,
    person: Person,
    code: string,
    now: DateTime,
  ): Promise<TeamDigest> {
    const team = await teamDigest(manager, person.forceId, code, localDayOf(now));
    const areas = await this.areasOf(manager, person, now);
    if (!team || (areas && !areas.includes(team.id))) {
      throw DomainError.notFound('No neighbourhood of yours has this code. Find it in the list.');
    }
    return team;
  }

  /** Null means all of the force. */
  private async areasOf(manager: EntityManager, person: Person, now: DateTime): Promise<string[] | null> {
    const { forceId, officerId } = person;
    if (mayEverywhere(person, 'alerts.set-digests')) return null;
    return officerId === null
      ? []
      : this.areas.neighbourhoodsOf(manager, forceId, officerId, localDayOf(now));
  }
}
