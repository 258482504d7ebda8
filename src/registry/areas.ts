import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AreasPort } from '../access/principal.js';

/**
 * An officer's own neighbourhoods are those of any assignment that covers the day, those of a command area that the
 * officer supervises, and those that ended and went on as one of them: their open contacts are waiting there.
 */
@Injectable()
export class Areas extends AreasPort {
  async neighbourhoodsOf(
    manager: EntityManager,
    forceId: string,
    officerId: string,
    on: string,
  ): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `select distinct a.id
       from (select neighbourhood_id as id from assignment where force_id = $1 and officer_id = $2 and during @> $3::date
             union
             select m.neighbourhood_id from command_area_supervisor v
             join command_area_neighbourhood m on m.force_id = v.force_id and m.command_area_id = v.command_area_id
              and m.during @> $3::date
             where v.force_id = $1 and v.officer_id = $2 and v.during @> $3::date) own
       join officer o on o.force_id = $1 and o.id = $2 and o.in_service @> $3::date
       cross join lateral answered_by($1, own.id, $3::date) as a (id)`,
      [forceId, officerId, on],
    );
    return rows.map(({ id }) => id);
  }
}
