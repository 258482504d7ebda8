import type { ReportFigure } from './compliance-report.js';
import { writtenChange, type WrittenFigure, writtenFigure } from './domain/written-figure.js';
import type { MeasuredPeriod } from './measured-period.js';
import type { Breakdown, Measure, RawFigure } from './measures/measure.js';

export interface Place {
  id: string;
  code: string;
  name: string;
}

/** Where a figure stands: the force, one neighbourhood, one ward or one channel. */
interface Spot {
  place: Place | null;
  channel: string | null;
  ward: Place | null;
}

export interface Spots {
  places: readonly Place[];
  channels: readonly string[];
  wards: readonly Place[];
}

const WHOLE_FORCE: Spot = { place: null, channel: null, ward: null };

/**
 * Every figure of a report, in the order of the measures: the force first, then its neighbourhoods, its wards,
 * its channels. Whatever has nothing to count has its row all the same: 0, or "none due".
 */
export function reportFigures(
  measures: readonly Measure[],
  spots: Spots,
  current: MeasuredPeriod,
  preceding: MeasuredPeriod | null,
): ReportFigure[] {
  const now = lookUp(current);
  const before = preceding && lookUp(preceding);
  return measures.flatMap((measure) =>
    spotsOf(measure, spots).map((spot) => {
      const figure = writtenFigure(measure.unit, now(measure, spot), measure.none);
      const compared = measure.kind === 'counted' && measure.atCutOff ? null : before;
      return figureAt(
        measure,
        spot,
        figure,
        compared && writtenFigure(measure.unit, compared(measure, spot), measure.none),
      );
    }),
  );
}

function spotsOf(measure: Measure, { places, channels, wards }: Spots): Spot[] {
  // "None of none" would say nothing of a force that has no wards.
  if (measure.kind === 'wards' && wards.length === 0) return [];
  const onlyBy = (measure.kind === 'coverage' || measure.kind === 'wards') && measure.onlyBy;
  const by = (breakdown: Breakdown, spots: Spot[]): Spot[] => (measure.by.includes(breakdown) ? spots : []);
  return [
    ...(onlyBy ? [] : [WHOLE_FORCE]),
    ...by(
      'neighbourhood',
      places.map((place) => ({ ...WHOLE_FORCE, place })),
    ),
    ...by(
      'ward',
      wards.map((ward) => ({ ...WHOLE_FORCE, ward })),
    ),
    ...by(
      'channel',
      channels.map((channel) => ({ ...WHOLE_FORCE, channel })),
    ),
  ];
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
    ward: spot.ward?.code ?? null,
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
function lookUp({ coverage, wards, placed }: MeasuredPeriod): (measure: Measure, spot: Spot) => RawFigure {
  const key = (measure: string, placeId: string | null, channel: string | null): string =>
    `${measure}|${placeId ?? ''}|${channel ?? ''}`;
  const counted = new Map(
    placed.map((each) => [key(each.measure, each.neighbourhoodId, each.channel), each.figure]),
  );
  const byPlace = new Map(coverage.map((each) => [each.id, each]));
  const byWard = new Map(wards.map((each) => [each.id, each]));
  return (measure, { place, channel, ward }) => {
    if (measure.kind === 'wards') {
      const own = ward && byWard.get(ward.id);
      return measure.of(ward ? (own ? [own] : []) : wards);
    }
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
