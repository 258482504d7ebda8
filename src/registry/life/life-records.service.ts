import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { may, mayEverywhere } from '../../access/permissions.js';
import { AreasPort, type Principal } from '../../access/principal.js';
import { type AuditAction, AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { refuseIfChanged, type SeenVersions } from '../../web/etag.js';
import { nameChange } from '../changed-by.js';
import type { LifeKind, Recorded } from './life-kind.js';
import { refuseDouble, refuseProblems } from './life-refusals.js';
import { type LivingPlace, lockRow, placeOf, removeRow } from './life-rows.query.js';

/** Who changes a neighbourhood's life, by which request. */
export interface Editor {
  caller: Principal;
  requestId?: string | undefined;
}

/** One change in its transaction. */
export interface OpenChange {
  manager: EntityManager;
  forceId: string;
  place: LivingPlace;
  at: DateTime;
  /** Ids and names of fields only. */
  log: (action: AuditAction, detail: Record<string, unknown>) => Promise<void>;
}

/** Keeps what a neighbourhood has beside its officers: read, decided and written in one transaction each. */
@Injectable()
export class LifeRecords {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly areas: AreasPort,
  ) {}

  /** @throws DomainError `not-found` */
  async list<Fields extends object, Row extends Fields & Recorded>(
    kind: LifeKind<Fields, Row>,
    forceId: string,
    code: string,
  ): Promise<{ place: LivingPlace; rows: Row[] }> {
    return this.database.inForce(forceId, async (manager) => {
      const place = await knownPlace(manager, forceId, code);
      return { place, rows: await kind.list(manager, forceId, place.id) };
    });
  }

  /** @throws DomainError `not-found` (neighbourhood or record) */
  async find<Fields extends object, Row extends Fields & Recorded>(
    kind: LifeKind<Fields, Row>,
    forceId: string,
    code: string,
    id: string,
  ): Promise<{ place: LivingPlace; row: Row }> {
    const { place, rows } = await this.list(kind, forceId, code);
    return { place, row: theOne(kind, rows, id) };
  }

  /** @throws DomainError `not-found` (neighbourhood), `forbidden` (not theirs), `invalid` (what is wrong with it), `conflict` (there is one) */
  add<Fields extends object, Row extends Fields & Recorded>(
    kind: LifeKind<Fields, Row>,
    editor: Editor,
    code: string,
    fields: Fields,
  ): Promise<Row> {
    return this.change(editor, code, async ({ manager, forceId, place, at, log }) => {
      refuseProblems(kind, fields, at);
      await refuseDouble(kind, manager, { forceId, placeId: place.id, ownId: null }, fields);
      const id = newId();
      await kind.insert(manager, forceId, place.id, id, fields);
      await log('collect', { [kind.table]: id });
      return theOne(kind, await kind.list(manager, forceId, place.id), id);
    });
  }

  /**
   * Change the given fields of a record and leave the others.
   * @throws ChangedMeanwhile with the record as it is now; else as `add`
   */
  alter<Fields extends object, Row extends Fields & Recorded>(
    kind: LifeKind<Fields, Row>,
    editor: Editor,
    code: string,
    { id, seen, change }: { id: string; seen: SeenVersions; change: Partial<Fields> },
  ): Promise<Row> {
    return this.change(editor, code, async ({ manager, forceId, place, at, log }) => {
      await lockRow(manager, kind.table, forceId, id);
      const before = theOne(kind, await kind.list(manager, forceId, place.id), id);
      refuseIfChanged(seen, before.version, before);
      if (Object.keys(change).length === 0) return before;
      const fields = kind.changed(before, change, at);
      refuseProblems(kind, fields, at, Object.keys(change));
      if (kind.isSame?.(before, fields) === false) {
        await refuseDouble(kind, manager, { forceId, placeId: place.id, ownId: id }, fields);
      }
      await kind.update(manager, forceId, id, fields);
      await log('alter', { [kind.table]: id, fields: Object.keys(change) });
      return theOne(kind, await kind.list(manager, forceId, place.id), id);
    });
  }

  /** Take away what was entered by mistake; the registry's history keeps it. @throws as `alter` */
  remove<Fields extends object, Row extends Fields & Recorded>(
    kind: LifeKind<Fields, Row>,
    editor: Editor,
    code: string,
    { id, seen }: { id: string; seen: SeenVersions },
  ): Promise<void> {
    return this.change(editor, code, async ({ manager, forceId, place, log }) => {
      await lockRow(manager, kind.table, forceId, id);
      const before = theOne(kind, await kind.list(manager, forceId, place.id), id);
      refuseIfChanged(seen, before.version, before);
      await removeRow(manager, kind.table, forceId, id);
      await log('erase', { [kind.table]: id });
    });
  }

  /** Any other change of a neighbourhood's life by somebody who may. */
  change<T>({ caller, requestId }: Editor, code: string, work: (open: OpenChange) => Promise<T>): Promise<T> {
    const at = this.clock.now();
    const { forceId } = caller;
    const actor = { kind: caller.kind, id: caller.id };
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, { actor, requestId }, at);
      const place = await knownPlace(manager, forceId, code);
      if (!(await this.mayEdit(manager, caller, place.id, at)))
        throw new DomainError(
          'forbidden',
          'This neighbourhood is not one of yours today. Ask a force admin, or somebody who is assigned to it.',
        );
      const subject = { subjectKind: 'neighbourhood', subjectId: place.id } as const;
      const log: OpenChange['log'] = (action, detail) =>
        this.audit.record(manager, { forceId, at, actor, requestId, action, ...subject, detail });
      return work({ manager, forceId, place, at, log });
    });
  }

  /** A force admin and a machine may edit any, others those of their own areas today. */
  async mayEdit(
    manager: EntityManager,
    caller: Principal,
    neighbourhoodId: string,
    at: DateTime,
  ): Promise<boolean> {
    if (mayEverywhere(caller, 'life.change')) return true;
    if (caller.kind !== 'person' || !may(caller, 'life.change') || !caller.officerId) return false;
    const own = await this.areas.neighbourhoodsOf(manager, caller.forceId, caller.officerId, localDayOf(at));
    return own.includes(neighbourhoodId);
  }
}

async function knownPlace(manager: EntityManager, forceId: string, code: string): Promise<LivingPlace> {
  const place = await placeOf(manager, forceId, code);
  if (!place) throw DomainError.notFound('No neighbourhood of the force has this code. Find it in the list.');
  return place;
}

function theOne<Fields extends object, Row extends Fields & Recorded>(
  { word }: LifeKind<Fields, Row>,
  rows: readonly Row[],
  id: string,
): Row {
  const row = rows.find((each) => each.id === id);
  if (!row) throw DomainError.notFound(`The neighbourhood has no such ${word}; it may have been removed.`);
  return row;
}
