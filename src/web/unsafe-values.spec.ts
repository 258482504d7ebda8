import { describe, expect, it } from '@jest/globals';
import { type DomainError } from '../common/errors.js';
import { refuseEndlessJson, refuseUnsafeValues } from './unsafe-values.js';

describe('unsafe values', () => {
  it.each([
    ['a NUL within lists', { a: [1, { b: ['x', 'y\0'] }] }, 'a.1.b.1'],
    ['half a character', { a: { b: '\ud800' } }, 'a.b'],
    ['a reserved name', { a: [{ toString: 1 }] }, 'a.0.toString'],
  ])('%s is named by its place', (_, value, field) => {
    expect(() => refuseUnsafeValues(value)).toThrow(
      expect.objectContaining({ kind: 'invalid', fields: [expect.objectContaining({ field })] }),
    );
  });

  it('a whole character and an emoji are none', () => {
    expect(() => refuseUnsafeValues({ a: ['é', '🚲'], b: null, c: 1 })).not.toThrow();
  });

  const named = (count: number): object =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, 0]));
  const listed = (count: number): object => Array.from({ length: count }, () => ({ a: 1 }));

  it.each([
    ['more names in an object than any has', { a: named(1001) }, 'Send at most 1000 fields in one object'],
    ['more names in the body itself', named(1001), 'Send at most 1000 fields in one object.'],
    ['more objects than any body has', { a: [listed(9000), listed(1000)] }, 'more than 10000 objects'],
  ])('%s are refused', (_, value, said) => {
    const told = (error: DomainError): string => error.fields[0]?.message ?? error.message;
    let error: unknown;
    try {
      refuseUnsafeValues(value);
    } catch (thrown) {
      error = thrown;
    }
    expect(told(error as DomainError)).toContain(said);
  });

  it('as many names and objects as may be are none', () => {
    expect(() => refuseUnsafeValues(listed(10_000))).not.toThrow();
    expect(() => refuseUnsafeValues({ a: named(1000) })).not.toThrow();
  });

  it('are looked for in a second among 400,000', () => {
    const began = performance.now();
    refuseUnsafeValues({ items: Array.from({ length: 400_000 }, () => 0) });
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('JSON without end', () => {
  const of = (text: string) => () => refuseEndlessJson(Buffer.from(text));

  it.each([
    ['as many values as may be', `[${'0,'.repeat(399_999)}0]`],
    ['one long text of commas and brackets', JSON.stringify({ a: ',[{'.repeat(500_000) })],
    ['a text of quotes and backslashes', JSON.stringify({ a: '",\\"[\\'.repeat(200_000) })],
    ['lists beside each other', `[${'[],'.repeat(100_000)}[]]`],
    ['32 levels', '['.repeat(32) + ']'.repeat(32)],
  ])('is not %s', (_, text) => {
    expect(of(text)).not.toThrow();
  });

  it.each([
    ['more values', `[${'0,'.repeat(400_000)}0]`, 'more than 400000 values'],
    ['more values, in objects', `[${'{"a":1},'.repeat(200_001)}0]`, 'more than 400000 values'],
    ['33 levels', '[{"a":'.repeat(17), 'more than 32 levels'],
    ['values after a text that ends in a backslash', `["\\\\",${'0,'.repeat(400_000)}0]`, '400000 values'],
  ])('is %s', (_, text, said) => {
    expect(of(text)).toThrow(said);
  });
});
