import type { DateTime } from 'luxon';
import type { FieldError } from '../../common/errors.js';
import { isToChooseAgain, shortName } from '../../contacts/attachments/attachment-wording.js';
import { MOST_FILE_BYTES, MOST_FILES } from '../../contacts/attachments/domain/file-kind.js';
import type { SentFiles, WrongFile } from '../../contacts/attachments/received-files.js';
import { textField } from '../../web/fields.js';
import { type FormErrors, formErrors } from '../../web/form-errors.js';
import type { Texts } from '../../web/public-texts.js';
import type { Typed } from '../../web/typed.js';
import { filesField } from '../files-field.js';

/** The public's form, as component parameters. */
export function webFormView(
  texts: Texts,
  place: { name: string; forceName: string },
  typed: Typed,
  errors: readonly FieldError[],
): object {
  const found = spoken(formErrors(errors), texts);
  const say = (key: string): string => texts.say(`contact.${key}`);
  return {
    t: texts.section('contact'),
    heading: texts.say('contact.heading', { place: place.name }),
    forceName: place.forceName,
    token: typed['token'],
    warning: { text: say('emergency'), iconFallbackText: texts.say('frame.warning') },
    subject: textField('subject', say('subject'), typed, found),
    message: textField('message', say('message'), typed, found, { rows: 8 }),
    name: textField('name', say('name'), typed, found, {
      autocomplete: 'name',
      classes: 'govuk-input--width-20',
    }),
    email: textField('email', say('email'), typed, found, {
      type: 'email',
      autocomplete: 'email',
      spellcheck: false,
      classes: 'govuk-input--width-20',
      hint: { text: say('emailHint') },
    }),
    telephone: textField('telephone', say('telephone'), typed, found, {
      type: 'tel',
      autocomplete: 'tel',
      classes: 'govuk-input--width-20',
    }),
    files: filesField(texts.say('contact.files'), texts.say('contact.filesHint', LIMITS), found),
    button: { text: say('send'), preventDoubleClick: true },
  };
}

const LIMITS = { most: MOST_FILES, size: MOST_FILE_BYTES / 1024 / 1024 };

/** What is wrong with files that came; or, where the form comes back for something else, that they are not kept. */
export function filesSaid(texts: Texts, wrong: readonly WrongFile[], sent?: SentFiles): FieldError[] {
  const said = wrong.map(({ problem, name }) =>
    texts.say(`files.${problem}`, { file: shortName(name), ...LIMITS }),
  );
  if (sent && isToChooseAgain(sent, wrong)) said.push(texts.say('files.again'));
  return said.map((message) => ({ field: 'files', message }));
}

/** Before each mistake a word is read aloud that nobody sees. */
function spoken({ byField, ...errors }: FormErrors, texts: Texts): FormErrors {
  const visuallyHiddenText = texts.say('frame.mistake');
  return {
    ...errors,
    byField: Object.fromEntries(
      Object.entries(byField).map(([field, error]) => [field, { ...error, visuallyHiddenText }]),
    ),
  };
}

/** What the person sees after sending: the reference, and by when they will hear. */
export function receivedView(
  texts: Texts,
  reference: string,
  dueAt: DateTime | null,
  forceName: string,
): object {
  return {
    t: texts.section('sent'),
    panel: { titleText: texts.say('sent.title'), text: texts.say('common.reference', { reference }) },
    due: dueAt && texts.say('sent.due', { due: texts.moment(dueAt) }),
    recourseHow: texts.say('common.recourse', { force: forceName }),
  };
}
