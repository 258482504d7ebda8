/** The migrated database that every test database is a copy of. */
export const TEMPLATE = 'npg_template';

/** The same server with another database, and another role if given. */
export function urlFor(url: string, database: string, role?: string, password?: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  if (role) changed.username = role;
  if (password) changed.password = password;
  return changed.href;
}
