import type { FieldError } from '../../common/errors.js';
import { CHANNEL_NAMES } from '../../contacts/wording.js';
import { choiceField, dateField, textField, timeField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { BY_HAND_CHANNELS } from './by-hand.form.js';

/** The page on which staff add what a person wrote or said since, as component parameters. */
export function messageView(
  { reference, waits }: { reference: string; waits: boolean },
  typed: Typed,
  errors: readonly FieldError[],
): object {
  const found = formErrors(errors);
  return {
    reference,
    waits,
    token: typed['token'],
    channel: choiceField(
      'channel',
      'How did the person get in touch?',
      Object.fromEntries(BY_HAND_CHANNELS.map((channel) => [channel, CHANNEL_NAMES[channel]!])),
      typed,
      found,
    ),
    date: dateField('on', 'When did they?', typed, found, { hint: { text: 'For example, 27 3 2026' } }),
    time: timeField('time', 'At what time?', typed, found),
    message: textField('message', 'What did they say?', typed, found, { rows: 6 }),
    asks: choiceField(
      'asks',
      'Does it ask anything new? (optional)',
      { yes: 'Yes', no: 'No, a thank-you or a remark' },
      typed,
      found,
      { hint: { text: 'If you leave this open it counts as a question' } },
    ),
    button: { text: 'Add the message', preventDoubleClick: true },
  };
}
