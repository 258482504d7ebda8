import type { EntityManager } from 'typeorm';
import { withheldNumber } from '../registry/officer-wording.js';

/**
 * By which collar number is somebody told whose name is withheld on this day, by their address? Addresses are made of
 * names.
 */
export async function withheldAddressees(
  manager: EntityManager,
  forceId: string,
  today: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await manager.query<{ address: string; number: string }[]>(
    `select lower(a.address) as address, o.collar_number as number
       from officer o left join person p on p.force_id = o.force_id and p.officer_id = o.id
      cross join lateral unnest(array[o.duty_email, o.public_email, p.email]) as a (address)
      where o.force_id = $1 and a.address is not null and ${withheldNumber('o', '$2')} is not null`,
    [forceId, today],
  );
  return new Map(rows.map(({ address, number }) => [address, number]));
}
