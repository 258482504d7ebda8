import { formatDay } from '../common/calendar.js';
import { channelName } from '../contacts/wording.js';
import { STATE_TITLES } from '../registry/coverage/domain/coverage-state.js';
import { renderComponent } from '../web/govuk-components.js';
import type { ComplianceReport, ReportDefinition, ReportFigure, ReportPlace } from './compliance-report.js';
import { changeWords, figureKey, Figures, outOf, withUnit } from './figure-words.js';
import type { Section } from './measures/measure.js';

interface Cell {
  text?: string;
  html?: string;
  format?: 'numeric';
  attributes?: Record<string, string>;
}

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

const COVERAGE_COLUMNS: [measure: string, title: string][] = [
  ['coverage-days', 'Share of days'],
  ['days-covered', 'Covered'],
  ['days-deputy-covering', 'Deputy covering'],
  ['days-not-contactable', 'Not contactable'],
  ['days-unpublished', 'Unpublished'],
  ['days-vacant', 'Vacant'],
  ['gaps', 'Gaps'],
  ['longest-gap', 'Longest gap'],
];

const STATE_COLOURS: Record<string, string> = {
  [STATE_TITLES.covered]: 'govuk-tag--green',
  [STATE_TITLES['deputy-covering']]: 'govuk-tag--blue',
  [STATE_TITLES['not-contactable']]: 'govuk-tag--orange',
  [STATE_TITLES.unpublished]: 'govuk-tag--yellow',
  [STATE_TITLES.vacant]: 'govuk-tag--red',
};

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

  coverageByNeighbourhood(): object {
    const state = (code: string): Cell => {
      const figure = this.figures.at('state-last-day', code)!;
      if (!figure.shown) return { text: 'did not exist', attributes: mark(figure) };
      const classes = STATE_COLOURS[figure.shown] ?? '';
      return {
        html: renderComponent('tag', { text: sentence(figure.shown), classes }),
        attributes: mark(figure),
      };
    };
    const rows = this.worstCoveredFirst().map(({ code, name }) => [
      { text: `${name} (${code})` },
      state(code),
      ...COVERAGE_COLUMNS.map(([measure]) => this.cell(measure, code, null)),
    ]);
    const heads = ['Neighbourhood', 'State on the last day', ...COVERAGE_COLUMNS.map(([, title]) => title)];
    return table('Coverage by neighbourhood, worst first', heads, rows, 2);
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
    return this.sortedBy((code) => {
      const share = this.figures.at('share-met', code)!;
      return [exactShare(share), -this.figures.at('clocks-missed', code)!.value!];
    });
  }

  private worstCoveredFirst(): ReportPlace[] {
    return this.sortedBy((code) => [
      exactShare(this.figures.at('coverage-days', code)!),
      -this.figures.at('longest-gap', code)!.value!,
    ]);
  }

  // The report lists neighbourhoods by name, and sorting keeps that order among equals.
  private sortedBy(rank: (code: string) => [number, number]): ReportPlace[] {
    const ranked = this.report.neighbourhoods.map((place) => ({ place, rank: rank(place.code) }));
    return ranked.sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1]).map(({ place }) => place);
  }
}

/** Shares rank as they are, not as they are printed; one without a denominator comes after all. */
function exactShare({ numerator, denominator }: ReportFigure): number {
  return denominator ? numerator! / denominator : 2;
}

function responseHeads(): string[] {
  const [first, ...others] = RESPONSE_COLUMNS.map(([, title]) => title);
  return [first!, 'Change', ...others];
}

function numeric(text: string, figure?: ReportFigure): Cell {
  return { text, format: 'numeric', ...(figure && { attributes: mark(figure) }) };
}

function mark(figure: ReportFigure): Record<string, string> {
  return { 'data-figure': figureKey(figure.measure, figure.neighbourhood, figure.channel) };
}

function table(caption: string, heads: string[], rows: Cell[][], words = 1): object {
  return {
    caption,
    captionClasses: 'govuk-table__caption--m',
    classes: 'app-table--compact',
    firstCellIsHeader: true,
    head: heads.map((text, index) => (index < words ? { text } : { text, format: 'numeric' })),
    rows,
  };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
