import { describe, expect, it } from '@jest/globals';
import { checkForm } from '../../web/validation.js';
import { AnswerForm, CommentaryForm, DecisionForm, IssueForm } from './issued.forms.js';
import { printedProblem } from './printed-text.js';

const CANNOT = 'The PDF of the report prints Latin, Greek and Cyrillic letters alone, and not';
const INSTEAD = 'Write it in those letters, or leave it out';

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
    ['At 中文, 中 and 😀', `${CANNOT} 中 (U+4E2D), 文 (U+6587), 😀 (U+1F600). ${INSTEAD}`],
    [
      '一二三四五六七',
      `${CANNOT} 一 (U+4E00), 二 (U+4E8C), 三 (U+4E09), 四 (U+56DB), 五 (U+4E94) and 2 more. ${INSTEAD}`,
    ],
    // Joined by a character that nobody sees: it is the pictures that are too much.
    ['So it was \u{1f469}\u200d\u{1f692}\ufe0f', `${CANNOT} 👩 (U+1F469), 🚒 (U+1F692). ${INSTEAD}`],
  ])('may not be %j', (text, problem) => expect(printedProblem(text)).toBe(problem));
});

describe('a form of a report', () => {
  const text = 'So\u202e it was';
  it.each([
    ['commentary', CommentaryForm, { exception: 'gap:N1', text }, 'text'],
    ['reason of a correction', IssueForm, { reason: text }, 'reason'],
    ['remarks', DecisionForm, { decision: 'assured', remarks: text }, 'remarks'],
    ['question', DecisionForm, { decision: 'assured', 'question-2': text }, 'question-2'],
    ['answer', AnswerForm, { text }, 'text'],
  ] as [string, new () => object, Record<string, string>, string][])(
    'refuses what nobody sees: %s',
    async (_what, form, typed, field) => {
      expect((await checkForm(form, typed)).errors).toEqual([
        { field, message: expect.stringContaining('U+202E') },
      ]);
      expect((await checkForm(form, { ...typed, [field]: 'So it was' })).errors).toEqual([]);
    },
  );
});
