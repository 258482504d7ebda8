import { describe, expect, it } from '@jest/globals';
import { printedProblem } from './printed-text.js';

describe('a text that is to stand in every format of a report', () => {
  it.each([
    '',
    'Two officers were away.\r\n\r\n\tThey are “back” – since 3 May…',
    'Llŷn, w\u0302, café, £5, 72\u00a0h',
  ])('may be %j', (text) => expect(printedProblem(text)).toBeUndefined());

  it.each([
    [
      'Nothing\u202eelse',
      '“Nothingelse” holds a character that nobody sees (U+202E, character 8); leave it out',
    ],
    ['One\nTw\u200bo', '“Two” holds a character that nobody sees (U+200B, character 3); leave it out'],
    [
      'At 中文, 中 and 😀',
      'The PDF of the report cannot print 中 (U+4E2D), 文 (U+6587), 😀 (U+1F600). Write it in other letters',
    ],
    [
      '一二三四五六七',
      'The PDF of the report cannot print 一 (U+4E00), 二 (U+4E8C), 三 (U+4E09), 四 (U+56DB), 五 (U+4E94) and 2 more. Write it in other letters',
    ],
  ])('may not be %j', (text, problem) => expect(printedProblem(text)).toBe(problem));
});
