import { ifGiven } from '../import/domain/given.js';
import { dayProblem } from './assignment-row.js';
import { type Boundary, checkedBoundary } from './boundary.js';
import { emailProblem, telephoneProblem, webAddressProblem } from './contact-route.js';
import { codeProblem } from './neighbourhood-code.js';
import { type ParsedRow, RowReader } from './parsed-row.js';

/** What a feature of a neighbourhoods file may say; anything else is ignored and counted. */
export const NEIGHBOURHOOD_PROPERTIES = [
  'code',
  'name',
  'description',
  'population',
  'email',
  'telephone',
  'web_url',
  'team_mailbox',
  'from',
] as const;

/** A feature of the file; what is undefined it does not name, and that stays as it is recorded. Null clears it. */
export interface NeighbourhoodRow {
  code: string;
  name: string;
  description: string | null | undefined;
  population: number | null | undefined;
  email: string | null | undefined;
  telephone: string | null | undefined;
  webUrl: string | null | undefined;
  teamMailbox: string | null | undefined;
  /** The first day on which it exists; null leaves it as it is, or the force's first day for a new one. */
  fromOn: string | null;
  boundary: Boundary;
}

/** Reads one feature of a GeoJSON file. Numbers are taken for codes and populations, because exports write both. */
export function parseNeighbourhoodFeature(feature: unknown): ParsedRow<NeighbourhoodRow> {
  if (typeof feature !== 'object' || feature === null || (feature as { type?: unknown }).type !== 'Feature') {
    return { problems: [{ column: 'type', reason: 'must be "Feature"' }] };
  }
  const { properties, geometry } = feature as { properties?: unknown; geometry?: unknown };
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    return {
      problems: [{ column: 'properties', reason: 'is missing; it must hold at least code and name' }],
    };
  }
  const cells = textsOf(properties);
  const reader = new RowReader(cells);
  const optional = (
    name: string,
    most: number,
    check?: (text: string) => string | undefined,
  ): string | null | undefined => ifGiven(cells, name, () => reader.optional(name, most, check));
  const checked = checkedBoundary(geometry);
  if ('problem' in checked) reader.problem('geometry', checked.problem);
  const population = optional('population', 20, populationProblem);
  return reader.result({
    code: reader.required('code', 100, codeProblem),
    name: reader.required('name', 200),
    description: ifGiven(cells, 'description', () => reader.paragraphs('description', 10_000)),
    population: population ? Number(population) : (population as null | undefined),
    email: optional('email', 254, emailProblem),
    telephone: optional('telephone', 50, telephoneProblem),
    webUrl: optional('web_url', 2_000, webAddressProblem),
    teamMailbox: optional('team_mailbox', 254, emailProblem),
    fromOn: reader.optional('from', 50, dayProblem),
    boundary: ('boundary' in checked ? checked.boundary : null) as Boundary,
  });
}

/** The properties of a feature that nothing is done with. */
export function ignoredProperties(feature: unknown): string[] {
  const { properties } = (feature ?? {}) as { properties?: object | null };
  const known: readonly string[] = NEIGHBOURHOOD_PROPERTIES;
  return Object.keys(properties ?? {}).filter((name) => !known.includes(name));
}

/** Properties as a row's cells: exports write codes and populations as numbers too. */
export function textsOf(properties: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' && Number.isFinite(value) ? String(value) : (value ?? ''),
    ]),
  );
}

function populationProblem(text: string): string | undefined {
  return /^\d{1,9}$/.test(text) ? undefined : 'must be a whole number, 0 or more';
}
