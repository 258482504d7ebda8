import type { FieldError } from '../../common/errors.js';
import { choiceField, dateField, textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { DECISION_WORDS } from './decision-words.js';
import type { Decision, Question } from './issued-document.js';
import { decisionView } from './issued-page.view.js';
import { issuedHref } from './issued-list.view.js';
import { QUESTION_NUMBERS } from './issued.forms.js';

interface Filled {
  caption: string;
  reportId: string;
  typed: Typed;
  errors: readonly FieldError[];
  /** How many were there when what is typed was begun. */
  version: string;
  /** Somebody was quicker; what they recorded stands on the page. */
  changed: boolean;
}

/** The form for a decision with its questions. */
export function decisionFormView(filled: Filled, decisions: readonly Decision[]): object {
  const { caption, reportId, typed, errors, version, changed } = filled;
  const wrong = formErrors(errors);
  const [last] = decisions;
  return {
    caption,
    version,
    changed,
    last: last && decisionView(last, reportId, 'local-policing-body'),
    decision: choiceField('decision', 'Is the local policing body assured?', DECISION_WORDS, typed, wrong),
    remarks: textField('remarks', 'Remarks (optional)', typed, wrong, {
      rows: 5,
      hint: {
        text: 'Shown on this report and on the next one. If you are not assured, say why here or ask a question. Do not name a member of the public.',
      },
    }),
    questions: QUESTION_NUMBERS.map((number) => ({
      number,
      text: textField(`question-${number}`, `Question ${number} (optional)`, typed, wrong, { rows: 3 }),
      followUp: dateField(`followUp-${number}`, 'Follow up on (optional)', typed, wrong, {
        hint: { text: 'For example, 27 3 2027' },
        fieldset: { legend: { text: `Follow up question ${number} on (optional)` } },
      }),
    })),
    button: { text: 'Record the decision', preventDoubleClick: true },
    cancelHref: issuedHref(reportId),
  };
}

/** The form for the force's answer to a question. */
export function answerFormView(filled: Filled, { text, answers }: Question): object {
  const { caption, reportId, typed, errors, version, changed } = filled;
  return {
    caption,
    version,
    changed,
    question: text,
    answers: answers.map((answer) => answer.text),
    field: textField('text', 'Answer of the force', typed, formErrors(errors), {
      rows: 8,
      hint: {
        text: 'It cannot be changed once it is recorded; a later answer is added below it. Do not name a member of the public.',
      },
    }),
    button: { text: 'Record the answer', preventDoubleClick: true },
    cancelHref: issuedHref(reportId),
  };
}
