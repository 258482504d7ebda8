import { LOCAL_ZONE } from '../../src/common/calendar.js';
import type { ComplianceReport, ReportFigure, ReportSeries } from '../../src/reports/compliance-report.js';
import { type Counted, writtenChange, writtenFigure } from '../../src/reports/domain/written-figure.js';
import { DEFINITIONS_VERSION, MEASURES } from '../../src/reports/measures/catalogue.js';
import type { Breakdown, Measure } from '../../src/reports/measures/measure.js';
import { WEEKDAYS } from '../../src/reports/report-figures.js';

const PLACES: Readonly<Record<Breakdown, readonly string[]>> = {
  neighbourhood: ['N1', 'N2', 'N3'],
  'command-area': ['A1', 'A2'],
  ward: ['W1', 'W2'],
  channel: ['email', 'web-form'],
  weekday: WEEKDAYS.map(({ code }) => code),
};
const MONTHS = ['2026-01', '2026-02', '2026-03'];

/**
 * A report with a figure of every measure at every place, without a database: numbers that differ from one another, and
 * that are the same in every run.
 */
export function madeReport(changed: Partial<ComplianceReport> = {}): ComplianceReport {
  let count = 0;
  const next = (): number => (count = (count * 7 + 3) % 101);
  return {
    definitionsVersion: DEFINITIONS_VERSION,
    force: { id: 'fenmarch', name: 'Fenmarch Police', startsOn: '2025-07-01' },
    period: { fromOn: '2026-03-01', toOn: '2026-03-31' },
    precedingPeriod: { fromOn: '2026-02-01', toOn: '2026-02-28' },
    zone: LOCAL_ZONE,
    cutOffAt: '2026-04-01T02:10:00.000Z',
    coverageOn: '2026-03-31',
    neighbourhoods: PLACES.neighbourhood.map((code) => ({ code, name: `Place ${code} <b>` })),
    channels: [...PLACES.channel],
    wards: PLACES.ward.map((code) => ({ code, name: `Ward ${code}` })),
    commandAreas: PLACES['command-area'].map((code) => ({ code, name: `Area ${code}` })),
    figures: MEASURES.flatMap((measure) => figuresOf(measure, next)),
    gaps: [
      { neighbourhood: 'N1', fromOn: '2026-03-01', toOn: '2026-03-31', days: 31, states: ['vacant'] },
      { neighbourhood: 'N2', fromOn: '2026-03-04', toOn: '2026-03-05', days: 2, states: ['absent'] },
    ],
    comingGaps: [
      {
        neighbourhood: 'N3',
        name: 'Place N3',
        fromOn: '2026-04-09',
        toOn: null,
        reason: 'assignment-ends',
      },
    ],
    part: null,
    series: ['share-met', 'clocks-missed', 'median-minutes', 'coverage-days'].map((measure) =>
      seriesOf(measure, next),
    ),
    definitions: MEASURES.map(
      ({ id, section, title, definition, clause, numerator, denominator = null, unit }) => ({
        ...{ measure: id, section, title, definition, clause, numerator, denominator, unit },
      }),
    ),
    ...changed,
  };
}

function figuresOf(measure: Measure, next: () => number): ReportFigure[] {
  const onlyBy = 'onlyBy' in measure && measure.onlyBy;
  const places = measure.by.flatMap((by) => PLACES[by].map((code): [Breakdown, string] => [by, code]));
  return [...(onlyBy ? [] : [null]), ...places].map((place): ReportFigure => {
    const [by, code] = place ?? [];
    const [figure, previous] = [writtenOf(measure, next), writtenOf(measure, next)];
    return {
      measure: measure.id,
      neighbourhood: by === 'neighbourhood' ? code! : null,
      channel: by === 'channel' ? code! : null,
      ward: by === 'ward' ? code! : null,
      commandArea: by === 'command-area' ? code! : null,
      weekday: by === 'weekday' ? Number(code) : null,
      ...figure,
      previous: {
        numerator: previous.numerator,
        denominator: previous.denominator,
        shown: previous.shown,
      },
      change: writtenChange(measure.unit, previous, figure),
    };
  });
}

function writtenOf({ unit, none }: Measure, next: () => number): ReturnType<typeof writtenFigure> {
  const [size, rest] = [next(), next()];
  const counted: Counted =
    unit === 'percent'
      ? { numerator: size, denominator: size + rest }
      : unit === 'state'
        ? { value: ['covered', 'vacant', 'absent'][size % 3]! }
        : { value: size * 60 + rest, ...(unit === 'minutes' && { denominator: size + 1 }) };
  return writtenFigure(unit, counted, none);
}

function seriesOf(id: string, next: () => number): ReportSeries {
  const measure = MEASURES.find((each) => each.id === id)!;
  return {
    measure: id,
    points: MONTHS.map((month) => ({
      fromOn: `${month}-01`,
      toOn: { '2026-02': '2026-02-28' }[month] ?? `${month}-31`,
      ...writtenOf(measure, next),
    })),
  };
}

/** As a report of this version of the definitions was kept. */
export function keptWith(version: '1.0' | '2.0' | '3.0'): ComplianceReport {
  const full = madeReport();
  const isOld = ({ section }: { section: string }): boolean =>
    ['coverage', 'response', 'scope'].includes(section);
  const definitions = full.definitions.filter((each) => version !== '1.0' || isOld(each));
  const known = new Set(definitions.map(({ measure }) => measure));
  const hasNewPlaces = version === '3.0';
  return JSON.parse(
    JSON.stringify({
      ...full,
      definitionsVersion: version,
      definitions,
      series: undefined,
      part: undefined,
      commandAreas: hasNewPlaces ? full.commandAreas : undefined,
      wards: version === '1.0' ? undefined : full.wards,
      comingGaps: version === '1.0' ? undefined : full.comingGaps,
      figures: full.figures
        .filter(({ measure }) => known.has(measure))
        .filter(({ commandArea, weekday }) => hasNewPlaces || (!commandArea && !weekday))
        .filter(({ ward, measure }) => !ward || hasNewPlaces || measure.startsWith('ward-'))
        .filter(({ ward }) => version !== '1.0' || !ward)
        .map(({ commandArea, weekday, ward, ...figure }) => ({
          ...figure,
          ...(version !== '1.0' && { ward }),
          ...(hasNewPlaces && { commandArea, weekday }),
        })),
    }),
  ) as ComplianceReport;
}
