import type { EntityManager } from 'typeorm';
import type { Differences } from './import-context.js';

/** Which version of a row of the force was kept last? */
export async function latestHistory(manager: EntityManager, forceId: string): Promise<number> {
  const [found] = await manager.query<{ id: number }[]>(
    `select coalesce(max(id), 0)::bigint as id from registry_history where force_id = $1`,
    [forceId],
  );
  return found!.id;
}

export interface WardChange {
  code: string;
  isNew: boolean;
  differences: Differences;
}

/** Which wards has this transaction changed since that version, and by what? A boundary only says that it differs. */
export async function changesSince(
  manager: EntityManager,
  forceId: string,
  since: number,
): Promise<WardChange[]> {
  return manager.query<WardChange[]>(
    `select h.after ->> 'code' as code, h.before is null as "isNew",
            jsonb_object_agg(a.key, case when a.key = 'boundary' then jsonb_build_array(
                case when h.before is not null then 'as recorded' end, case when h.before is null then 'given' else 'another' end)
              else jsonb_build_array(h.before ->> a.key, a.value) end) as differences
     from registry_history h cross join lateral jsonb_each_text(h.after) as a (key, value)
     where h.force_id = $1 and h.id > $2 and h.kind = 'ward' and a.key in ('name', 'during', 'boundary')
       and a.value is distinct from h.before ->> a.key
     group by h.id, h.after, h.before order by h.id`,
    [forceId, since],
  );
}
