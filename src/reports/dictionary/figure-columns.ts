import type { REPORT_HEADS } from '../formats/table.csv.js';

/**
 * Of the table of all figures, each column by its head, and the field of the model whose value stands in it. What the
 * field means is said there.
 */
export const FIGURE_COLUMNS: Readonly<Record<string, string>> = {
  section: 'definitions[].section',
  'neighbourhood code': 'figures[].neighbourhood',
  neighbourhood: 'neighbourhoods[].name',
  channel: 'figures[].channel',
  'measure id': 'figures[].measure',
  measure: 'definitions[].title',
  numerator: 'figures[].numerator',
  denominator: 'figures[].denominator',
  value: 'figures[].shown',
  unit: 'definitions[].unit',
  'previous value': 'figures[].previous.shown',
  change: 'figures[].change',
  'period from': 'period.fromOn',
  'period to': 'period.toOn',
  zone: 'zone',
  'ward code': 'figures[].ward',
  ward: 'wards[].name',
  'command area code': 'figures[].commandArea',
  'command area': 'commandAreas[].name',
  weekday: 'figures[].weekday',
  'data cut-off': 'cutOffAt',
  'definitions version': 'definitionsVersion',
  'channel name': 'figures[].channel',
  'previous numerator': 'figures[].previous.numerator',
  'previous denominator': 'figures[].previous.denominator',
  'gap since': 'gaps[].sinceOn',
  'gap days in all': 'gaps[].daysInAll',
};

/** The same of what stands beside every row of each other table. */
export const REPORT_COLUMNS: Readonly<Record<(typeof REPORT_HEADS)[number], string>> = {
  'report from': 'period.fromOn',
  'report to': 'period.toOn',
  zone: 'zone',
};
