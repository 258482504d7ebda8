import { formatDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { dateField, textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import { renderTemplate } from '../../web/templates.js';
import type { Typed } from '../../web/typed.js';
import type { DayRange } from '../domain/day-range.js';
import { coversDay } from '../domain/day-range.js';
import { neighbourhoodHref, officerText } from '../officer-wording.js';
import { type HistoryPage, historyView } from '../history.view.js';
import type { CommandAreaChange } from './command-area-history.query.js';
import { bothVersions, commandAreaChangeSaid } from './command-area-history.view.js';
import type { CommandAreaRow } from './command-areas.query.js';

export const areaHref = (code: string): string => `/command-areas/${encodeURIComponent(code)}`;

interface Viewer {
  todayOn: string;
  mayChange: boolean;
  showsWithheld: boolean;
  typed: Typed;
  errors: readonly FieldError[];
}

/** The command areas with how many neighbourhoods belong to them today, as component parameters. */
export function commandAreasView(rows: readonly CommandAreaRow[], viewer: Viewer): object {
  const { todayOn, mayChange, typed, errors } = viewer;
  const found = formErrors(errors);
  return {
    none: rows.length === 0,
    table: {
      caption: `Command areas on ${formatDay(todayOn)}`,
      captionClasses: 'govuk-visually-hidden',
      head: [
        { text: 'Command area' },
        { text: 'Code' },
        { text: 'Neighbourhoods', format: 'numeric' },
        { text: 'Supervisors' },
      ],
      rows: rows.map((area) => [
        { html: renderTemplate('partials/link', { href: areaHref(area.code), text: area.name }) },
        { text: area.code },
        {
          text: String(area.neighbourhoods.filter((one) => coversDay(one, todayOn)).length),
          format: 'numeric',
        },
        {
          text: area.supervisors
            .filter((one) => coversDay(one, todayOn))
            .map((one) => officerText(one, viewer.showsWithheld))
            .join('; '),
        },
      ]),
    },
    form: mayChange && {
      code: textField('code', 'Code', typed, found, { classes: 'govuk-input--width-10' }),
      name: textField('name', 'Name', typed, found),
      from: dateField('from', 'First day', typed, found, { hint: { text: 'For example, 27 3 2026' } }),
      button: { text: 'Add the command area', preventDoubleClick: true },
    },
  };
}

const DONE: Record<string, string> = {
  changed: 'The command area has been changed',
  unchanged: 'Nothing was changed: this is how it was already',
};

interface AreaPageState {
  done: string | undefined;
  /** Did somebody else change it after what was typed was begun? */
  changed: boolean;
  history: HistoryPage<CommandAreaChange> | null;
}

/** One command area with what belongs to it and who supervises it, today and later. */
export function commandAreaPageView(
  area: CommandAreaRow,
  viewer: Viewer,
  { done, changed, history }: AreaPageState,
): object {
  const { todayOn, mayChange, typed } = viewer;
  return {
    code: area.code,
    name: area.name,
    // What was shown stays what the forms are laid over, until both versions have been seen.
    version: changed ? area.version : (typed['version'] ?? area.version),
    both: changed && bothVersions(area, typed),
    banner: done !== undefined &&
      Object.hasOwn(DONE, done) && { type: done === 'changed' ? 'success' : undefined, text: DONE[done] },
    since: area.fromOn && formatDay(area.fromOn),
    neighbourhoods: area.neighbourhoods.length > 0 && {
      caption: 'Neighbourhoods of this area',
      captionClasses: 'govuk-visually-hidden',
      head: ['Neighbourhood', 'From', 'Until'].map((text) => ({ text })),
      rows: area.neighbourhoods.map((one) => [
        {
          html: renderTemplate('partials/link', {
            href: neighbourhoodHref(one.code),
            text: `${one.name} (${one.code})`,
          }),
        },
        ...daysCells(one, todayOn),
      ]),
    },
    supervisors: area.supervisors.length > 0 && {
      caption: 'Supervisors of this area',
      captionClasses: 'govuk-visually-hidden',
      head: ['Officer', 'Collar number', 'From', 'Until'].map((text) => ({ text })),
      rows: area.supervisors.map((one) => [
        { text: officerText(one, viewer.showsWithheld) },
        { text: one.collarNumber },
        ...daysCells(one, todayOn),
      ]),
    },
    forms: mayChange && formsOf(area, viewer),
    history: history && historyView(areaHref(area.code), history, commandAreaChangeSaid),
  };
}

function daysCells({ fromOn, untilOn }: DayRange, todayOn: string): object[] {
  return [
    { text: fromOn > todayOn ? `${formatDay(fromOn)} (coming)` : formatDay(fromOn) },
    { text: untilOn ? formatDay(untilOn) : 'Further notice' },
  ];
}

function formsOf(area: CommandAreaRow, { typed, errors }: Viewer): object {
  const found = formErrors(errors);
  const hint = { hint: { text: 'For example, 27 3 2026' } };
  const last = { hint: { text: 'Leave it blank if it goes on until further notice' } };
  const code = textField('neighbourhood', 'Code of the neighbourhood', typed, found, {
    classes: 'govuk-input--width-10',
    hint: { text: 'To end what is recorded, give its first day again and the last day' },
  });
  const number = textField('collarNumber', 'Collar number', typed, found, {
    classes: 'govuk-input--width-10',
    hint: { text: 'A sergeant, an inspector or above' },
  });
  return {
    neighbourhood: [
      { component: 'input', params: code },
      { component: 'date-input', params: dateField('neighbourhood-from', 'First day', typed, found, hint) },
      { component: 'date-input', params: dateField('neighbourhood-until', 'Last day', typed, found, last) },
      { component: 'button', params: { text: 'Save the neighbourhood', preventDoubleClick: true } },
    ],
    supervisor: [
      { component: 'input', params: number },
      { component: 'date-input', params: dateField('supervisor-from', 'First day', typed, found, hint) },
      { component: 'date-input', params: dateField('supervisor-until', 'Last day', typed, found, last) },
      { component: 'button', params: { text: 'Save the supervisor', preventDoubleClick: true } },
    ],
    name: [
      {
        component: 'input',
        params: textField('name', 'Name', typed, found, { value: typed['name'] ?? area.name }),
      },
      { component: 'button', params: { text: 'Rename', preventDoubleClick: true } },
    ],
  };
}
