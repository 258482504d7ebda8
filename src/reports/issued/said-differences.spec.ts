import { describe, expect, it } from '@jest/globals';
import { report } from '../../../test/support/two-reports.js';
import type { Commentary, OpenQuestion, PreviousDecision } from './issued-document.js';
import { type SaidBeside, saidChanged } from './said-differences.js';

const ANN = { id: 'a', role: 'force-admin' as const, name: 'Ann Ward' };
const SAID: Commentary = {
  ...{ exception: 'missed:NC04', kind: 'missed', neighbourhood: 'NC04', name: 'Abbey' },
  ...{ words: '1 of 6 missed', text: 'Two left.', writtenAt: '2026-04-01T00:00:00.000Z', writtenBy: ANN },
};
const QUESTION: OpenQuestion = {
  ...{ id: 'q', text: 'Who answers?', followUpOn: '2026-12-01', answers: [] },
  decidedAt: '2026-04-02T00:00:00.000Z',
  report: { id: 'r', version: 1, fromOn: '2026-03-01', toOn: '2026-03-31' },
};
const ANSWERED: OpenQuestion = {
  ...QUESTION,
  answers: [{ text: 'The control room.', answeredAt: '2026-04-03T00:00:00.000Z', answeredBy: ANN }],
};
const DECISION: PreviousDecision = {
  ...{ id: 'd', decision: 'partly-assured', remarks: 'Well kept.', decidedAt: '2026-04-02T00:00:00.000Z' },
  decidedBy: { id: 'l', role: 'local-policing-body', name: 'Lee' },
  questions: [],
  report: { id: 'r', version: 1, fromOn: '2026-03-01', toOn: '2026-03-31' },
};
const version = (fields: Partial<SaidBeside> = {}): SaidBeside => ({
  ...{ report: report(), commentaries: [], previousDecision: null, openQuestions: [] },
  ...{ changesSincePrevious: null, changesSincePreviousTally: null, ...fields },
});
const commented = (fields: Partial<Commentary> = {}): SaidBeside =>
  version({ commentaries: [{ ...SAID, ...fields }] });

const COMMENTARY = { title: 'Commentary', place: 'Abbey (NC04): 1 of 6 missed' };
const BODY = { place: 'Whole force' };

describe('what two versions say otherwise beside their figures', () => {
  it.each<[string, SaidBeside, SaidBeside, object[]]>([
    ['nothing', commented(), commented(), []],
    ['a commentary came', version(), commented(), [{ ...COMMENTARY, was: 'none', is: 'Two left.' }]],
    ['one was taken back', commented(), version(), [{ ...COMMENTARY, was: 'Two left.', is: 'none' }]],
    [
      'one reads otherwise',
      commented(),
      commented({ text: 'Three left.' }),
      [{ ...COMMENTARY, was: 'Two left.', is: 'Three left.' }],
    ],
    [
      'one reads otherwise, and so does its exception, which stands beside it as it is now',
      commented({ words: '0 of 6 missed' }),
      commented({ text: 'Three left.' }),
      [{ ...COMMENTARY, was: 'Two left.', is: 'Three left.' }],
    ],
    [
      'one stands at an exception that reads otherwise',
      commented(),
      commented({ words: '2 of 7 missed' }),
      [
        {
          ...{ title: 'Exception with the same commentary', place: 'Abbey (NC04)' },
          ...{ was: '1 of 6 missed', is: '2 of 7 missed' },
        },
      ],
    ],
    [
      'one was saved again as it was',
      commented(),
      commented({ writtenAt: '2026-04-09T00:00:00.000Z' }),
      [
        {
          ...COMMENTARY,
          title: 'Commentary with the same text: by whom',
          was: expect.stringContaining('Ann Ward, Force administrator, ') as unknown,
          is: expect.stringContaining('9 April 2026') as unknown,
        },
      ],
    ],
    [
      'what differs in a long one is seen',
      commented({ text: `${'x'.repeat(2000)} Two left.` }),
      commented({ text: `${'x'.repeat(2000)} Three left.` }),
      [
        {
          ...COMMENTARY,
          was: expect.stringMatching(/^…x{54,} Two left\.$|^…x+ Two left\.$/) as unknown,
          is: expect.stringMatching(/^…x+ Three left\.$/) as unknown,
        },
      ],
    ],
    [
      'something was decided since',
      version(),
      version({ previousDecision: DECISION }),
      [
        {
          ...{ title: 'Last decision of the local policing body', was: 'none', ...BODY },
          is: expect.stringMatching(
            /^Partly assured: on .*2 April 2026.* about March 2026, version 1\. Well kept\.$/,
          ) as unknown,
        },
      ],
    ],
    [
      'a question was answered since',
      version({ openQuestions: [QUESTION] }),
      version({ openQuestions: [ANSWERED] }),
      [
        {
          ...{ title: 'Question of the local policing body', ...BODY },
          was: 'Who answers? Follow up on 1 December 2026. Not answered yet.',
          is: 'Who answers? Follow up on 1 December 2026. Answered: The control room.',
        },
      ],
    ],
    [
      'a question is one of an earlier decision now, and reads the same',
      version({ previousDecision: { ...DECISION, questions: [QUESTION] } }),
      version({ previousDecision: DECISION, openQuestions: [QUESTION] }),
      [],
    ],
    [
      'a question is settled',
      version({ openQuestions: [QUESTION] }),
      version(),
      [
        {
          ...{ title: 'Question of the local policing body', ...BODY },
          ...{ was: expect.stringContaining('Who answers?') as unknown, is: 'none' },
        },
      ],
    ],
    [
      'the report of the preceding period was issued since',
      version(),
      version({ changesSincePrevious: [{ title: 'Share met', was: '1', is: '2', place: 'Whole force' }] }),
      [
        {
          ...{ title: 'What changed in the data since the last report', ...BODY },
          ...{ was: 'no report of it was issued', is: '1' },
        },
      ],
    ],
  ])('%s', (_case, was, is, changes) => {
    expect(saidChanged(was, is)).toEqual(changes);
  });

  it('tells commentaries in the order of their exceptions, those taken back last', () => {
    const at = (exception: string, name: string): Commentary => ({ ...SAID, exception, name });
    const [was, is] = [
      version({ commentaries: [at('missed:A', 'Abbey')] }),
      version({ commentaries: [at('missed:C', 'Castle'), at('missed:B', 'Beach')] }),
    ];
    expect(saidChanged(was, is).map(({ place }) => place)).toEqual([
      'Castle (NC04): 1 of 6 missed',
      'Beach (NC04): 1 of 6 missed',
      'Abbey (NC04): 1 of 6 missed',
    ]);
  });
});
