import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A rank or a withheld name may be recorded for days to come, or corrected for days past. Then the dated tables are
 * written first and today's columns follow them, so the trigger must leave alone what already says the same.
 *
 * An officer's own page shows every change of what is his, whichever table it stands in; hence the index.
 */
export class DatedAhead1784800000000 implements MigrationInterface {
  readonly name = 'DatedAhead1784800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DATED);
    await queryRunner.query(INDEX);
  }

  /** The function of now does what that of before did, wherever today's columns are written first. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index registry_history_officer_idx');
  }
}

const DATED = `
create or replace function keep_officer_dated() returns trigger language plpgsql as $$
declare
  today date := registry_today();
  first_on date := case when tg_op = 'UPDATE' then today end;
begin
  if tg_op = 'INSERT' or (new.rank <> old.rank and not exists (
       select from officer_rank r where r.force_id = new.force_id and r.officer_id = new.id and r.during @> today
          and r.rank = new.rank)) then
    delete from officer_rank r where r.force_id = new.force_id and r.officer_id = new.id and lower(r.during) >= today;
    update officer_rank r set during = daterange(lower(r.during), today)
     where r.force_id = new.force_id and r.officer_id = new.id and r.during @> today;
    insert into officer_rank (force_id, id, officer_id, rank, during)
    values (new.force_id, gen_random_uuid(), new.id, new.rank, daterange(first_on, null));
  end if;
  if (tg_op = 'INSERT' and new.name_withheld) or (tg_op = 'UPDATE' and new.name_withheld <> old.name_withheld
       and new.name_withheld <> exists (select from officer_name_withheld w
             where w.force_id = new.force_id and w.officer_id = new.id and w.during @> today)) then
    delete from officer_name_withheld w where w.force_id = new.force_id and w.officer_id = new.id and lower(w.during) >= today;
    update officer_name_withheld w set during = daterange(lower(w.during), today)
     where w.force_id = new.force_id and w.officer_id = new.id and w.during @> today;
    if new.name_withheld then
      insert into officer_name_withheld (force_id, id, officer_id, during)
      values (new.force_id, gen_random_uuid(), new.id, daterange(first_on, null));
    end if;
  end if;
  perform put_route(new.force_id, null, new.id, r.kind, nullif(r.value, ''), tg_op = 'INSERT')
     from (values ('email', new.public_email), ('telephone', new.public_telephone)) as r (kind, value)
    where tg_op = 'UPDATE' or r.value <> '';
  return null;
end $$;
`;

const INDEX = `
create index registry_history_officer_idx on registry_history (force_id, (coalesce(after, before) ->> 'officer_id'), id)
  where coalesce(after, before) ->> 'officer_id' is not null;
`;
