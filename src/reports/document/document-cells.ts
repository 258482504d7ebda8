import type { ComplianceReport, ReportDefinition, ReportFigure, ReportPlace } from '../compliance-report.js';
import { changeWords, figureKey, Figures, type FigureSpot, oneOf, outOf, withUnit } from '../figure-words.js';
import type { DocumentCell, DocumentTable } from './report-document.js';

type Column = DocumentTable['columns'][number];

/** A measure of a table: a share takes three columns, because no percentage stands alone. */
export interface MeasureColumn {
  measure: string;
  title: string;
  /** With a small bar behind the number. */
  bar?: true;
}

/** Printed for a neighbourhood or a ward that is not there on the last day. */
export const DID_NOT_EXIST = 'did not exist';

/** Of a column whose words have a unit or a sign: whatever its cells are, a file for programs has their plain numbers too. */
export const FOR_PROGRAMS = { plain: 'number' } as const;

/** The figures of one report as columns and typed cells. */
export class DocumentCells {
  readonly figures: Figures;
  private readonly definitions: Map<string, ReportDefinition>;

  constructor(report: ComplianceReport) {
    this.figures = new Figures(report.figures);
    this.definitions = new Map(report.definitions.map((definition) => [definition.measure, definition]));
  }

  /** Does this report know the measure? One that was kept before a measure existed has no column for it. */
  knows(measure: string): boolean {
    return this.definitions.has(measure);
  }

  titleOf(measure: string): string {
    return this.definitions.get(measure)!.title;
  }

  unitOf(measure: string): ReportDefinition['unit'] {
    return this.definitions.get(measure)!.unit;
  }

  columns(measures: readonly MeasureColumn[]): Column[] {
    return measures.flatMap(({ measure, title }) => {
      const unit = this.unitOf(measure);
      const own = { id: measure, title, numeric: unit !== 'state' };
      if (unit === 'state' || unit === 'count') return [own];
      if (unit !== 'percent') return [{ ...own, ...FOR_PROGRAMS }];
      return [
        { ...own, ...FOR_PROGRAMS },
        { id: `${measure}-of`, title: `${title}: number`, numeric: true },
        { id: `${measure}-change`, title: `${title}: change`, numeric: true, ...FOR_PROGRAMS },
      ];
    });
  }

  /** The cells of one row under `columns`; empty where the report has no such figure there. A report has tens of thousands. */
  row(measures: readonly MeasureColumn[], spot: FigureSpot): DocumentCell[] {
    const cells: DocumentCell[] = [];
    for (const { measure, bar } of measures) {
      const figure = this.figures.at(measure, spot);
      const isShare = this.unitOf(measure) === 'percent';
      if (!figure) {
        cells.push({ text: '' });
        if (isShare) cells.push({ text: '' }, { text: '' });
        continue;
      }
      const own = this.figure(figure);
      if (isShare && bar && figure.value !== null) own.bar = figure.value;
      cells.push(own);
      if (isShare) cells.push({ text: outOf(figure, measure) }, this.change(figure));
    }
    return cells;
  }

  figure(figure: ReportFigure): DocumentCell {
    const { measure, shown, value } = figure;
    const unit = this.unitOf(measure);
    const text = unit === 'state' ? sentence(shown) || DID_NOT_EXIST : withUnit(unit, shown);
    return value === null ? { text, figure: figureKey(figure) } : { text, value, figure: figureKey(figure) };
  }

  change({ measure, change }: ReportFigure): DocumentCell {
    return numbered(changeWords(this.unitOf(measure), change), change);
  }
}

/** One number of a share, with its unit. */
export function cellOfOne(measure: string, counted: number | null): DocumentCell {
  const { text, value } = oneOf(measure, counted);
  return numbered(text, value);
}

/** A cell of words with the number behind it, if what was printed is one. */
export function numbered(text: string, shown: string | number | null): DocumentCell {
  const isNumber = shown !== null && /^[+-]?\d+(\.\d+)?$/.test(String(shown));
  return isNumber ? { text, value: Number(shown) } : { text };
}

/** `Abbey (NC04)`. */
export function placeWords({ code, name }: ReportPlace): string {
  return `${name} (${code})`;
}

/** Shares rank as they are, not as they are printed; one without a denominator comes after all. */
export function exactShare(figure: ReportFigure | undefined): number {
  return figure?.denominator ? figure.numerator! / figure.denominator : 2;
}

/** Each with its rank, the lowest first; the order given is kept among equals. */
export function sortedBy<Each>(all: readonly Each[], rank: (each: Each) => readonly number[]): Each[] {
  return all
    .map((each) => ({ each, rank: rank(each) }))
    .sort((a, b) => {
      const at = a.rank.findIndex((value, index) => value !== b.rank[index]);
      return at < 0 ? 0 : a.rank[at]! - b.rank[at]!;
    })
    .map(({ each }) => each);
}

export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
