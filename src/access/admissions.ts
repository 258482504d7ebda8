import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../common/new-id.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import {
  ADD_IDENTITY,
  type KnownRow,
  NOTE_SIGN_IN,
  OFFICER_OF_NUMBER,
  type OfficerRow,
  PERSON_OF_IDENTITY,
  PERSON_WITHOUT_IDENTITY,
  UPDATE_PERSON,
} from './admissions.query.js';
import type { Vouched } from './identity-providers.js';
import type { IssuerSettings } from './issuer-settings.js';
import type { Role, Standing } from './principal.js';
import type { Reason } from './refused-sign-in.js';
import { Sessions } from './sessions.js';

/** Let in, with the token for the cookie; or not, and why. */
export type Admitted = Standing & { token: string };
export type Admission = Admitted | { refused: Reason };

interface Linked {
  personId: string;
  officerId: string | null;
}

interface Arrival extends Vouched {
  forceId: string;
  at: DateTime;
  role: Role;
  name: string;
  requestId: string;
  /** Which officer they are is what the claim says, also when that is nobody. */
  claimDecides: boolean;
}

/**
 * Lets in whom a force's identity provider vouches for. People are known by issuer and subject; their name, address and
 * role are what the provider says today. Their officer is found by collar number alone; where the provider is asked for one, it
 * decides at each sign-in, and elsewhere a force administrator does.
 */
@Injectable()
export class Admissions {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly sessions: Sessions,
  ) {}

  async admit(
    forceId: string,
    settings: IssuerSettings,
    vouched: Vouched,
    requestId: string,
  ): Promise<Admission> {
    const at = this.clock.now();
    const role = settings.roles.find(({ value }) => vouched.roles.includes(value))?.role;
    return this.database.inForce(forceId, async (manager): Promise<Admission> => {
      const officer = await this.officerOf(manager, forceId, vouched.collarNumber);
      const known = await this.known(manager, forceId, vouched, officer);
      const turnAway = (refused: Reason): Promise<Admission> =>
        this.turnAway(manager, { forceId, at, known, refused, requestId });
      if (known?.disabled_at) return turnAway('disabled');
      if (!role) return turnAway('no-role');
      const name = vouched.name ?? known?.name;
      if (name === undefined) return turnAway('no-name');
      const claimDecides = settings.collarNumberClaim !== null;
      const arrival = { ...vouched, forceId, at, role, name, requestId, claimDecides };
      const { personId, officerId } = known
        ? await this.refresh(manager, arrival, known, officer)
        : await this.add(manager, arrival, officer);
      // Two first sign-ins at one moment: the second is refused by the key of the table, and nothing of it stays.
      const statement = known?.identified ? NOTE_SIGN_IN : ADD_IDENTITY;
      await manager.query(statement, [forceId, vouched.issuer, vouched.subject, personId, at]);
      const { provedAt } = vouched;
      const token = await this.sessions.startIn(manager, { forceId, personId, at, provedAt, requestId });
      return { token, role, officerId };
    });
  }

  private async officerOf(
    manager: EntityManager,
    forceId: string,
    collarNumber: string | null,
  ): Promise<OfficerRow | undefined> {
    if (collarNumber === null) return undefined;
    const [officer] = await manager.query<OfficerRow[]>(OFFICER_OF_NUMBER, [forceId, collarNumber]);
    return officer;
  }

  /** The person of this account; else whoever was entered beforehand for the same officer and never signed in. */
  private async known(
    manager: EntityManager,
    forceId: string,
    { issuer, subject }: Vouched,
    officer: OfficerRow | undefined,
  ): Promise<KnownRow | undefined> {
    const [known] = await manager.query<KnownRow[]>(PERSON_OF_IDENTITY, [forceId, issuer, subject]);
    if (known || !officer?.person_id) return known;
    const [entered] = await manager.query<KnownRow[]>(PERSON_WITHOUT_IDENTITY, [forceId, officer.person_id]);
    return entered;
  }

  private async add(manager: EntityManager, arrival: Arrival, officer?: OfficerRow): Promise<Linked> {
    const { forceId, at, role, name, email, requestId } = arrival;
    const id = newId();
    const officerId = officer && officer.person_id === null ? officer.id : null;
    await manager.query(
      `insert into person (force_id, id, name, email, role, officer_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [forceId, id, name, email, role, officerId, at],
    );
    await this.audit.record(manager, {
      forceId,
      at,
      actor: { kind: 'person', id },
      action: 'collect',
      subjectKind: 'person',
      subjectId: id,
      requestId,
      detail: { role, officerId, by: 'sign-in' },
    });
    return { personId: id, officerId };
  }

  /** What the provider says today; with another role than before every session of the earlier role ends. */
  private async refresh(
    manager: EntityManager,
    arrival: Arrival,
    known: KnownRow,
    officer?: OfficerRow,
  ): Promise<Linked> {
    const { forceId, at, role, name, requestId } = arrival;
    const email = arrival.email ?? known.email;
    const isTheirs = officer && (officer.person_id === null || officer.person_id === known.id);
    const claimed = isTheirs ? officer.id : null;
    const officerId = arrival.claimDecides ? claimed : known.officer_id;
    const linked = { personId: known.id, officerId };
    const changed = [
      ...(name !== known.name ? ['name'] : []),
      ...(email !== known.email ? ['email'] : []),
      ...(role !== known.role ? ['role'] : []),
      ...(officerId !== known.officer_id ? ['officer'] : []),
    ];
    if (changed.length === 0) return linked;
    await manager.query(UPDATE_PERSON, [forceId, known.id, name, email, role, officerId]);
    const by = { kind: 'person' as const, id: known.id };
    await this.audit.record(manager, {
      forceId,
      at,
      actor: by,
      action: 'alter',
      subjectKind: 'person',
      subjectId: known.id,
      requestId,
      detail: { changed, role, officerId, by: 'sign-in' },
    });
    if (role !== known.role)
      await this.sessions.endIn(manager, { forceId, personId: known.id, at, by, requestId });
    return linked;
  }

  /** Nothing is stored of a stranger. Somebody known who may not come in any more loses what sessions they have. */
  private async turnAway(
    manager: EntityManager,
    turned: {
      forceId: string;
      at: DateTime;
      known: KnownRow | undefined;
      refused: Reason;
      requestId: string;
    },
  ): Promise<Admission> {
    const { forceId, at, known, refused, requestId } = turned;
    if (known) {
      const by = { kind: 'person' as const, id: known.id };
      await this.audit.record(manager, {
        forceId,
        at,
        actor: by,
        action: 'consult',
        subjectKind: 'person',
        subjectId: known.id,
        requestId,
        detail: { signInRefused: refused },
      });
      await this.sessions.endIn(manager, { forceId, personId: known.id, at, by, requestId });
    }
    return { refused };
  }
}
