import { formatDay } from '../common/calendar.js';
import { GAP_REASON_TITLES } from '../registry/coverage/domain/coming-gap.js';
import { STATE_TITLES } from '../registry/coverage/domain/coverage-state.js';
import { WARD_STATE_TITLES } from '../registry/coverage/domain/ward-state.js';
import { renderComponent } from '../web/govuk-components.js';
import type { ComplianceReport, ReportDefinition, ReportFigure } from './compliance-report.js';
import { Figures, withUnit } from './figure-words.js';
import { type Cell, exactShare, mark, numeric, sentence, sortedBy, table } from './report-cells.js';

type Columns = [measure: string, title: string][];

const COVERAGE_COLUMNS: Columns = [
  ['coverage-days', 'Share of days'],
  ['national-days', 'National measure'],
  ['days-covered', 'Covered'],
  ['days-deputy-covering', 'Deputy covering'],
  ['days-absent', 'Absent'],
  ['days-not-contactable', 'Not contactable'],
  ['days-unpublished', 'Unpublished'],
  ['days-vacant', 'Vacant'],
  ['gaps', 'Gaps'],
  ['longest-gap', 'Longest gap'],
];

const WARD_COLUMNS: Columns = [
  ['ward-coverage-days', 'Share of days'],
  ['ward-days-covered', 'Covered'],
  ['ward-days-partly', 'Partly covered'],
  ['ward-days-not-covered', 'Not covered'],
  ['ward-longest-gap', 'Longest gap'],
];

const STATE_COLOURS: Record<string, string> = {
  [STATE_TITLES.covered]: 'govuk-tag--green',
  [STATE_TITLES['deputy-covering']]: 'govuk-tag--blue',
  [STATE_TITLES.absent]: 'govuk-tag--purple',
  [STATE_TITLES['not-contactable']]: 'govuk-tag--orange',
  [STATE_TITLES.unpublished]: 'govuk-tag--yellow',
  [STATE_TITLES.vacant]: 'govuk-tag--red',
  [WARD_STATE_TITLES.partly]: 'govuk-tag--yellow',
  [WARD_STATE_TITLES['not-covered']]: 'govuk-tag--red',
};

/** The tables about coverage as component parameters; pure. */
export class CoverageTables {
  private readonly figures: Figures;
  private readonly definitions: Map<string, ReportDefinition>;

  constructor(private readonly report: ComplianceReport) {
    this.figures = new Figures(report.figures);
    this.definitions = new Map(report.definitions.map((definition) => [definition.measure, definition]));
  }

  byNeighbourhood(): object {
    const at = (measure: string, code: string): ReportFigure =>
      this.figures.at(measure, { neighbourhood: code })!;
    const columns = this.known(COVERAGE_COLUMNS);
    const worstFirst = sortedBy(this.report.neighbourhoods, ({ code }) => [
      exactShare(at('coverage-days', code)),
      -at('longest-gap', code).value!,
    ]);
    const rows = worstFirst.map(({ code, name }) => [
      { text: `${name} (${code})` },
      this.state(at('state-last-day', code)),
      ...columns.map(([measure]) => this.cell(at(measure, code))),
    ]);
    const heads = ['Neighbourhood', 'State on the last day', ...columns.map(([, title]) => title)];
    return table('Coverage by neighbourhood, worst first', heads, rows, 2);
  }

  byWard(): object {
    const at = (measure: string, code: string): ReportFigure => this.figures.at(measure, { ward: code })!;
    const worstFirst = sortedBy(this.report.wards ?? [], ({ code }) => [
      exactShare(at('ward-coverage-days', code)),
      -at('ward-longest-gap', code).value!,
    ]);
    const rows = worstFirst.map(({ code, name }) => [
      { text: `${name} (${code})` },
      this.state(at('ward-state-last-day', code)),
      ...WARD_COLUMNS.map(([measure]) => this.cell(at(measure, code))),
    ]);
    const heads = ['Ward', 'State on the last day', ...WARD_COLUMNS.map(([, title]) => title)];
    return table('Coverage by ward, worst first', heads, rows, 2);
  }

  /** Longest first; null if there is none. */
  gaps(): object | null {
    const names = new Map(this.report.neighbourhoods.map(({ code, name }) => [code, name]));
    const rows = [...this.report.gaps]
      .sort((a, b) => b.days - a.days)
      .map((gap) => [
        { text: `${names.get(gap.neighbourhood)} (${gap.neighbourhood})` },
        { text: formatDay(gap.fromOn) },
        { text: formatDay(gap.toOn) },
        { text: gap.states.map((each) => sentence(STATE_TITLES[each])).join(', ') },
        numeric(withUnit('days', String(gap.days))),
      ]);
    const heads = ['Neighbourhood', 'First day', 'Last day', 'What it was', 'Length'];
    return rows.length === 0 ? null : table('Gaps in coverage, longest first', heads, rows, 4);
  }

  /** By date; null if none is coming. */
  comingGaps(): object | null {
    const rows = (this.report.comingGaps ?? []).map((gap) => [
      { text: `${gap.name} (${gap.neighbourhood})` },
      { text: formatDay(gap.fromOn) },
      { text: gap.toOn ? formatDay(gap.toOn) : 'Open' },
      { text: GAP_REASON_TITLES[gap.reason] },
    ]);
    const heads = ['Neighbourhood', 'First day', 'Last day', 'Why'];
    return rows.length === 0 ? null : table('Gaps that are coming', heads, rows, 4);
  }

  /** A report that was kept before a measure existed has no column for it. */
  private known(columns: Columns): Columns {
    return columns.filter(([measure]) => this.definitions.has(measure));
  }

  private cell(figure: ReportFigure): Cell {
    return numeric(withUnit(this.definitions.get(figure.measure)!.unit, figure.shown), figure);
  }

  private state(figure: ReportFigure): Cell {
    if (!figure.shown) return { text: 'did not exist', attributes: mark(figure) };
    const classes = STATE_COLOURS[figure.shown] ?? '';
    return {
      html: renderComponent('tag', { text: sentence(figure.shown), classes }),
      attributes: mark(figure),
    };
  }
}
