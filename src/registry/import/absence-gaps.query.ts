import type { EntityManager } from 'typeorm';

export interface OpenedGap {
  line: number;
  /** The neighbourhoods in which nobody else is named or deputy on some of the days. */
  codes: string[];
}

/**
 * Which of these absences leave a neighbourhood without anybody? On their days the officer is named there, and no other
 * named officer or deputy is.
 */
export function gapsOpenedBy(
  manager: EntityManager,
  forceId: string,
  rows: readonly { line: number; officerId: string; fromOn: string; untilOn: string | null }[],
): Promise<OpenedGap[]> {
  return manager.query<OpenedGap[]>(
    `select w.line, array_agg(distinct n.code order by n.code) as codes
     from unnest($2::int[], $3::uuid[], $4::date[], $5::date[]) as w (line, officer_id, from_on, until_on)
       join assignment a on a.force_id = $1 and a.officer_id = w.officer_id and a.role in ('lead', 'named')
         and a.during && daterange(w.from_on, w.until_on + 1)
       join neighbourhood n on n.force_id = $1 and n.id = a.neighbourhood_id
     where not isempty(datemultirange(a.during * daterange(w.from_on, w.until_on + 1)) - coalesce(
       (select range_agg(s.during) from assignment s where s.force_id = $1 and s.neighbourhood_id = a.neighbourhood_id
           and s.officer_id <> a.officer_id and s.role in ('lead', 'named', 'deputy')), '{}'))
     group by w.line`,
    [
      forceId,
      rows.map(({ line }) => line),
      rows.map(({ officerId }) => officerId),
      rows.map(({ fromOn }) => fromOn),
      rows.map(({ untilOn }) => untilOn),
    ],
  );
}
