import { type CsvCell, toCsv } from '../csv.js';
import type { DataDictionary } from './data-dictionary.js';

const HEADS = [
  'kind',
  'file',
  'name',
  'title',
  'section',
  'type',
  'unit',
  'meaning',
  'clause',
  'numerator',
  'denominator',
  'breakdowns',
  'allowed values',
  'since definitions',
  'example',
  'without months because',
];

/** The dictionary as one table: a row a measure, a field of the JSON (`report.json`), a column of a CSV file and a limit of the data. */
export function dictionaryCsv({ measures, fields, columns, limits }: DataDictionary): string {
  const row = (cells: Partial<Record<(typeof HEADS)[number], CsvCell>>): CsvCell[] =>
    HEADS.map((head) => cells[head] ?? null);
  const listed = (values: readonly string[] | null): string | null => values && values.join('; ');
  return toCsv([
    HEADS,
    ...measures.map(({ id, definition, breakdowns, withoutMonths, ...measure }) =>
      row({
        ...{ ...measure, kind: 'measure', name: id, meaning: definition, breakdowns: listed(breakdowns) },
        'without months because': withoutMonths,
      }),
    ),
    ...fields.map(({ name, type, nullable, unit, meaning, allowedValues, since }) =>
      row({
        ...{ kind: 'field', file: 'report.json', name, unit, meaning },
        type: nullable ? `${type} or null` : type,
        'allowed values': listed(allowedValues),
        'since definitions': since,
      }),
    ),
    ...columns.map(({ table, name, type, unit, meaning, allowedValues, since }) =>
      row({
        ...{ kind: 'column', file: `${table}.csv`, name, type, unit, meaning },
        'allowed values': listed(allowedValues),
        'since definitions': since,
      }),
    ),
    ...limits.map((limit) => row({ kind: 'limit', meaning: limit })),
  ]);
}
