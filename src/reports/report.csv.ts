import { daysIn } from '../common/calendar.js';
import { channelName } from '../contacts/wording.js';
import { GAP_REASON_TITLES } from '../registry/coverage/domain/coming-gap.js';
import { STATE_TITLES } from '../registry/coverage/domain/coverage-state.js';
import type { ComplianceReport, ReportFigure, ReportPeriod } from './compliance-report.js';
import type { ReportComingGap, ReportGap } from './report-gaps.js';
import { type CsvCell, toCsv } from './csv.js';

const COLUMNS = [
  'section',
  'neighbourhood code',
  'neighbourhood',
  'channel',
  'measure id',
  'measure',
  'numerator',
  'denominator',
  'value',
  'unit',
  'previous value',
  'change',
  'period from',
  'period to',
  'zone',
  'ward code',
  'ward',
  'command area code',
  'command area',
  'weekday',
  'data cut-off',
  'definitions version',
  'channel name',
  'previous numerator',
  'previous denominator',
  'gap since',
  'gap days in all',
];

/** No channel, and nothing of the period before. */
const NOTHING_BEFORE: CsvCell[] = [null, null, null];
/** No ward, no command area and no weekday. */
const NOWHERE_ELSE: CsvCell[] = [null, null, null, null, null];

/**
 * The report as one tidy table: a row a figure, empty neighbourhood, channel, ward, command area and weekday (1 is
 * Monday) for the force as a whole; beside each the instant of record and the version of the definitions. A gap is a row of
 * the section "gaps" whose period is that of the gap within the report's and whose value is its days there; since when it has
 * lasted, and how many days in all, stands at its end; one of the section "coming gaps" has
 * neither last day nor days while no known date ends it.
 */
export function reportCsv(report: ComplianceReport): string {
  const definitions = new Map(report.definitions.map((definition) => [definition.measure, definition]));
  const names = new Map(report.neighbourhoods.map(({ code, name }) => [code, name]));
  const wards = new Map((report.wards ?? []).map(({ code, name }) => [code, name]));
  const areas = new Map((report.commandAreas ?? []).map(({ code, name }) => [code, name]));
  const record: CsvCell[] = [report.cutOffAt, { figure: report.definitionsVersion }];
  const row = (figure: ReportFigure): CsvCell[] => {
    const { section, title, unit } = definitions.get(figure.measure)!;
    return [
      section,
      figure.neighbourhood,
      figure.neighbourhood && names.get(figure.neighbourhood)!,
      figure.channel,
      figure.measure,
      title,
      { figure: figure.numerator },
      { figure: figure.denominator },
      { figure: figure.shown },
      unit,
      { figure: figure.previous?.shown ?? null },
      { figure: figure.change },
      ...period(report.period, report.zone),
      figure.ward ?? null,
      figure.ward ? wards.get(figure.ward)! : null,
      figure.commandArea ?? null,
      figure.commandArea ? areas.get(figure.commandArea)! : null,
      figure.weekday ? { figure: figure.weekday } : null,
      ...record,
      figure.channel && channelName(figure.channel),
      { figure: figure.previous?.numerator ?? null },
      { figure: figure.previous?.denominator ?? null },
      null,
      null,
    ];
  };
  const gapRow = (gap: ReportGap): CsvCell[] => [
    'gaps',
    gap.neighbourhood,
    names.get(gap.neighbourhood)!,
    null,
    'gap',
    `Gap in coverage: ${gap.states.map((state) => STATE_TITLES[state]).join(', ')}`,
    null,
    null,
    { figure: gap.days },
    'days',
    null,
    null,
    ...period(gap, report.zone),
    ...NOWHERE_ELSE,
    ...record,
    ...NOTHING_BEFORE,
    gap.sinceOn ?? null,
    { figure: gap.daysInAll ?? null },
  ];
  const comingRow = (gap: ReportComingGap): CsvCell[] => [
    'coming gaps',
    gap.neighbourhood,
    gap.name,
    null,
    'coming-gap',
    `Gap that is coming: ${GAP_REASON_TITLES[gap.reason].toLowerCase()}`,
    null,
    null,
    gap.toOn === null ? null : { figure: daysIn({ fromOn: gap.fromOn, toOn: gap.toOn }) },
    'days',
    null,
    null,
    gap.fromOn,
    gap.toOn,
    report.zone,
    ...NOWHERE_ELSE,
    ...record,
    ...NOTHING_BEFORE,
    null,
    null,
  ];
  return toCsv([
    COLUMNS,
    ...report.figures.map(row),
    ...report.gaps.map(gapRow),
    ...(report.comingGaps ?? []).map(comingRow),
  ]);
}

function period({ fromOn, toOn }: ReportPeriod, zone: string): CsvCell[] {
  return [fromOn, toOn, zone];
}
