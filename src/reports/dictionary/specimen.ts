import { LOCAL_ZONE } from '../../common/calendar.js';
import type { ComplianceReport, ReportFigure } from '../compliance-report.js';
import { DEFINITIONS_VERSION, MEASURES } from '../measures/catalogue.js';
import { reportFigures, WEEKDAYS } from '../report-figures.js';
import { SERIES_MEASURES } from '../series/series-measures.js';

const PERIOD = { fromOn: '2026-03-01', toOn: '2026-03-31' };
const PLACE = { id: 'a', code: 'A', name: 'A' };
const NOTHING = { coverage: [], wards: [], coming: [], placed: [] };
/** More than an hour, so that a time is written in hours and minutes, with the plain number beside it. */
const MINUTES = 4_321;

/**
 * A report that has everything a report may have, and of each one: what is to be known about reports before any is made
 * is found by laying it out. Its numbers mean nothing.
 */
export function specimenReport(): ComplianceReport {
  const spots = {
    neighbourhood: [PLACE],
    'command-area': [PLACE],
    ward: [PLACE],
    channel: [{ ...PLACE, code: 'api' }],
    weekday: WEEKDAYS,
  };
  const places = [{ code: PLACE.code, name: PLACE.name }];
  const units = new Map(MEASURES.map(({ id, unit }) => [id, unit]));
  const line = { numerator: 0, denominator: 1 };
  const point = { ...PERIOD, ...line, value: MINUTES, shown: String(MINUTES) };
  return {
    definitionsVersion: DEFINITIONS_VERSION,
    force: { id: 'a', name: 'A', startsOn: '2025-07-01' },
    period: PERIOD,
    precedingPeriod: { fromOn: '2026-02-01', toOn: '2026-02-28' },
    zone: LOCAL_ZONE,
    cutOffAt: '2026-04-01T02:10:00.000Z',
    coverageOn: PERIOD.toOn,
    neighbourhoods: places,
    channels: ['api'],
    wards: places,
    commandAreas: places,
    figures: reportFigures(MEASURES, spots, NOTHING, NOTHING).map((figure): ReportFigure => {
      const unit = units.get(figure.measure)!;
      if (unit === 'percent') return { ...figure, ...line, value: 0, shown: '0.0' };
      if (unit === 'state') return { ...figure, value: null, shown: 'vacant' };
      const value = unit === 'minutes' ? MINUTES : 1;
      const previous = figure.previous && { ...figure.previous, shown: String(value) };
      return { ...figure, value, shown: String(value), previous, change: previous && `+${value}` };
    }),
    gaps: [
      {
        neighbourhood: PLACE.code,
        ...PERIOD,
        sinceOn: PERIOD.fromOn,
        days: 31,
        daysInAll: 31,
        states: ['vacant'],
      },
    ],
    comingGaps: [],
    part: null,
    series: SERIES_MEASURES.map((measure) => ({ measure, points: [point] })),
    abstractionMonths: [{ ...PERIOD, ...line, shown: '0.0', above: false, previous: null, change: null }],
    stalePriorities: [{ neighbourhood: PLACE.code, reviewedOn: '2025-07-01' }],
    definitions: MEASURES.map(
      ({ id, section, title, definition, clause, numerator, denominator = null, unit }) => ({
        ...{ measure: id, section, title, definition, clause, numerator, denominator, unit },
      }),
    ),
  };
}
