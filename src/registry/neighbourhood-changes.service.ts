import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { refuseIfChanged, type SeenVersions } from '../web/etag.js';
import { type ChangedBy, nameChange } from './changed-by.js';
import { type Told, withLosses } from './coverage/coverage-losses.js';
import {
  type NeighbourhoodColumns,
  neighbourhoodToChange,
  setNeighbourhood,
} from './neighbourhood-change.query.js';

/** What is to change; what is left out stays. Name, days and boundary change elsewhere, because others depend on them. */
export type NeighbourhoodChange = Partial<Omit<NeighbourhoodColumns, 'id' | 'code' | 'version'>>;

/** Changes what a neighbourhood tells about itself and how it is reached. */
@Injectable()
export class NeighbourhoodChanges {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * A route that changes does so from today on; on days past the one holds that held. The same again changes nothing.
   * Says what coverage loses.
   * @throws DomainError `not-found`, `conflict` (changed meanwhile)
   */
  async changeNeighbourhood(
    forceId: string,
    code: string,
    change: NeighbourhoodChange,
    seen: SeenVersions,
    by: ChangedBy,
  ): Promise<Told<NeighbourhoodColumns>> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      const held = await neighbourhoodToChange(manager, forceId, code);
      if (!held) throw DomainError.notFound('No neighbourhood of the force has this code.');
      refuseIfChanged(seen, held.version, held);
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      const wanted = { ...held, ...Object.fromEntries(given) } as NeighbourhoodColumns;
      const fields = given.map(([name]) => name).filter((name) => !isSame(held, wanted, name));
      if (fields.length === 0) return { ...held, warnings: [] };
      const { warnings } = await withLosses(manager, forceId, at, () =>
        setNeighbourhood(manager, forceId, at, wanted),
      );
      await this.audit.record(manager, {
        ...{ forceId, at, ...by, action: 'alter', subjectKind: 'neighbourhood', subjectId: held.id },
        detail: { fields },
      });
      return { ...wanted, version: held.version + 1, warnings };
    });
  }
}

function isSame(a: NeighbourhoodColumns, b: NeighbourhoodColumns, name: string): boolean {
  return a[name as keyof NeighbourhoodColumns] === b[name as keyof NeighbourhoodColumns];
}
