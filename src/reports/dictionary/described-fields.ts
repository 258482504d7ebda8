import 'reflect-metadata';

/** One field of a JSON document, as its class describes it to the API. */
export interface DescribedField {
  /** `figures[].previous.shown`; `[]` stands for each of a list. */
  name: string;
  type: string;
  /** `null` besides the type. */
  nullable: boolean;
  /** Reports that were kept before the field existed lack it. */
  optional: boolean;
  unit: string | null;
  /** Empty if nobody has described it, which a test forbids. */
  meaning: string;
  allowedValues: string[] | null;
  /** The version of the definitions since which reports have it. */
  since: string;
}

type Class = abstract new (...given: never[]) => object;

/** What `@ApiProperty` has written down of a property. */
interface Property {
  type?: unknown;
  isArray?: boolean;
  items?: { type?: unknown; enum?: unknown[] };
  enum?: unknown[];
  format?: string;
  nullable?: boolean;
  required?: boolean;
  description?: string;
}

// Where the decorators of @nestjs/swagger keep it; the package exports no name for either.
const NAMES = 'swagger/apiModelPropertiesArray';
const PROPERTY = 'swagger/apiModelProperties';
const FIRST_VERSION = '1.0';
const BUILT_IN = new Map<unknown, string>([
  [String, 'text'],
  [Number, 'number'],
  [Boolean, 'true or false'],
  ['string', 'text'],
  ['number', 'number'],
  ['boolean', 'true or false'],
]);
const FORMATS: Record<string, { type: string; unit: string }> = {
  date: { type: 'date', unit: 'local day' },
  'date-time': { type: 'instant', unit: 'date and time with its zone' },
};

/**
 * Every field of a class and of the classes it refers to, in their order, from the descriptions that the API is
 * documented with: nothing is written down a second time.
 */
export function describedFields(of: Class, prefix = ''): DescribedField[] {
  const names = (Reflect.getMetadata(NAMES, of.prototype as object) ?? []) as string[];
  return names.flatMap((marked) => {
    const name = marked.slice(1);
    const property = Reflect.getMetadata(PROPERTY, of.prototype as object, name) as Property;
    const { type, isList } = resolved(property);
    const path = `${prefix}${name}${isList ? '[]' : ''}`;
    const inner = BUILT_IN.has(type) ? [] : describedFields(type as Class, `${path}.`);
    return [fieldOf(path, name, property, { type, isList }), ...inner];
  });
}

function fieldOf(
  path: string,
  name: string,
  property: Property,
  { type, isList }: { type: unknown; isList: boolean },
): DescribedField {
  const { format, description = '', nullable = false, required = true } = property;
  const known = format === undefined ? undefined : FORMATS[format];
  const one = known?.type ?? BUILT_IN.get(type) ?? 'object';
  const allowed = property.enum ?? property.items?.enum;
  return {
    name: path,
    type: isList ? `list of ${one}s`.replace('true or falses', 'true or false') : one,
    nullable,
    optional: !required,
    unit: known?.unit ?? (name === 'days' ? 'days' : null),
    meaning: description,
    allowedValues: allowed ? allowed.map(String) : null,
    since: /\bkept before definitions (\d+\.\d+)/.exec(description)?.[1] ?? FIRST_VERSION,
  };
}

/** A class may be given as itself, in a list, or by a function that gives either. */
function resolved({ type, isArray = false, items }: Property): { type: unknown; isList: boolean } {
  if (type === 'array') return { type: items?.type, isList: true };
  if (Array.isArray(type)) return { type: type[0], isList: true };
  if (typeof type !== 'function' || BUILT_IN.has(type) || isClass(type)) return { type, isList: isArray };
  const given = (type as () => unknown)();
  return Array.isArray(given) ? { type: given[0], isList: true } : { type: given, isList: isArray };
}

// An arrow function has no prototype.
const isClass = (type: object): boolean => Object.hasOwn(type, 'prototype');
