import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log is told in full: work that a request leaves to a job keeps the request's id for its entries, and how old the
 * oldest entry is that waits to be sealed can be asked by those who watch the service.
 */
export class ToldInFull1790000000000 implements MigrationInterface {
  readonly name = 'ToldInFull1790000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(REQUESTS);
    await queryRunner.query(UNSEALED);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop function audit_unsealed_since();
      alter table police_uk_pull drop column request_id;
      alter table registry_import drop column request_id;`);
  }
}

const REQUESTS = `
-- In which request was what is to be done asked for? Of an import, the step that was asked for last.
alter table registry_import add column request_id text;
alter table police_uk_pull add column request_id text;
`;

const UNSEALED = `
-- When was the oldest entry written that waits to be sealed, of any force? Null if none waits. One look into an index for
-- each force; by the place that the sealer has reached, so on a server that the log was brought to it is only a guess until
-- the sealer has been there.
create function audit_unsealed_since() returns timestamptz language plpgsql
  -- That index, whatever the table looked like when it was planned.
  set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  one text;
  reached audit_sealing;
  next_at timestamptz;
  oldest_at timestamptz;
begin
  for one in select f.id from force f order by f.id loop
    perform set_config('npg.force_id', one, true);
    select s.* into reached from audit_sealing s where s.force_id = one;
    select e.at into next_at from audit_entry e
     where e.force_id = one
       and (e.transaction_id, e.id) > (coalesce(reached.from_transaction, '0'), coalesce(reached.from_entry, 0))
     order by e.transaction_id, e.id limit 1;
    oldest_at := least(oldest_at, next_at);
  end loop;
  perform set_config('npg.force_id', '', true);
  return oldest_at;
end $$;
`;
