import { DateTime } from 'luxon';
import { addDays, formatDay, formatInstant, type Period } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import { textField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import type { Typed } from '../web/typed.js';
import type { ComplianceReport, ReportPeriod } from './compliance-report.js';
import type { Preset } from './report-period.js';
import { changeWords, figureKey, Figures, outOf, withUnit } from './figure-words.js';
import { CoverageTables } from './coverage-tables.view.js';
import { ReportTables } from './report-tables.view.js';

/** What the four boxes on top say. */
const HEADLINE = [
  { measure: 'share-met', title: 'Queries answered within 72 hours' },
  { measure: 'median-minutes', title: 'Median time to respond' },
  { measure: 'coverage-last-day', title: 'Neighbourhoods covered on the last day' },
  { measure: 'coverage-days', title: 'Neighbourhood-days covered' },
];

/** The report as component parameters; the same for the same report, whether live or kept. */
export function reportView(report: ComplianceReport): object {
  const tables = new ReportTables(report);
  const coverage = new CoverageTables(report);
  const hasWards = (report.wards ?? []).length > 0;
  const { force, period, precedingPeriod, coverageOn } = report;
  return {
    force: force.name,
    period: periodWords(period),
    compared: precedingPeriod && periodWords(precedingPeriod),
    cutOff: formatInstant(DateTime.fromISO(report.cutOffAt)),
    zone: report.zone,
    startsOn: formatDay(force.startsOn),
    startsWithin: force.startsOn > period.fromOn,
    coverageOn: coverageOn && formatDay(coverageOn),
    definitionsVersion: report.definitionsVersion,
    headline: headlineOf(report),
    response: tables.ofSection('response', 'Response within 72 hours'),
    responses: [
      report.neighbourhoods.length > 0 && { by: 'neighbourhood', table: tables.responseByNeighbourhood() },
      (report.commandAreas ?? []).length > 0 && { by: 'command area', table: tables.responseByArea() },
      // A report kept before definitions 3.0 has neither of wards nor of weekdays.
      hasWards && report.commandAreas && { by: 'ward', table: tables.responseByWard() },
      report.channels.length > 0 && { by: 'channel', table: tables.responseByChannel() },
      report.commandAreas && { by: 'weekday', table: tables.responseByWeekday() },
    ].filter(Boolean),
    coverage: tables.ofSection('coverage', 'Named, contactable officers'),
    coverageByNeighbourhood: report.neighbourhoods.length > 0 && coverage.byNeighbourhood(),
    wards: hasWards && tables.ofSection('wards', 'Council wards'),
    coverageByWard: hasWards && coverage.byWard(),
    gaps: coverage.gaps(),
    // A report kept before coming gaps were looked for says nothing of them.
    saysComing: report.comingGaps !== undefined,
    comingGaps: coverage.comingGaps(),
    scope: tables.ofSection('scope', 'Counted apart'),
    alerts:
      report.definitions.some(({ section }) => section === 'alerts') &&
      tables.ofSection('alerts', 'Alerts to the team'),
    workforce:
      report.definitions.some(({ section }) => section === 'workforce') &&
      tables.ofSection('workforce', 'Teams, priorities and events'),
    definitions: definitionsOf(report),
  };
}

/** The choice of another period: four links and two days, with what was typed. */
export function periodChoice(
  presets: readonly Preset[],
  typed: Typed,
  errors: readonly FieldError[],
): object {
  const wrong = formErrors(errors);
  const day = (name: string, label: string): object =>
    textField(name, label, typed, wrong, { classes: 'govuk-input--width-10', type: 'date' });
  return {
    presets: presets.map(({ text, period }) => ({ text, href: reportAddress(period) })),
    open: errors.length > 0,
    from: day('from', 'First day'),
    to: day('to', 'Last day'),
    show: { text: 'Show report', classes: 'govuk-button--secondary' },
  };
}

/** `/reports/compliance?from=2026-03-01&to=2026-03-31`, or with `.csv` before the question mark. */
export function reportAddress({ fromOn, toOn }: Pick<Period, 'fromOn' | 'toOn'>, extension = ''): string {
  return `/reports/compliance${extension}?from=${fromOn}&to=${toOn}`;
}

/** `March 2026` for a whole month, else `1 March 2026 to 14 April 2026`. */
export function periodWords({ fromOn, toOn }: ReportPeriod): string {
  if (fromOn === toOn) return formatDay(fromOn);
  const isMonth =
    fromOn.endsWith('-01') && addDays(toOn, 1).endsWith('-01') && fromOn.slice(0, 7) === toOn.slice(0, 7);
  return isMonth ? formatDay(fromOn).replace('1 ', '') : `${formatDay(fromOn)} to ${formatDay(toOn)}`;
}

function headlineOf(report: ComplianceReport): object[] {
  const figures = new Figures(report.figures);
  const units = new Map(report.definitions.map(({ measure, unit }) => [measure, unit]));
  return HEADLINE.map(({ measure, title }) => {
    const figure = figures.at(measure)!;
    const unit = units.get(measure)!;
    return {
      title,
      key: figureKey({ measure }),
      figure: withUnit(unit, figure.shown),
      of: outOf(figure) || (figure.denominator ? `of ${figure.denominator} due` : ''),
      change: figure.previous && figure.change !== null ? changeWords(unit, figure.change) : null,
      before: figure.previous && withUnit(unit, figure.previous.shown),
    };
  });
}

/** One entry for measures that share their words, such as those by reason. */
function definitionsOf({ definitions }: ComplianceReport): object[] {
  const entries = new Map<
    string,
    { titles: string[]; definition: string; counted: string; clause: string }
  >();
  for (const { title, definition, numerator, denominator, clause } of definitions) {
    const entry = entries.get(definition);
    if (entry) entry.titles.push(title);
    else {
      const counted = denominator ? `${numerator}, of: ${denominator}` : numerator;
      entries.set(definition, { titles: [title], definition, counted, clause });
    }
  }
  return [...entries.values()].map(({ titles, ...entry }) => ({ ...entry, title: titleOf(titles) }));
}

/** `Out of scope: spam; complaint` of "Out of scope: spam" and "Out of scope: complaint". */
function titleOf([first, ...others]: string[]): string {
  const family = first!.indexOf(': ') + 2;
  return [first, ...others.map((title) => title.slice(family))].join('; ');
}
