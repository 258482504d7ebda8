import { describe, expect, it } from '@jest/globals';
import { codeProblem } from './neighbourhood-code.js';

describe('the code of a neighbourhood ("ids are opaque strings … with spaces in places")', () => {
  it.each([
    'NC04',
    '55.CR3001',
    'West End',
    'a/b',
    '/',
    '\\',
    '...',
    '.a',
    '%2e',
    '?#',
    'Tŷ',
    'x'.repeat(100),
  ])('may be %j', (code) => {
    expect(codeProblem(code)).toBeUndefined();
  });

  it.each([
    ['.', 'cannot be ".": no browser opens its address; choose another'],
    ['..', 'cannot be "..": no browser opens its address; choose another'],
    ['neighbourhoods', 'cannot be "neighbourhoods"'],
    ['a\nb', 'holds a character that nobody sees (U+000A, character 2); leave it out'],
    ['a\u0085', 'holds a character that nobody sees (U+0085, character 2); leave it out'],
    ['NC\u202e04', 'holds a character that nobody sees (U+202E, character 3); leave it out'],
    ['a\ud800', 'holds half of a character; leave it out'],
    ['', 'must be 1 to 100 characters, without spaces around it'],
    [' a', 'must be 1 to 100 characters, without spaces around it'],
    ['x'.repeat(101), 'must be 1 to 100 characters, without spaces around it'],
  ])('cannot be %j', (code, problem) => {
    expect(codeProblem(code)).toBe(problem);
  });
});
