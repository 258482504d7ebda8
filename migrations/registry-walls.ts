/**
 * The same walls around every table of the registry: forced row-level security for the application, reading alone for
 * the sweeper, and triggers that count versions and keep history. Each table has `force_id`, `id` and `version`.
 */
export function wallsOfRegistryTables(tables: readonly string[]): string {
  return `
do $$
declare t text;
begin
  foreach t in array array[${tables.map((table) => `'${table}'`).join(', ')}] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
    execute format('create policy %I on %I for select to npg_sweeper using (true)', t || '_for_the_sweeper', t);
    execute format('grant select, insert, update, delete on %I to npg_app', t);
    execute format('grant select on %I to npg_sweeper', t);
    execute format('create trigger %I before update on %I for each row execute function count_version()', t || '_version', t);
    execute format('create trigger %I after insert or update or delete on %I for each row execute function keep_registry_history()',
      t || '_history', t);
  end loop;
end $$;
`;
}
