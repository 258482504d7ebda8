import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AreasPort } from '../access/principal.js';

/** An officer's own neighbourhoods are those of any assignment that covers the day. */
@Injectable()
export class Areas extends AreasPort {
  async neighbourhoodsOf(
    manager: EntityManager,
    forceId: string,
    officerId: string,
    on: string,
  ): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `select distinct neighbourhood_id as id from assignment where force_id = $1 and officer_id = $2 and during @> $3::date`,
      [forceId, officerId, on],
    );
    return rows.map(({ id }) => id);
  }
}
