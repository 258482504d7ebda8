import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports with a preview: the file, what it would do row by row, what was done, and the columns a force once mapped. */
export class Imports1784500000000 implements MigrationInterface {
  readonly name = 'Imports1784500000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(IMPORTS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table import_columns, import_row, registry_import');
  }
}

const IMPORTS = `
create table registry_import (
  force_id    text not null,
  id          uuid not null,
  kind        text not null,
  source      text not null,
  digest      bytea not null,
  content     bytea,
  columns     jsonb not null default '{}',
  state       text not null,
  counts      jsonb not null default '{}',
  progress    integer not null default 0,
  total       integer,
  problem     text,
  made_at     timestamptz not null,
  made_by     text not null,
  applied_at  timestamptz,
  applied_by  text,
  undone_at   timestamptz,
  undone_by   text,
  constraint registry_import_pk primary key (force_id, id),
  constraint registry_import_force_fk foreign key (force_id) references force (id),
  constraint registry_import_kind_known check (kind in ('neighbourhoods', 'wards', 'officers', 'assignments', 'absences',
    'duty-hours', 'priorities', 'events', 'police-uk')),
  constraint registry_import_state_known check (state in ('waiting', 'previewing', 'previewed', 'refused', 'applying', 'applied', 'undone'))
);
create index registry_import_made_idx on registry_import (force_id, made_at desc);

-- One row of a file, and what applying it does.
create table import_row (
  force_id  text not null,
  import_id uuid not null,
  line      integer not null,
  change    text not null,
  key       text not null,
  reason    text,
  detail    jsonb,
  constraint import_row_pk primary key (force_id, import_id, line, key),
  constraint import_row_import_fk foreign key (force_id, import_id) references registry_import (force_id, id) on delete cascade,
  constraint import_row_change_known check (change in ('added', 'changed', 'ended', 'same', 'refused'))
);
create index import_row_change_idx on import_row (force_id, import_id, change, line);

-- Which column of the force's own files is which of ours, remembered from the last import of its kind.
create table import_columns (
  force_id   text not null,
  kind       text not null,
  columns    jsonb not null,
  changed_at timestamptz not null,
  constraint import_columns_pk primary key (force_id, kind),
  constraint import_columns_force_fk foreign key (force_id) references force (id)
);

do $$
declare t text;
begin
  foreach t in array array['registry_import', 'import_row', 'import_columns'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
  end loop;
end $$;
grant select, insert, update, delete on registry_import, import_row, import_columns to npg_app;
`;
