import { describe, expect, it } from '@jest/globals';
import { NotStrictJson, parseStrictJson } from './strict-json.js';

describe('JSON that everybody reads alike', () => {
  it.each([
    ['{"a":1,"b":{"a":2}}', { a: 1, b: { a: 2 } }],
    ['[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    [' { "a" :\n "b\\":{" } ', { a: 'b":{' }],
    ['{"a":"{\\"x\\":1,\\"x\\":2}"}', { a: '{"x":1,"x":2}' }],
    ['{"a":["x","x"],"x":"a"}', { a: ['x', 'x'], x: 'a' }],
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
  ])('%s is refused', (text, why) => {
    expect(() => parseStrictJson(text)).toThrow(new NotStrictJson(why));
  });
});
