import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';

export interface TeamDigest {
  id: string;
  code: string;
  name: string;
  /** The team's own time, `HH:MM`; null if it is the installation's. */
  digestAt: string | null;
}

const TEAMS = `
  select n.id, n.code, n.name, to_char(t.digest_at, 'HH24:MI') as "digestAt"
    from neighbourhood n
    left join team_digest t on t.force_id = n.force_id and t.neighbourhood_id = n.id`;

/**
 * When does the digest of each team come, by name?
 * @param ids the neighbourhoods that are asked about; null for all of the force
 */
export async function teamDigests(
  manager: EntityManager,
  forceId: string,
  { ids, on }: { ids: string[] | null; on: string },
  page: { size: number; number: number },
): Promise<{ rows: TeamDigest[]; total: number }> {
  const theirs = 'n.force_id = $1 and n.during @> $2::date and ($3::uuid[] is null or n.id = any($3))';
  const rows = (await manager.query(`${TEAMS} where ${theirs} order by n.name, n.code limit $4 offset $5`, [
    forceId,
    on,
    ids,
    page.size,
    (page.number - 1) * page.size,
  ])) as TeamDigest[];
  const [{ total }] = (await manager.query(`select count(*) as total from neighbourhood n where ${theirs}`, [
    forceId,
    on,
    ids,
  ])) as [{ total: number }];
  return { rows, total };
}

/** When does the digest of the team of this code come? Null without such a team on a day. */
export async function teamDigest(
  manager: EntityManager,
  forceId: string,
  code: string,
  on: string,
): Promise<TeamDigest | null> {
  const [row] = (await manager.query(
    `${TEAMS} where n.force_id = $1 and n.during @> $2::date and n.code = $3`,
    [forceId, on, code],
  )) as TeamDigest[];
  return row ?? null;
}

/** Set a team's own time, or let the installation's hold again. */
export async function setTeamDigest(
  manager: EntityManager,
  forceId: string,
  neighbourhoodId: string,
  digestAt: string | null,
  now: DateTime,
): Promise<void> {
  await (digestAt === null
    ? manager.query(`delete from team_digest where force_id = $1 and neighbourhood_id = $2`, [
        forceId,
        neighbourhoodId,
      ])
    : manager.query(
        `insert into team_digest (force_id, neighbourhood_id, digest_at, updated_at) values ($1, $2, $3, $4)
         on conflict on constraint team_digest_pk do update set digest_at = excluded.digest_at, updated_at = excluded.updated_at`,
        [forceId, neighbourhoodId, digestAt, now],
      ));
}
