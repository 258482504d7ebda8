import type { ReportFigure } from './compliance-report.js';
import { writtenChange, type WrittenFigure, writtenFigure } from './domain/written-figure.js';
import type { MeasuredPeriod } from './measured-period.js';
import type { Measure, RawFigure } from './measures/measure.js';

export interface Place {
  id: string;
  code: string;
  name: string;
}

/** Where a figure stands: the force, one neighbourhood or one channel. */
interface Spot {
  place: Place | null;
  channel: string | null;
}

const WHOLE_FORCE: Spot = { place: null, channel: null };

/**
 * Every figure of a report, in the order of the measures: the force first, then its neighbourhoods, then the
 * channels. Whatever has nothing to count has its row all the same: 0, or "none due".
 */
export function reportFigures(
  measures: readonly Measure[],
  { places, channels }: { places: readonly Place[]; channels: readonly string[] },
  current: MeasuredPeriod,
  preceding: MeasuredPeriod | null,
): ReportFigure[] {
  const now = lookUp(current);
  const before = preceding && lookUp(preceding);
  return measures.flatMap((measure) =>
    spotsOf(measure, places, channels).map((spot) => {
      const figure = writtenFigure(measure.unit, now(measure, spot));
      const compared = measure.kind === 'counted' && measure.atCutOff ? null : before;
      return figureAt(
        measure,
        spot,
        figure,
        compared && writtenFigure(measure.unit, compared(measure, spot)),
      );
    }),
  );
}

function spotsOf(measure: Measure, places: readonly Place[], channels: readonly string[]): Spot[] {
  const force = measure.kind === 'coverage' && measure.onlyBy ? [] : [WHOLE_FORCE];
  const byPlace = measure.by.includes('neighbourhood')
    ? places.map((place) => ({ place, channel: null }))
    : [];
  const byChannel = measure.by.includes('channel')
    ? channels.map((channel) => ({ place: null, channel }))
    : [];
  return [...force, ...byPlace, ...byChannel];
}

function figureAt(
  measure: Measure,
  spot: Spot,
  figure: WrittenFigure,
  previous: WrittenFigure | null,
): ReportFigure {
  return {
    measure: measure.id,
    neighbourhood: spot.place?.code ?? null,
    channel: spot.channel,
    ...figure,
    previous: previous && {
      numerator: previous.numerator,
      denominator: previous.denominator,
      shown: previous.shown,
    },
    change: previous && writtenChange(measure.unit, previous, figure),
  };
}

/** Finds what was counted for a measure at a spot; where SQL had no row, nothing was there to count. */
function lookUp({ coverage, placed }: MeasuredPeriod): (measure: Measure, spot: Spot) => RawFigure {
  const key = (measure: string, placeId: string | null, channel: string | null): string =>
    `${measure}|${placeId ?? ''}|${channel ?? ''}`;
  const counted = new Map(
    placed.map((each) => [key(each.measure, each.neighbourhoodId, each.channel), each.figure]),
  );
  const byPlace = new Map(coverage.map((each) => [each.id, each]));
  return (measure, { place, channel }) => {
    if (measure.kind !== 'coverage')
      return counted.get(key(measure.id, place?.id ?? null, channel)) ?? nothing(measure);
    if (!place) return measure.of(coverage);
    const own = byPlace.get(place.id);
    return measure.of(own ? [own] : []);
  };
}

function nothing({ unit }: Measure): RawFigure {
  if (unit === 'percent') return { numerator: 0, denominator: 0 };
  return unit === 'minutes' ? { value: null, denominator: 0 } : { value: 0 };
}
