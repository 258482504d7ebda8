import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The sealing cannot be stopped by the loss of one row: what the sealer notes of how far it has come is not removed, and
 * if it is missing all the same, it goes on from the last link. What guards the log also does while changes are replayed.
 */
export class SealingKept1790300000000 implements MigrationInterface {
  readonly name = 'SealingKept1790300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(KEPT);
    await queryRunner.query(FROM_LAST_LINK);
    await queryRunner.query(guards('enable always'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(guards('enable'));
    await queryRunner.query(`
      drop trigger audit_sealing_from_last_link on audit_sealing;
      drop function audit_sealing_from_last_link();
      drop trigger audit_sealing_kept on audit_sealing;`);
  }
}

const KEPT = `
-- It moves with the chain, and is never taken away.
create trigger audit_sealing_kept before delete or truncate on audit_sealing for each statement
  execute function refuse_change();
`;

const FROM_LAST_LINK = `
-- Where does the sealing of a force begin? Behind its last link, if there is one: the row was lost then, and whatever has no
-- link is looked for once from the beginning (catching_up), as it is after a restore.
create function audit_sealing_from_last_link() returns trigger language plpgsql as $$
declare last audit_chain;
begin
  select c.* into last from audit_chain c where c.force_id = new.force_id order by c.position desc limit 1;
  if found then
    new.position := last.position;
    new.hash := last.hash;
    new.from_transaction := '0';
    new.from_entry := 0;
    new.catching_up := true;
  end if;
  return new;
end $$;
create trigger audit_sealing_from_last_link before insert on audit_sealing for each row when (new.position = 0)
  execute function audit_sealing_from_last_link();
`;

/** The triggers of the log's own tables: always, or not while a session replays changes (session_replication_role). */
const guards = (enable: 'enable' | 'enable always'): string => `
do $$
declare t record;
begin
  for t in select c.relname as on_table, g.tgname as name from pg_trigger g join pg_class c on c.oid = g.tgrelid
            where c.oid in ('audit_entry'::regclass, 'audit_chain'::regclass, 'audit_mention'::regclass,
                            'audit_sealing'::regclass, 'audit_head'::regclass) and not g.tgisinternal loop
    execute format('alter table %I ${enable} trigger %I', t.on_table, t.name);
  end loop;
end $$;`;
