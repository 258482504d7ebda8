import type { FieldError } from '../../common/errors.js';
import { MOST_FILE_TEXT } from '../../contacts/attachments/attachment-wording.js';
import { MOST_FILES } from '../../contacts/attachments/domain/file-kind.js';
import { placeField } from '../../registry/registry-fields.js';
import { choiceField, dateField, textField, timeField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { filesField } from '../files-field.js';
import type { Place } from '../place.query.js';
import { BY_HAND_CHANNELS } from './by-hand.form.js';
import { CHANNEL_NAMES } from '../../contacts/wording.js';

const FILES_HINT = `Up to ${MOST_FILES} pictures (JPEG, PNG or WebP) or PDFs, each smaller than ${MOST_FILE_TEXT}. Place and time are taken out of pictures; a PDF is kept as it is`;

/** The page on which staff enter a call or a conversation, as component parameters. */
export function byHandView(places: readonly Place[], typed: Typed, errors: readonly FieldError[]): object {
  const found = formErrors(errors);
  return {
    token: typed['token'],
    noPlaces: places.length === 0,
    neighbourhood: placeField('neighbourhood', 'Which neighbourhood is it about?', places, typed, found),
    channel: choiceField(
      'channel',
      'How did the person get in touch?',
      Object.fromEntries(BY_HAND_CHANNELS.map((channel) => [channel, CHANNEL_NAMES[channel]!])),
      typed,
      found,
    ),
    date: dateField('on', 'When did they?', typed, found, {
      hint: { text: 'The 72 hours run from when the person spoke or wrote. For example, 27 3 2026' },
    }),
    time: timeField('time', 'At what time?', typed, found),
    subject: textField('subject', 'What is it about, in a few words?', typed, found),
    message: textField('message', 'What did they say?', typed, found, { rows: 6 }),
    name: textField('name', 'Name (optional)', typed, found, {
      autocomplete: 'off',
      classes: 'govuk-input--width-20',
    }),
    email: textField('email', 'Email (optional)', typed, found, {
      type: 'email',
      autocomplete: 'off',
      classes: 'govuk-input--width-20',
    }),
    telephone: textField('telephone', 'Telephone (optional)', typed, found, {
      type: 'tel',
      autocomplete: 'off',
      classes: 'govuk-input--width-20',
    }),
    address: textField('address', 'Address (optional)', typed, found, { rows: 3 }),
    files: filesField('Files they gave you (optional)', FILES_HINT, found),
    button: { text: 'Enter the contact', preventDoubleClick: true },
  };
}
