import { dayProblem } from '../../domain/assignment-row.js';
import { type Boundary, checkedBoundary } from '../../domain/boundary.js';
import { textsOf } from '../../domain/neighbourhood-feature.js';
import { type ParsedRow, RowReader } from '../../domain/parsed-row.js';

/** A council ward as a file gives it. */
export interface WardRow {
  code: string;
  name: string;
  /** The first day; null leaves it as it is, or is the force's first day for a new one. */
  fromOn: string | null;
  /** The last day, included; null leaves it as it is. */
  untilOn: string | null;
  boundary: Boundary;
}

interface Names {
  code: string | undefined;
  name: string | undefined;
}

const CODES = ['code', 'ward_code', 'gss_code', 'wd_code'];
const NAMES = ['name', 'ward_name', 'wd_name'];

/**
 * Reads one feature of a GeoJSON file of wards. The national service writes the year into the names, `WD24CD` and
 * `WD24NM`; of several years the latest counts. Councils write `code` and `name`, or `ward_code` and `ward_name`.
 */
export function parseWardFeature(feature: unknown): ParsedRow<WardRow> {
  if (typeof feature !== 'object' || feature === null || (feature as { type?: unknown }).type !== 'Feature') {
    return { problems: [{ column: 'type', reason: 'must be "Feature"' }] };
  }
  const { properties, geometry } = feature as { properties?: unknown; geometry?: unknown };
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    return { problems: [{ column: 'properties', reason: 'is missing; it must hold a code and a name' }] };
  }
  const { code = 'code', name = 'name' } = wardNames(properties);
  const reader = new RowReader(textsOf(properties));
  const checked = checkedBoundary(geometry);
  if ('problem' in checked) reader.problem('geometry', checked.problem);
  const fromOn = reader.optional('from', 50, dayProblem);
  const untilOn = reader.optional('until', 50, dayProblem);
  if (fromOn !== null && untilOn !== null && untilOn < fromOn) {
    reader.problem('until', `${untilOn} is before from (${fromOn}); it is the last day and included`);
  }
  return reader.result({
    code: reader.required(code, 100),
    name: reader.required(name, 200),
    fromOn,
    untilOn,
    boundary: ('boundary' in checked ? checked.boundary : null) as Boundary,
  });
}

/** Which properties of a feature hold the ward's code and its name? */
export function wardNames(properties: object): Names {
  return { code: named(properties, CODES, 'cd'), name: named(properties, NAMES, 'nm') };
}

/** The properties of a feature that nothing is done with. */
export function ignoredWardProperties(feature: unknown): string[] {
  const { properties } = (feature ?? {}) as { properties?: object | null };
  const { code, name } = wardNames(properties ?? {});
  return Object.keys(properties ?? {}).filter((key) => ![code, name, 'from', 'until'].includes(key));
}

function named(properties: object, usual: readonly string[], ending: 'cd' | 'nm'): string | undefined {
  const keys = Object.keys(properties);
  const national = keys.filter((key) => new RegExp(`^wd\\d\\d${ending}$`, 'i').test(key)).sort();
  const plain = usual.map((wanted) => keys.find((key) => key.toLowerCase() === wanted));
  return plain.find((key) => key !== undefined) ?? national.at(-1);
}
