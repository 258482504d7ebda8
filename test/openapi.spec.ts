import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  [keyword: string]: unknown;
}

const { schemas } = (
  JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as { components: { schemas: Record<string, Schema> } }
).components;

/** Any of these says what a value looks like. */
const SAYS_MORE = ['properties', 'additionalProperties', 'allOf', 'oneOf', 'anyOf', '$ref'];

/** What a description says nothing of: any object, or an array of anything. Fields of a union are reflected as that. */
function vague(schema: Schema, path: string): string[] {
  const saysMore = SAYS_MORE.some((keyword) => keyword in schema);
  const own = (schema.type === 'object' && !saysMore) || (schema.type === 'array' && !schema.items);
  return [
    ...(own ? [path] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => vague(each, `${path}.${name}`)),
    ...(schema.items ? vague(schema.items, `${path}[]`) : []),
  ];
}

describe('the description of the API', () => {
  it('says of every field what it holds', () => {
    expect(Object.keys(schemas).length).toBeGreaterThan(100);
    expect(Object.entries(schemas).flatMap(([name, schema]) => vague(schema, name))).toEqual([]);
  });

  it.each<[string, Schema, string[]]>([
    ['any object', { type: 'object', properties: { unit: { type: 'object' } } }, ['A.unit']],
    ['any object in a list', { type: 'array', items: { type: 'object' } }, ['A[]']],
    ['a list of anything', { type: 'object', properties: { all: { type: 'array' } } }, ['A.all']],
    ['a map', { type: 'object', additionalProperties: { type: 'number' } }, []],
    ['a text', { type: 'object', properties: { unit: { type: 'string' } } }, []],
  ])('would be found vague or not: %s', (_case, schema, found) => {
    expect(vague(schema, 'A')).toEqual(found);
  });
});
