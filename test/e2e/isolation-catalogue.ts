import type pg from 'pg';

/** What stands in PostgreSQL’s own catalogue, so that a table that is added tomorrow is judged tomorrow. */
const OF_A_FORCE = `
  select c.oid, c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'force_id' and not a.attisdropped
   where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`;

const WALL = '(force_id = current_force())';

/** Tables of a force: those that have its id. */
export async function tablesOfAForce(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ relname: string }>(`${OF_A_FORCE} order by 2`);
  return rows.map(({ relname }) => relname);
}

/** Tables that belong to no force, by having no id of one. */
export async function tablesOfNoForce(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ relname: string }>(
    `select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
        and oid not in (select oid from (${OF_A_FORCE}) t) order by 1`,
  );
  return rows.map(({ relname }) => relname);
}

/** Tables of a force without a wall that binds their owner too, and with a way past the wall for the application. */
export async function holesInTheWall(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ hole: string }>(
    `with t as (${OF_A_FORCE})
     select t.relname || ' has no forced row-level security' as hole from t join pg_class c using (oid)
      where not (c.relrowsecurity and c.relforcerowsecurity)
     union all
     select t.relname || ' has no policy for the application' from t
      where has_any_column_privilege('npg_app', t.oid, 'select, insert, update')
        and not exists (select from pg_policy p where p.polrelid = t.oid and p.polroles @> array['npg_app'::regrole::oid])
     union all
     select t.relname || ': the policy ' || p.polname || ' lets the application past the wall: ' || w.way
       from t join pg_policy p on p.polrelid = t.oid
         cross join lateral (select concat_ws(' with check ', pg_get_expr(p.polqual, t.oid), pg_get_expr(p.polwithcheck, t.oid)) as way,
           coalesce(nullif(pg_get_expr(p.polqual, t.oid), $1), nullif(pg_get_expr(p.polwithcheck, t.oid), $1)) as other) w
      where (p.polroles @> array['npg_app'::regrole::oid] or p.polroles @> array[0::oid]) and (w.other is not null or w.way = '')
     union all
     select t.relname || ' may be emptied or taken over by ' || r.rolname from t
       cross join (select oid, rolname from pg_roles where rolname in ('npg_app', 'npg_sweeper')) r
      where has_table_privilege(r.oid, t.oid, 'truncate, references, trigger')
     union all
     select c.oid::regclass || ' is open to everybody who may connect' from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'public'::regnamespace and a.grantee = 0
     order by 1`,
    [WALL],
  );
  return rows.map(({ hole }) => hole);
}

/** Foreign keys by which a row of one force could point into another. */
export async function keysThatCross(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ conname: string }>(
    `with t as (${OF_A_FORCE})
     select k.conname from pg_constraint k join t a on a.oid = k.conrelid join t b on b.oid = k.confrelid
      where k.contype = 'f' and not exists (
        select from unnest(k.conkey, k.confkey) as u (here, there)
          join pg_attribute h on h.attrelid = k.conrelid and h.attnum = u.here and h.attname = 'force_id'
          join pg_attribute o on o.attrelid = k.confrelid and o.attnum = u.there and o.attname = 'force_id')
      order by 1`,
  );
  return rows.map(({ conname }) => conname);
}

/** Views that look with their owner's eyes, and functions that act with their owner's hands. */
export async function borrowedEyes(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace
        and (relkind = 'm' or relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'], false))
     union all
     select p.proname || ', as its owner' from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** What the sweeper may do to which table: `select` of all columns, or of these. */
export async function rightsOf(admin: pg.Client, role: string): Promise<Record<string, string>> {
  const { rows } = await admin.query<{ name: string; rights: string }>(
    `select c.relname as name, string_agg(g.one, ', ' order by g.one) as rights
       from pg_class c cross join lateral (
         select lower(a.privilege_type) as one from aclexplode(c.relacl) a where a.grantee = $1::regrole
         union
         select lower(a.privilege_type) || ' of ' || string_agg(t.attname, ' ' order by t.attname)
           from pg_attribute t, aclexplode(t.attacl) a
          where t.attrelid = c.oid and not t.attisdropped and a.grantee = $1::regrole group by a.privilege_type) g
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') group by 1 order by 1`,
    [role],
  );
  return Object.fromEntries(rows.map(({ name, rights }) => [name, rights]));
}
