import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { formatInstant, localDayOf } from '../../common/calendar.js';
import { wholeNumber } from '../../common/pagination.js';
import { choiceField, dateField, textField, timeField } from '../../web/fields.js';
import type { FormErrors } from '../../web/form-errors.js';
import { HoldsVersion, IsOptionalText, IsRequiredText, type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { EVENT_LABELS, EVENT_TYPES, type EventType } from './domain/event-type.js';
import { readEnd, readStart, timeText } from './event-times.js';
import { EVENTS } from './events.kind.js';
import type { EventFields, EventRow } from './events.query.js';
import type { FormField, LifeForm } from './life-form.js';
import { LONGEST_TEXT } from './priority.form.js';
import { dayFields, HasDays } from '../../web/typed-day.js';

export const MOST_PEOPLE = 1_000_000;

@HasDays('startsAt', 'endsAt')
class EventForm {
  @IsIn(EVENT_TYPES, { message: 'Choose what it is' }) type: EventType;
  @IsRequiredText(200, 'Enter a title') title: string;
  @IsRequiredText(500, 'Enter where it is') address: string;
  @IsOptionalText(LONGEST_TEXT) description?: string;
  @IsOptionalText(20) startTime?: string;
  @IsOptionalText(20) endTime?: string;
  @IsOptionalText(320) email?: string;
  @IsOptionalText(40) telephone?: string;

  @IsOptional()
  @Transform(wholeNumber)
  @IsInt({ message: 'Enter how many came, as a whole number' })
  @Min(0, { message: 'Enter how many came, as a whole number' })
  @Max(MOST_PEOPLE, { message: `Enter at most ${MOST_PEOPLE}` })
  attended?: number;

  @IsOptional()
  @Transform(wholeNumber)
  @IsInt({ message: 'Enter how many volunteers there were, as a whole number' })
  @Min(0, { message: 'Enter how many volunteers there were, as a whole number' })
  @Max(MOST_PEOPLE, { message: `Enter at most ${MOST_PEOPLE}` })
  volunteers?: number;

  @HoldsVersion() version?: unknown;
}

/** A meeting, surgery or walk; once it has begun, who came. */
export const EVENT_FORM: LifeForm<EventFields, EventRow> = {
  kind: EVENTS,
  segment: 'events',
  titles: { add: 'Add an event', change: 'Change an event' },
  defaults: { attended: null, volunteers: null, cancelled: false },
  blank: () => ({}),
  typedOf: ({ type, title, address, description, startsAt, endsAt, email, telephone, ...row }) => ({
    type,
    title,
    address,
    description: description ?? '',
    ...dayFields('startsAt', localDayOf(startsAt)),
    startTime: timeText(startsAt),
    // The day of the end is asked for only where it is another.
    ...(endsAt && localDayOf(endsAt) !== localDayOf(startsAt) && dayFields('endsAt', localDayOf(endsAt))),
    endTime: endsAt ? timeText(endsAt) : '',
    email: email ?? '',
    telephone: telephone ?? '',
    attended: row.attended === null ? '' : String(row.attended),
    volunteers: row.volunteers === null ? '' : String(row.volunteers),
  }),
  async read(body) {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(EventForm, body);
    const start = readStart(typed);
    const end = readEnd(typed);
    const fields: Partial<EventFields> = {
      type: form.type,
      title: form.title,
      address: form.address,
      description: form.description ?? null,
      email: form.email ?? null,
      telephone: form.telephone ?? null,
      endsAt: end.at,
      ...(start.at && { startsAt: start.at }),
      // Asked for only once the event has begun.
      ...('attended' in typed && { attended: form.attended ?? null }),
      ...('volunteers' in typed && { volunteers: form.volunteers ?? null }),
    };
    return { fields, errors: [...errors, ...start.errors, ...end.errors] };
  },
  fields: (typed, found, row) => [
    ...aboutFields(typed, found),
    ...(row ? countFields(typed, found, row) : []),
  ],
  lines: (row) => [
    ['Type', EVENT_LABELS[row.type]],
    ['Title', row.title],
    ['Where', row.address],
    ['Description', row.description ?? 'None'],
    ['Starts', formatInstant(row.startsAt)],
    ['Ends', row.endsAt ? formatInstant(row.endsAt) : 'Not set'],
    ['Attended', row.attended === null ? 'Not counted' : String(row.attended)],
    ['Volunteers', row.volunteers === null ? 'Not counted' : String(row.volunteers)],
    ['Cancelled', row.cancelled ? 'Yes' : 'No'],
  ],
  further({ cancelled, attended, volunteers }) {
    if (cancelled) return { segment: 'reinstate', text: 'It takes place after all' };
    // Whoever came is proof that it took place.
    if (attended !== null || volunteers !== null) return null;
    return { segment: 'cancel', text: 'Cancel this event' };
  },
};

function aboutFields(typed: Typed, found: FormErrors): FormField[] {
  const time = (name: string, label: string): object => timeField(name, label, typed, found, '7:30pm');
  const short = { classes: 'govuk-input--width-20' };
  return [
    { component: 'radios', params: choiceField('type', 'What is it?', EVENT_LABELS, typed, found) },
    { component: 'input', params: textField('title', 'Title', typed, found) },
    { component: 'textarea', params: textField('address', 'Where is it?', typed, found, { rows: 3 }) },
    {
      component: 'textarea',
      params: textField('description', 'Description (optional)', typed, found, { rows: 4 }),
    },
    {
      component: 'date-input',
      params: dateField('startsAt', 'On which day?', typed, found, {
        hint: { text: 'For example, 27 3 2026' },
      }),
    },
    { component: 'input', params: time('startTime', 'At what time does it start?') },
    {
      component: 'input',
      params: time('endTime', 'At what time does it end? (optional)'),
    },
    {
      component: 'date-input',
      params: dateField('endsAt', 'Last day (optional)', typed, found, {
        hint: { text: 'Only if it ends on another day than it starts' },
      }),
    },
    {
      component: 'input',
      params: textField('email', 'Email for questions (optional)', typed, found, { ...short, type: 'email' }),
    },
    {
      component: 'input',
      params: textField('telephone', 'Telephone for questions (optional)', typed, found, {
        ...short,
        type: 'tel',
      }),
    },
  ];
}

function countFields(typed: Typed, found: FormErrors, { cancelled }: EventRow): FormField[] {
  if (cancelled) return [];
  const count = { classes: 'govuk-input--width-4', inputmode: 'numeric' };
  return [
    {
      component: 'input',
      params: textField('attended', 'How many members of the public came? (optional)', typed, found, {
        ...count,
        hint: { text: 'Once the event has begun' },
      }),
    },
    {
      component: 'input',
      params: textField('volunteers', 'How many volunteers took part? (optional)', typed, found, count),
    },
  ];
}
