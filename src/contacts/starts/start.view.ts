import { formatInstant } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { dateField, textField, timeField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import type { ContactDetails } from '../contact-details.js';
import { questionText } from '../questions/questions.view.js';

/** The page on which a supervisor corrects a start, as component parameters. */
export function startView(details: ContactDetails, typed: Typed, errors: readonly FieldError[]): object {
  const found = formErrors(errors);
  const meant = details.clocks.find(({ question }) => String(question) === typed['question']);
  const row = { ...details.row, ...meant };
  const line = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
  return {
    reference: row.reference,
    question: row.question,
    summary: {
      rows: [
        ...(row.questions > 1 ? [line('Question', questionText(row)!)] : []),
        line('Starts', formatInstant(row.startedAt!)),
        line('Answer due', formatInstant(row.dueAt!)),
        line('Reached us', formatInstant(row.queryReceivedAt)),
      ],
    },
    date: dateField('startedOn', 'On which day did the person really write?', typed, found, {
      hint: { text: 'For example, 27 3 2026' },
    }),
    time: timeField('startedTime', 'At what time?', typed, found),
    reason: textField('reason', 'Why is the start wrong, and how do you know the right one?', typed, found, {
      rows: 4,
      hint: { text: 'Only staff read this' },
    }),
    button: { text: 'Correct the start', preventDoubleClick: true },
  };
}
