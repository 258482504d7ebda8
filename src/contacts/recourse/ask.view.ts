import { formErrors } from '../../web/form-errors.js';
import type { FieldError } from '../../common/errors.js';
import { textField } from '../../web/fields.js';
import type { Texts } from '../../web/public-texts.js';
import type { Typed } from '../../web/typed.js';
import { lastDayOf } from './domain/recourse-times.js';
import type { AskPage } from './recourse.service.js';

/** The public's page, as component parameters: the form, that they have asked, or that it is too early. */
export function askView(
  texts: Texts,
  { reference, tooEarly, open, answeredAt }: AskPage,
  typed: Typed,
  errors: readonly FieldError[],
): { title: string; model: object } {
  const say = (key: string): string => texts.say(`ask.${key}`);
  const common = {
    t: texts.section('ask'),
    reference: texts.say('common.reference', { reference }),
    emergency: { text: texts.say('common.emergency'), iconFallbackText: texts.say('frame.warning') },
  };
  if (open) {
    const title = say('askedTitle');
    const asked = {
      panel: { titleText: title, text: common.reference },
      asked: texts.say('ask.asked', { moment: texts.moment(open.askedAt) }),
      due: texts.say('ask.due', { day: texts.day(lastDayOf(open.dueAt)) }),
    };
    return { title, model: { ...common, asked } };
  }
  if (tooEarly) return { title: say('earlyTitle'), model: { ...common, early: true } };
  const found = formErrors(errors);
  const { reason: wrong } = found.byField;
  const again = answeredAt && texts.say('ask.again', { moment: texts.moment(answeredAt) });
  const reason = textField('reason', say('reason'), typed, found, {
    rows: 6,
    hint: { text: say('reasonHint') },
    errorMessage: wrong && { ...wrong, visuallyHiddenText: texts.say('frame.mistake') },
  });
  const button = { text: say('send'), preventDoubleClick: true };
  return { title: say('title'), model: { ...common, form: { again, reason, button } } };
}
