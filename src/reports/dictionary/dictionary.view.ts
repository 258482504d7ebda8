import { titleOfSection } from '../document/breakdown-groups.js';
import type {
  DataDictionary,
  DictionaryColumn,
  DictionaryField,
  DictionaryMeasure,
} from './data-dictionary.js';

/** The data dictionary as component parameters. */
export function dictionaryView({
  definitionsVersion,
  measures,
  fields,
  tables,
  columns,
  limits,
}: DataDictionary): object {
  return {
    definitionsVersion,
    limits,
    sections: [...new Set(measures.map(({ section }) => section))].map((section) => ({
      id: `measures-${section}`,
      title: titleOfSection(section),
      measures: measures.filter((measure) => measure.section === section).map(measureView),
    })),
    fields: tableOf(
      'Fields of the JSON',
      ['Field', 'Type', 'Meaning', 'Allowed values', 'Since definitions'],
      fields.map((field) => [field.name, typeWords(field), field.meaning, valueWords(field), field.since]),
    ),
    tables: tables.map(({ id, caption }) => ({
      title: `${id}.csv: ${caption}`,
      table: tableOf(
        `Columns of ${id}.csv`,
        ['Column', 'Type or unit', 'Meaning', 'Allowed values'],
        columns
          .filter(({ table }) => table === id)
          .map((column) => [column.name, column.unit ?? column.type, column.meaning, valueWords(column)]),
      ),
    })),
  };
}

function measureView({
  id,
  title,
  definition,
  clause,
  numerator,
  denominator,
  unit,
  breakdowns,
  withoutMonths,
  example,
}: DictionaryMeasure): object {
  const rows: [key: string, text: string | null][] = [
    ['Name in files', id],
    ['Definition', definition],
    ['Clause', clause],
    ['Counted', numerator],
    ['Of', denominator],
    ['Unit', unit],
    ['Also shown by', breakdowns.join(', ') || null],
    ['Month by month', withoutMonths === null ? 'Yes' : `No. ${withoutMonths}`],
    ['Worked example', example],
  ];
  return {
    title,
    summary: {
      rows: rows
        .filter(([, text]) => text !== null)
        .map(([key, text]) => ({ key: { text: key }, value: { text } })),
    },
  };
}

/** The table and what its box, which scrolls, is called. */
function tableOf(caption: string, heads: string[], rows: string[][]): { label: string; table: object } {
  return {
    // Another name than the heading's, so that the two are told apart.
    label: `Table: ${caption}`,
    table: {
      caption,
      captionClasses: 'govuk-visually-hidden',
      classes: 'app-table--compact',
      firstCellIsHeader: true,
      head: heads.map((text) => ({ text })),
      rows: rows.map((row) => row.map((text) => ({ text }))),
    },
  };
}

const typeWords = ({ type, nullable, optional }: DictionaryField): string =>
  [nullable ? `${type} or null` : type, optional ? 'may be absent' : ''].filter(Boolean).join(', ');

const valueWords = ({ allowedValues }: Pick<DictionaryColumn, 'allowedValues'>): string =>
  allowedValues ? allowedValues.join(', ') : '';
