import type { ReportFigure } from './compliance-report.js';
import { earlierFigure, writtenChange, type WrittenFigure, writtenFigure } from './domain/written-figure.js';
import type { MeasuredPeriod } from './measured-period.js';
import type { Breakdown, Measure, RawFigure, Spot } from './measures/measure.js';

export interface Place {
  id: string;
  code: string;
  name: string;
}

/** Where a figure stands: the force, a neighbourhood, a command area, a ward, a channel or a weekday. */
type ReportSpot = { by: Breakdown; place: Place; at: Spot } | { by: null; place: null; at: Spot };

/** All there is of each; a channel or a weekday is a place whose id says it all. */
export type Spots = Readonly<Record<Breakdown, readonly Place[]>>;

export const WEEKDAYS: readonly Place[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
].map((name, index) => ({ id: String(index + 1), code: String(index + 1), name }));

const WHOLE_FORCE: ReportSpot = { by: null, place: null, at: '' };
const ORDER: readonly Breakdown[] = ['neighbourhood', 'command-area', 'ward', 'channel', 'weekday'];

/**
 * Every figure of a report, in the order of the measures: the force first, then its neighbourhoods, its command
 * areas, its wards, its channels, the weekdays. Whatever has nothing to count has its row all the same: 0, or "none due".
 */
export function reportFigures(
  measures: readonly Measure[],
  spots: Spots,
  current: MeasuredPeriod,
  preceding: MeasuredPeriod | null,
): ReportFigure[] {
  const now = lookUp(current);
  const before = preceding && lookUp(preceding);
  const places = placesToStand(spots);
  return measures.flatMap((measure) =>
    spotsOf(measure, places).map((spot) => {
      const figure = writtenFigure(measure.unit, now(measure, spot), measure.none);
      const compared = 'atCutOff' in measure && measure.atCutOff ? null : before;
      return figureAt(
        measure,
        spot,
        figure,
        compared && writtenFigure(measure.unit, compared(measure, spot), measure.none),
      );
    }),
  );
}

/** Made once for all measures: there are thousands. */
function placesToStand(spots: Spots): Record<Breakdown, readonly ReportSpot[]> {
  const entries = ORDER.map((by) => [
    by,
    spots[by].map((place): ReportSpot => ({ by, place, at: `${by}:${place.id}` })),
  ]);
  return Object.fromEntries(entries) as Record<Breakdown, readonly ReportSpot[]>;
}

function spotsOf(measure: Measure, places: Record<Breakdown, readonly ReportSpot[]>): ReportSpot[] {
  // "None of none" would say nothing of a force that has no wards.
  if (measure.kind === 'wards' && places.ward.length === 0) return [];
  const onlyBy = (measure.kind === 'coverage' || measure.kind === 'wards') && measure.onlyBy;
  const others = ORDER.filter((by) => measure.by.includes(by)).flatMap((by) => places[by]);
  return onlyBy ? others : [WHOLE_FORCE, ...others];
}

function figureAt(
  measure: Measure,
  { by, place }: ReportSpot,
  figure: WrittenFigure,
  previous: WrittenFigure | null,
): ReportFigure {
  return {
    measure: measure.id,
    neighbourhood: by === 'neighbourhood' ? place.code : null,
    commandArea: by === 'command-area' ? place.code : null,
    ward: by === 'ward' ? place.code : null,
    channel: by === 'channel' ? place.code : null,
    weekday: by === 'weekday' ? Number(place.code) : null,
    numerator: figure.numerator,
    denominator: figure.denominator,
    value: figure.value,
    shown: figure.shown,
    previous: previous && earlierFigure(previous),
    change: previous && writtenChange(measure.unit, previous, figure),
  };
}

/** What was counted for a measure of the force, or of the part that was counted, as a whole. */
export type Counts = (measure: Measure) => RawFigure;

export function countsOf(measured: MeasuredPeriod): Counts {
  const counted = lookUp(measured);
  return (measure) => counted(measure, WHOLE_FORCE);
}

/** Finds what was counted for a measure at a spot; where SQL had no row, nothing was there to count. */
function lookUp({
  coverage,
  wards,
  coming,
  placed,
}: MeasuredPeriod): (measure: Measure, spot: ReportSpot) => RawFigure {
  const counted = new Map<string, Map<Spot, RawFigure>>();
  for (const { measure, spot, figure } of placed) {
    const ofMeasure = counted.get(measure);
    if (ofMeasure) ofMeasure.set(spot, figure);
    else counted.set(measure, new Map([[spot, figure]]));
  }
  const byPlace = new Map(coverage.map((each) => [each.id, each]));
  const byWard = new Map(wards.map((each) => [each.id, each]));
  return (measure, { place, at }) => {
    if (measure.kind === 'wards') {
      const own = place && byWard.get(place.id);
      return measure.of(place ? (own ? [own] : []) : wards);
    }
    if (measure.kind === 'coming-gaps')
      return measure.of(coming.filter(({ neighbourhoodId }) => !place || neighbourhoodId === place.id));
    if (measure.kind !== 'coverage') return counted.get(measure.id)?.get(at) ?? nothing(measure);
    if (!place) return measure.of(coverage);
    const own = byPlace.get(place.id);
    return measure.of(own ? [own] : []);
  };
}

function nothing({ unit }: Measure): RawFigure {
  if (unit === 'percent') return { numerator: 0, denominator: 0 };
  return unit === 'minutes' ? { value: null, denominator: 0 } : { value: 0 };
}
