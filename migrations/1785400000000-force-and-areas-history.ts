import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two admins do not overwrite each other on the force's own page and on a command area's, and both pages tell what was
 * believed before: the force's own row is counted and kept in history as every row of the registry is, and the version
 * of a command area counts whatever belongs to it too.
 */
export class ForceAndAreasHistory1785400000000 implements MigrationInterface {
  readonly name = 'ForceAndAreasHistory1785400000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of [FORCE, COMMAND_AREAS]) await queryRunner.query(part);
  }

  async down(): Promise<void> {
    throw new Error(
      'What the history tells of the force’s own row is kept for good; restore a backup instead.',
    );
  }
}

const FORCE = `
alter table force add column version integer not null default 1;

-- The force's own row in the shape that every row of the registry has, so that what an import did to it is looked at and
-- taken back like the rest. There is one in a force, so its id tells nothing and is the same in all.
create view force_page with (security_invoker = true) as
  select id as force_id, '00000000-0000-0000-0000-000000000000'::uuid as id, name, starts_on, website_url, telephone,
         created_at, description, engagement_methods, version
    from force;
-- A force is registered, not added to its own registry, and it is never removed.
create rule force_page_not_added as on insert to force_page do instead nothing;
create rule force_page_not_removed as on delete to force_page do instead nothing;
grant select, insert, update, delete on force_page to npg_app;

-- After a change of the force's own row: keep both versions, as keep_registry_history does of all others.
create function keep_force_history() returns trigger language plpgsql as $$
declare
  shape constant jsonb := jsonb_build_object('force_id', new.id, 'id', '00000000-0000-0000-0000-000000000000');
begin
  insert into registry_history (force_id, at, actor_kind, actor_id, request_id, import_id, kind, row_id, before, after)
  values (new.id, coalesce(registry_setting('changed_at')::timestamptz, clock_timestamp()),
          coalesce(registry_setting('actor_kind'), 'database'), coalesce(registry_setting('actor_id'), session_user),
          registry_setting('request_id'),
          -- A force that was registered with its first import stays registered when that is undone.
          case when tg_op = 'UPDATE' then registry_setting('import_id')::uuid end,
          'force_page', (shape ->> 'id')::uuid, case when tg_op = 'UPDATE' then to_jsonb(old) || shape end,
          to_jsonb(new) || shape);
  return null;
end $$;

create trigger force_version before update on force for each row
  when (old.* is distinct from new.*) execute function count_version();
create trigger force_added_history after insert on force for each row execute function keep_force_history();
create trigger force_changed_history after update on force for each row
  when (old.* is distinct from new.*) execute function keep_force_history();
`;

const COMMAND_AREAS = `
-- What belongs to a command area and who supervises it are the area's: whoever saw it before has not seen this.
create function count_command_area_version() returns trigger language plpgsql as $$
begin
  update command_area a set version = a.version
   where a.force_id = coalesce(new.force_id, old.force_id) and a.id in (new.command_area_id, old.command_area_id);
  return null;
end $$;
create trigger command_area_neighbourhood_of_area after insert or update or delete on command_area_neighbourhood
  for each row execute function count_command_area_version();
create trigger command_area_supervisor_of_area after insert or update or delete on command_area_supervisor
  for each row execute function count_command_area_version();

-- Being counted alone is no change of the area's own row.
drop trigger command_area_history on command_area;
create trigger command_area_history after insert or delete on command_area
  for each row execute function keep_registry_history();
create trigger command_area_changed_history after update on command_area for each row
  when ((old.code, old.name, old.during) is distinct from (new.code, new.name, new.during))
  execute function keep_registry_history();

create index registry_history_command_area_idx on registry_history (force_id, (coalesce(after, before) ->> 'command_area_id'), id)
  where coalesce(after, before) ->> 'command_area_id' is not null;
`;
