import type { EntityManager } from 'typeorm';
import { gather } from './import-context.js';

/** One row of a file of absences. */
export interface AbsenceOfRow {
  line: number;
  officerId: string;
  fromOn: string;
  untilOn: string | null;
}

/** Days on which a neighbourhood is covered no longer. */
export interface DaysOfGap {
  neighbourhoodId: string;
  fromOn: string;
  untilOn: string | null;
}

/** Which of these absences are of somebody who is named or deputy in a neighbourhood on days that it is covered no longer? */
const ABSENCES_OF_GAPS = `
select distinct w.line, g.index
from unnest($2::int[], $3::uuid[], $4::date[], $5::date[]) as w (line, officer_id, from_on, until_on)
  join assignment a on a.force_id = $1 and a.officer_id = w.officer_id and a.role in ('lead', 'named', 'deputy')
  join unnest($6::uuid[], $7::date[], $8::date[]) with ordinality as g (neighbourhood_id, from_on, until_on, index)
    on g.neighbourhood_id = a.neighbourhood_id
where a.during * daterange(w.from_on, w.until_on + 1) && daterange(g.from_on, g.until_on + 1)
order by w.line, g.index`;

/** @returns by line the gaps that the absence is a part of */
export async function gapsByLine<Gap extends DaysOfGap>(
  manager: EntityManager,
  forceId: string,
  rows: readonly AbsenceOfRow[],
  gaps: readonly Gap[],
): Promise<Map<number, Gap[]>> {
  const found = await gather(rows, (batch) =>
    manager.query<{ line: number; index: string }[]>(ABSENCES_OF_GAPS, [
      forceId,
      batch.map(({ line }) => line),
      batch.map(({ officerId }) => officerId),
      batch.map(({ fromOn }) => fromOn),
      batch.map(({ untilOn }) => untilOn),
      gaps.map(({ neighbourhoodId }) => neighbourhoodId),
      gaps.map(({ fromOn }) => fromOn),
      gaps.map(({ untilOn }) => untilOn),
    ]),
  );
  const byLine = new Map<number, Gap[]>();
  for (const { line, index } of found) {
    byLine.set(line, [...(byLine.get(line) ?? []), gaps[Number(index) - 1]!]);
  }
  return byLine;
}
