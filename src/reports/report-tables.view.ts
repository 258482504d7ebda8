import { channelName } from '../contacts/wording.js';
import type { ComplianceReport, ReportDefinition, ReportPlace } from './compliance-report.js';
import { changeWords, Figures, outOf, withUnit } from './figure-words.js';
import type { Section } from './measures/measure.js';
import { type Cell, exactShare, numeric, sortedBy, table } from './report-cells.js';

const RESPONSE_COLUMNS: [measure: string, title: string][] = [
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
    const rows = this.worstFirst().map((place) => [
      { text: `${place.name} (${place.code})` },
      ...this.responseCells(place.code, null),
    ]);
    return table('Response by neighbourhood, worst first', ['Neighbourhood', ...responseHeads()], rows);
  }

  responseByChannel(): object {
    const rows = this.report.channels.map((channel) => [
      { text: channelName(channel) },
      ...this.responseCells(null, channel),
    ]);
    return table('Response by channel', ['Channel', ...responseHeads()], rows);
  }

  private responseCells(neighbourhood: string | null, channel: string | null): Cell[] {
    const share = this.figures.at('share-met', neighbourhood, channel)!;
    const [first, ...others] = RESPONSE_COLUMNS.map(([measure]) =>
      this.cell(measure, neighbourhood, channel),
    );
    return [first!, numeric(changeWords('percent', share.change)), ...others];
  }

  private cell(measure: string, neighbourhood: string | null, channel: string | null): Cell {
    const figure = this.figures.at(measure, neighbourhood, channel)!;
    return numeric(withUnit(this.definitions.get(measure)!.unit, figure.shown), figure);
  }

  /** By share answered, the lowest first; of equal shares the one that missed more; those with none due last. */
  private worstFirst(): ReportPlace[] {
    return sortedBy(this.report.neighbourhoods, ({ code }) => {
      const share = this.figures.at('share-met', code)!;
      return [exactShare(share), -this.figures.at('clocks-missed', code)!.value!];
    });
  }
}

function responseHeads(): string[] {
  const [first, ...others] = RESPONSE_COLUMNS.map(([, title]) => title);
  return [first!, 'Change', ...others];
}
