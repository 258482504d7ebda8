import { Injectable } from '@nestjs/common';
import { newId } from '../common/new-id.js';
import { type Actor, AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import {
  type ListedPerson,
  PEOPLE_LISTED,
  PEOPLE_WHO_MAY_SIGN_IN,
  PERSON_LISTED,
  type PersonRow,
} from './people.query.js';
import type { Role } from './principal.js';

export interface NewPerson {
  name: string;
  role: Role;
  email?: string;
  /** The registry's officer this person is; their areas come from it. Without one they have none. */
  officerId?: string;
}

/** Those who wait for an officer, or whose access is switched off. */
export type Show = 'without-officer' | 'off';

/** The people of a force who may sign in. */
@Injectable()
export class People {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** @returns the person's id. The database refuses two people for one officer, and an officer of another force. */
  async add(forceId: string, person: NewPerson, actor: Actor): Promise<string> {
    const at = this.clock.now();
    const id = newId();
    await this.database.inForce(forceId, async (manager) => {
      await manager.query(
        `insert into person (force_id, id, name, email, role, officer_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
        [forceId, id, person.name, person.email ?? null, person.role, person.officerId ?? null, at],
      );
      await this.audit.record(manager, {
        forceId,
        at,
        actor,
        action: 'collect',
        subjectKind: 'person',
        subjectId: id,
        detail: { role: person.role, officerId: person.officerId ?? null },
      });
    });
    return id;
  }

  /** Everybody of the force who may sign in, in the order of the roles and then of the names. */
  async whoMaySignIn(forceId: string): Promise<PersonRow[]> {
    return this.database.inForce(forceId, (manager) => manager.query(PEOPLE_WHO_MAY_SIGN_IN, [forceId]));
  }

  /** The page of people, by name. */
  async list(
    forceId: string,
    show: Show | undefined,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<ListedPerson[]> {
    return this.database.inForce(forceId, (manager) =>
      manager.query(PEOPLE_LISTED, [forceId, show ?? null, limit, offset]),
    );
  }

  /** @throws DomainError not-found for nobody of the force */
  async find(forceId: string, id: string): Promise<ListedPerson> {
    const [person] = await this.database.inForce(forceId, (manager) =>
      manager.query<ListedPerson[]>(PERSON_LISTED, [forceId, id]),
    );
    if (!person) throw DomainError.notFound('Your force has no such person.');
    return person;
  }
}
