import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an upgrade from before the registry through time left empty: forced row-level security shows no rows to the owner
 * either, so nothing was carried over. Whoever has no period at all gets what is said of them today, for all days.
 */
export class RegistryPeriodsFilled1788500000000 implements MigrationInterface {
  readonly name = 'RegistryPeriodsFilled1788500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(WALLS_DOWN + FILL + WALLS_UP);
  }

  /** Nothing: what was filled in is as it should have been. */
  async down(): Promise<void> {}
}

const TABLES = ['officer', 'neighbourhood', 'officer_rank', 'officer_name_withheld', 'contact_route'];
const PERIODS = TABLES.slice(2);
const each = (tables: readonly string[], change: string): string =>
  tables.map((table) => `alter table ${table} ${change};`).join('\n');

// For the owner alone, and only until the transaction's end. History tells of people's changes: this is none.
const WALLS_DOWN = `
${each(TABLES, 'no force row level security')}
${each(PERIODS, 'disable trigger user')}`;
const WALLS_UP = `
${each(PERIODS, 'enable trigger user')}
${each(TABLES, 'force row level security')}`;

const FILL = `
insert into officer_rank (force_id, id, officer_id, rank, during)
select o.force_id, gen_random_uuid(), o.id, o.rank, '(,)' from officer o
where not exists (select from officer_rank r where r.force_id = o.force_id and r.officer_id = o.id);

insert into officer_name_withheld (force_id, id, officer_id, during)
select o.force_id, gen_random_uuid(), o.id, '(,)' from officer o
where o.name_withheld and not exists (select from officer_name_withheld w where w.force_id = o.force_id and w.officer_id = o.id);

insert into contact_route (force_id, id, neighbourhood_id, kind, value, during)
select n.force_id, gen_random_uuid(), n.id, r.kind, r.value, '(,)' from neighbourhood n
  cross join lateral (values ('form', case when n.form_enabled then 'own' end), ('email', n.email), ('telephone', n.telephone),
    ('web', n.web_url)) as r (kind, value)
where r.value <> '' and not exists (
  select from contact_route c where c.force_id = n.force_id and c.neighbourhood_id = n.id and c.kind = r.kind);

insert into contact_route (force_id, id, officer_id, kind, value, during)
select o.force_id, gen_random_uuid(), o.id, r.kind, r.value, '(,)' from officer o
  cross join lateral (values ('email', o.public_email), ('telephone', o.public_telephone)) as r (kind, value)
where r.value <> '' and not exists (
  select from contact_route c where c.force_id = o.force_id and c.officer_id = o.id and c.kind = r.kind);
`;
