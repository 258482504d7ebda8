import { describe, expect, it } from '@jest/globals';
import { NotStrictJson, parseStrictJson } from './strict-json.js';

describe('JSON that everybody reads alike', () => {
  it.each([
    ['{"a":1,"b":{"a":2}}', { a: 1, b: { a: 2 } }],
    ['[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    [' { "a" :\n "b\\":{" } ', { a: 'b":{' }],
    ['{"a":"{\\"x\\":1,\\"x\\":2}"}', { a: '{"x":1,"x":2}' }],
    ['{"a":["x","x"],"x":"a"}', { a: ['x', 'x'], x: 'a' }],
    ['[0,-1,0.5,1e+21,1e-7,-12.25,9007199254740991]', [0, -1, 0.5, 1e21, 1e-7, -12.25, 9007199254740991]],
    ['{"a":"1.0 -0 1e999","2.0":1}', { a: '1.0 -0 1e999', '2.0': 1 }],
    [`${'['.repeat(64)}${']'.repeat(64)}`, expect.anything()],
    ['"\\ud83d\\ude00 😀"', '😀 😀'],
  ])('%s is read', (text, value) => {
    expect(parseStrictJson(text)).toEqual(value);
  });

  it.each([
    ['{"a":1,"a":2}', 'The name "a" stands twice in one object.'],
    ['{"a":1,"\\u0061":2}', 'The name "a" stands twice in one object.'],
    ['{"x":[{"b":1 , "c":{}, "b" :1}]}', 'The name "b" stands twice in one object.'],
    ['{"a":1', 'It is cut short, or no JSON at all.'],
    ['', 'It is cut short, or no JSON at all.'],
    ["{'a':1}", 'It is cut short, or no JSON at all.'],
    ['{"a":"\\ud83d"}', 'A text holds half a character.'],
    ['{"\\ude00":1}', 'A text holds half a character.'],
    ['{"a":1e999}', 'The number 1e999 is too large.'],
    ['[-1e999]', 'The number -1e999 is too large.'],
    [
      '{"version":2.00000000000000000001}',
      'The number 2.00000000000000000001 is not written as RFC 8785 writes it: 2.',
    ],
    ['{"a":-0}', 'The number -0 is not written as RFC 8785 writes it: 0.'],
    ['{"a": 1.0 }', 'The number 1.0 is not written as RFC 8785 writes it: 1.'],
    ['[1E2]', 'The number 1E2 is not written as RFC 8785 writes it: 100.'],
    ['[1e21]', 'The number 1e21 is not written as RFC 8785 writes it: 1e+21.'],
    [
      '9007199254740993',
      'The number 9007199254740993 is not written as RFC 8785 writes it: 9007199254740992.',
    ],
  ])('%s is refused', (text, why) => {
    expect(() => parseStrictJson(text)).toThrow(new NotStrictJson(why));
  });

  it.each([65, 60_000])('what is nested %d deep is refused', (deep) => {
    for (const [begin, end] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const text = `${begin.repeat(deep)}1${end.repeat(deep)}`;
      expect(() => parseStrictJson(text)).toThrow(new NotStrictJson('It is nested more than 64 deep.'));
    }
  });
});
