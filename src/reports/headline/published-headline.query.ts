import type { EntityManager } from 'typeorm';

const PUBLISHED = `
-- Which issued report of a force are the public shown figures of? Of the whole force, the latest period, its newest version;
-- none while the force has not switched it on.
select r.id from issued_report r join force f on f.id = r.force_id
where r.force_id = $1 and r.part = '' and f.publishes_headline
order by r.to_on desc, r.from_on desc, r.version desc limit 1`;

/** The id of the version that the public is shown figures of; null if it is shown none. */
export async function publishedReport(manager: EntityManager, forceId: string): Promise<string | null> {
  const [found]: { id: string }[] = await manager.query(PUBLISHED, [forceId]);
  return found?.id ?? null;
}
