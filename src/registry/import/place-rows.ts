import { gather, type ImportContext } from './import-context.js';
import type { ImportProblem } from './import-problem.js';
import { type NamedPlace, noPlace, placesOfFile } from './people-and-places.query.js';

interface RowOfPlace {
  line: number;
  neighbourhoodCode: string;
  externalId: string | null;
}

/** The neighbourhoods of a file's rows, what is recorded of them, and a problem for each row of an unknown one. */
export async function rowsOfPlaces<Recorded extends { id: string }>(
  { manager, forceId }: ImportContext,
  rows: readonly RowOfPlace[],
  ask: (asked: { placeIds: string[]; externalIds: string[] }) => Promise<Recorded[]>,
): Promise<{ places: Map<string, NamedPlace>; recorded: Recorded[]; problems: ImportProblem[] }> {
  const codes = rows.map(({ neighbourhoodCode }) => neighbourhoodCode);
  const places = await placesOfFile(manager, forceId, codes);
  const placeIds = [...places.values()].map(({ id }) => id);
  const externalIds = rows.flatMap(({ externalId }) => externalId ?? []);
  const found = [
    ...(await gather(placeIds, (batch) => ask({ placeIds: batch, externalIds: [] }))),
    ...(await gather(externalIds, (batch) => ask({ placeIds: [], externalIds: batch }))),
  ];
  const problems = rows
    .filter(({ neighbourhoodCode }) => !places.has(neighbourhoodCode))
    .map(({ line, neighbourhoodCode }) => ({
      where: `line ${line}`,
      column: 'neighbourhood_code',
      reason: noPlace(neighbourhoodCode, forceId),
    }));
  return { places, recorded: [...new Map(found.map((one) => [one.id, one])).values()], problems };
}
