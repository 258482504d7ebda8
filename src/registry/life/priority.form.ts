import { formatDay, localDayOf, startOfLocalDay } from '../../common/calendar.js';
import { dateField, textField } from '../../web/fields.js';
import { HoldsVersion, IsOptionalText, IsRequiredText, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import type { LifeForm } from './life-form.js';
import { PRIORITIES } from './priorities.kind.js';
import type { PriorityFields, PriorityRow } from './priorities.query.js';
import { dayFields, HasDays, readDay } from '../../web/typed-day.js';

/** As long as an import takes it. */
export const LONGEST_TEXT = 10_000;

@HasDays('issuedOn', 'actionOn', 'endedOn')
class PriorityForm {
  @IsRequiredText(LONGEST_TEXT, 'Enter what the issue is') issue: string;
  @IsOptionalText(LONGEST_TEXT) action?: string;
  @HoldsVersion() version?: unknown;
}

/** A priority's issue and action with their days, and when it ends. */
export const PRIORITY_FORM: LifeForm<PriorityFields, PriorityRow> = {
  kind: PRIORITIES,
  segment: 'priorities',
  titles: { add: 'Add a priority', change: 'Change a priority' },
  defaults: {},
  blank: (todayOn) => dayFields('issuedOn', todayOn),
  typedOf: ({ issue, issueAt, action, actionAt, endedOn }) => ({
    issue,
    action: action ?? '',
    ...dayFields('issuedOn', localDayOf(issueAt)),
    ...dayFields('actionOn', actionAt && localDayOf(actionAt)),
    ...dayFields('endedOn', endedOn),
  }),
  async read(body) {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(PriorityForm, body);
    const issued = readDay(typed, 'issuedOn', 'The day of the issue', 'Enter the day of the issue');
    const acted = readDay(typed, 'actionOn', 'The day of the action');
    const ended = readDay(typed, 'endedOn', 'The day on which it ends');
    const fields: Partial<PriorityFields> = {
      issue: form.issue,
      action: form.action ?? null,
      actionAt: acted.day ? startOfLocalDay(acted.day) : null,
      endedOn: ended.day,
      ...(issued.day && { issueAt: startOfLocalDay(issued.day) }),
    };
    return { fields, errors: [...errors, ...issued.errors, ...acted.errors, ...ended.errors] };
  },
  fields: (typed, found, row) => [
    {
      component: 'textarea',
      params: textField('issue', 'What is the issue?', typed, found, {
        rows: 4,
        hint: { text: 'The public reads this. Do not name or describe anybody.' },
      }),
    },
    {
      component: 'date-input',
      params: dateField('issuedOn', 'Since when is it a priority?', typed, found),
    },
    {
      component: 'textarea',
      params: textField('action', 'What is done about it? (optional)', typed, found, { rows: 4 }),
    },
    {
      component: 'date-input',
      params: dateField('actionOn', 'Day of the action', typed, found, {
        hint: { text: 'Needed if there is an action. For example, 27 3 2026' },
      }),
    },
    ...(row
      ? [
          {
            component: 'date-input',
            params: dateField('endedOn', 'When does it end? (optional)', typed, found, {
              hint: { text: 'From this day on it is no longer shown as a priority' },
            }),
          },
        ]
      : []),
  ],
  lines: ({ issue, issueAt, action, actionAt, endedOn }) => [
    ['Issue', issue],
    ['Since', formatDay(localDayOf(issueAt))],
    ['Action', action ?? 'None yet'],
    ['Day of the action', actionAt ? formatDay(localDayOf(actionAt)) : 'None yet'],
    ['Ends', endedOn ? formatDay(endedOn) : 'Not set'],
  ],
};
