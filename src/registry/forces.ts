import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { isDay } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { nameChange } from './changed-by.js';
import { FORCE, type ForceRow } from './force-of.js';
import { isForceId, readTerritorialForces } from './territorial-forces.js';

/** The forces of this installation. Which there are is public. */
@Injectable()
export class Forces {
  private readonly territorial = new Map(readTerritorialForces().map((force) => [force.id, force]));

  constructor(
    private readonly database: ForceDatabase,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Every force, by name. */
  all(): Promise<ForceRow[]> {
    return this.database.statement<ForceRow>(
      'forces',
      `select id, name, starts_on as "startsOn" from force order by name, id`,
    );
  }

  async find(id: string): Promise<ForceRow | null> {
    const [force] = await this.database.statement<ForceRow>('force', FORCE, [id]);
    return force ?? null;
  }

  /**
   * The force of an import: a registered one, or one of the 43 that is to be registered with it.
   * @throws DomainError `not-found` that says how to add any other.
   */
  async forImport(id: string): Promise<{ force: ForceRow; isNew: boolean }> {
    const registered = await this.find(id);
    if (registered) return { force: registered, isNew: false };
    const force = this.territorial.get(id);
    if (force) return { force, isNew: true };
    throw DomainError.notFound(
      `There is no force "${id.slice(0, 60)}". Add it first: npm run force -- add --id ID --name "NAME" --starts-on YYYY-MM-DD`,
    );
  }

  /**
   * Add a force.
   * @throws DomainError `invalid` for an unusable id, name or day, `conflict` if there is one with this id.
   */
  async add(force: ForceRow, actor: Actor): Promise<void> {
    const { id, name, startsOn } = force;
    if (!isForceId(id)) {
      throw DomainError.field(
        'id',
        'The id must be 2 to 40 lower-case letters, digits and hyphens, and not "forces"',
      );
    }
    if (!name.trim() || name.length > 200)
      throw DomainError.field('name', 'Give a name of at most 200 characters');
    if (!isDay(startsOn))
      throw DomainError.field('startsOn', 'Give the first day as YYYY-MM-DD, in a year from 1900 to 2199');
    if (await this.find(id)) throw DomainError.conflict(`There is already a force "${id}".`);
    await this.database.inForce(id, (manager) =>
      this.register(manager, { id, name: name.trim(), startsOn }, this.clock.now(), actor),
    );
  }

  /** Store a force in the transaction that acts for it; another that was quicker is left as it is. */
  async register(manager: EntityManager, force: ForceRow, at: DateTime, actor: Actor): Promise<void> {
    await nameChange(manager, { actor }, at);
    const stored = await manager.query<unknown[]>(
      `insert into force (id, name, starts_on, created_at) values ($1, $2, $3, $4)
       on conflict on constraint force_pk do nothing returning id`,
      [force.id, force.name, force.startsOn, at],
    );
    if (stored.length === 0) return;
    await this.audit.record(manager, {
      forceId: force.id,
      at,
      actor,
      action: 'collect',
      subjectKind: 'force',
      subjectId: force.id,
    });
  }
}
