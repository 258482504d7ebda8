import type { Breakdown, CountedMeasure, PlacedFigure, RawFigure, Spot } from './measure.js';

/**
 * What the neighbourhoods of a command area, and those that count for a ward, have together: sums, or of a measure of the
 * most the most. A neighbourhood that counts for two wards counts in both. Places whose neighbourhoods count nothing have
 * no figure.
 * @param placed by neighbourhood; figures of other spots are passed over
 * @param larger by the spot of a neighbourhood those of the places that it is part of
 * @example together([ASKED], [{ measure: 'recourse-asked', spot: 'neighbourhood:1', figure: { value: 2 } }], new Map([['neighbourhood:1', ['ward:7']]]))
 * // [{ measure: 'recourse-asked', spot: 'ward:7', figure: { value: 2 } }]
 */
export function together(
  measures: readonly Pick<CountedMeasure, 'id' | 'by' | 'isMost'>[],
  placed: readonly PlacedFigure[],
  larger: ReadonlyMap<Spot, readonly Spot[]>,
): PlacedFigure[] {
  const byId = new Map(measures.map((measure) => [measure.id, measure]));
  const sums = new Map<string, PlacedFigure>();
  for (const { measure: id, spot: of, figure } of placed) {
    const measure = byId.get(id);
    for (const spot of measure ? (larger.get(of) ?? []) : []) {
      if (!measure!.by.includes(spot.split(':')[0] as Breakdown)) continue;
      const key = `${id} ${spot}`;
      const sum = sums.get(key)?.figure;
      sums.set(key, { measure: id, spot, figure: sum ? both(sum, figure, measure!.isMost) : figure });
    }
  }
  return [...sums.values()];
}

/** Two figures in one; what neither has, the one does not have either. */
function both(one: RawFigure, other: RawFigure, isMost = false): RawFigure {
  const values = [one.value, other.value].filter((value) => typeof value === 'number');
  const [first, second] = values;
  return {
    ...sumOf('numerator', one, other),
    ...sumOf('denominator', one, other),
    ...(first !== undefined && {
      value: second === undefined ? first : isMost ? Math.max(first, second) : first + second,
    }),
  };
}

function sumOf(part: 'numerator' | 'denominator', one: RawFigure, other: RawFigure): RawFigure {
  return one[part] === undefined && other[part] === undefined
    ? {}
    : { [part]: (one[part] ?? 0) + (other[part] ?? 0) };
}
