import type { EntityManager } from 'typeorm';

export interface ForceRow {
  id: string;
  name: string;
  websiteUrl: string | null;
  telephone: string | null;
}

/** What is this force called, and how is it reached? */
export async function forceOf(manager: EntityManager, forceId: string): Promise<ForceRow> {
  const [row] = (await manager.query(
    `select id, name, website_url as "websiteUrl", telephone from force where id = $1`,
    [forceId],
  )) as ForceRow[];
  return row!;
}
