import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const RUNNING = `
select pid || ' ' || backend_xid as transaction from pg_stat_activity
where backend_xid is not null and (datname is distinct from current_database() or backend_type <> 'client backend')
union all
select gid from pg_prepared_xacts where database <> current_database()`;

/**
 * Waits until the transactions that other databases of the server have begun are over. The log is sealed up to the oldest
 * transaction of the whole server, and other test files have theirs.
 */
export async function othersEnded(admin: Pick<pg.Client, 'query'>): Promise<void> {
  const running = async (): Promise<string[]> => {
    const { rows } = await admin.query<{ transaction: string }>(RUNNING);
    return rows.map(({ transaction }) => transaction);
  };
  let waited = await running();
  while (waited.length > 0) {
    await sleep(20);
    const still = await running();
    waited = waited.filter((each) => still.includes(each));
  }
}
