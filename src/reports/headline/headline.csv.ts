import { toCsv } from '../csv.js';
import type { PublishedHeadline } from './public-headline.js';

/** The headline figures as one table, a row a figure; each row says of which report it is. */
export function headlineCsv({ force, period, zone, issued, figures }: PublishedHeadline): string {
  return toCsv([
    [
      ...['force', 'period from', 'period to', 'zone', 'measure id', 'measure', 'value', 'unit'],
      ...[
        'numerator',
        'denominator',
        'previous value',
        'previous numerator',
        'previous denominator',
        'change',
      ],
      ...['version', 'issued at', 'definitions version', 'sha256'],
    ],
    ...figures.map(({ measure, title, shown, unit, numerator, denominator, previous, change }) => [
      ...[force.id, period.fromOn, period.toOn, zone, measure, title],
      ...[{ figure: shown }, unit, { figure: numerator }, { figure: denominator }],
      ...[previous?.shown, previous?.numerator, previous?.denominator].map((figure) => ({
        figure: figure ?? null,
      })),
      { figure: change },
      ...[{ figure: issued.version }, issued.issuedAt, issued.definitionsVersion, issued.sha256],
    ]),
  ]);
}
