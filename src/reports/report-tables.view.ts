import { channelName } from '../contacts/wording.js';
import type { ComplianceReport, ReportDefinition, ReportPlace } from './compliance-report.js';
import { changeWords, Figures, type FigureSpot, outOf, withUnit } from './figure-words.js';
import type { Section } from './measures/measure.js';
import { WEEKDAYS } from './report-figures.js';
import { type Cell, exactShare, numeric, sortedBy, table } from './report-cells.js';

type Columns = readonly [measure: string, title: string][];
type Row = [name: string, spot: FigureSpot];

const RESPONSE_COLUMNS: Columns = [
  ['share-met', 'Answered in time'],
  ['clocks-due', 'Due'],
  ['clocks-met', 'Met'],
  ['late-entries', 'Late entries'],
  ['clocks-missed', 'Missed'],
  ['answered-late', 'Answered late'],
  ['not-answered', 'Not answered'],
  ['median-minutes', 'Median'],
  ['p90-minutes', '90th percentile'],
  ['out-of-scope', 'Out of scope'],
];

/** What is counted by ward and by weekday. */
const SHORT_COLUMNS: Columns = RESPONSE_COLUMNS.filter(([measure]) =>
  ['share-met', 'clocks-due', 'clocks-met', 'clocks-missed', 'median-minutes', 'p90-minutes'].includes(
    measure,
  ),
);

/** The tables of the report's page as component parameters; pure. */
export class ReportTables {
  private readonly figures: Figures;
  private readonly definitions: Map<string, ReportDefinition>;

  constructor(private readonly report: ComplianceReport) {
    this.figures = new Figures(report.figures);
    this.definitions = new Map(report.definitions.map((definition) => [definition.measure, definition]));
  }

  /** One row a measure of the force: the figure, what it is of, what it was, and the change. */
  ofSection(section: Section, caption: string): object {
    const heads = ['Measure', 'Figure', 'Numerator', 'Denominator', 'Preceding period', 'Change'];
    const rows = this.report.definitions
      .filter((definition) => definition.section === section)
      .flatMap(({ measure, title, unit }) => {
        const figure = this.figures.at(measure);
        if (!figure) return [];
        const previous = figure.previous ? withUnit(unit, figure.previous.shown) : '–';
        return [
          [
            { text: title },
            numeric(withUnit(unit, figure.shown), figure),
            numeric(String(figure.numerator ?? '')),
            numeric(String(figure.denominator ?? '')),
            numeric(
              `${previous}${figure.previous && outOf(figure.previous) ? ` (${outOf(figure.previous)})` : ''}`,
            ),
            numeric(changeWords(unit, figure.change)),
          ],
        ];
      });
    return table(caption, heads, rows);
  }

  responseByNeighbourhood(): object {
    const places = this.worstFirst(this.report.neighbourhoods, ({ code }) => ({ neighbourhood: code }));
    return this.responseTable('neighbourhood, worst first', 'Neighbourhood', RESPONSE_COLUMNS, places);
  }

  responseByArea(): object {
    const areas = this.worstFirst(this.report.commandAreas!, ({ code }) => ({ commandArea: code }));
    return this.responseTable('command area, worst first', 'Command area', RESPONSE_COLUMNS, areas);
  }

  /** A query counts for every ward that its neighbourhood counts for. */
  responseByWard(): object {
    const wards = this.worstFirst(this.report.wards!, ({ code }) => ({ ward: code }));
    return this.responseTable('ward, worst first', 'Ward', SHORT_COLUMNS, wards);
  }

  responseByChannel(): object {
    const channels = this.report.channels.map((channel): Row => [channelName(channel), { channel }]);
    return this.responseTable('channel', 'Channel', RESPONSE_COLUMNS, channels);
  }

  responseByWeekday(): object {
    const days = WEEKDAYS.map(({ code, name }): Row => [name, { weekday: Number(code) }]);
    return this.responseTable('weekday on which it was sent', 'Weekday', SHORT_COLUMNS, days);
  }

  private responseTable(by: string, head: string, columns: Columns, rows: readonly Row[]): object {
    const [first, ...others] = columns.map(([, title]) => title);
    return table(
      `Response by ${by}`,
      [head, first!, 'Change', ...others],
      rows.map(([text, spot]) => [{ text }, ...this.responseCells(columns, spot)]),
    );
  }

  private responseCells(columns: Columns, spot: FigureSpot): Cell[] {
    const share = this.figures.at('share-met', spot)!;
    const [first, ...others] = columns.map(([measure]) => this.cell(measure, spot));
    return [first!, numeric(changeWords('percent', share.change)), ...others];
  }

  private cell(measure: string, spot: FigureSpot): Cell {
    const figure = this.figures.at(measure, spot)!;
    return numeric(withUnit(this.definitions.get(measure)!.unit, figure.shown), figure);
  }

  /** By share answered, the lowest first; of equal shares the one that missed more; those with none due last. */
  private worstFirst(places: readonly ReportPlace[], spotOf: (place: ReportPlace) => FigureSpot): Row[] {
    return sortedBy(places, (place) => {
      const spot = spotOf(place);
      return [
        exactShare(this.figures.at('share-met', spot)!),
        -this.figures.at('clocks-missed', spot)!.value!,
      ];
    }).map((place) => [`${place.name} (${place.code})`, spotOf(place)]);
  }
}
