import { formatInstant, formatShort } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { neighbourhoodHref } from '../../registry/officer-wording.js';
import { textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import { renderComponent } from '../../web/govuk-components.js';
import { renderTemplate } from '../../web/templates.js';
import type { Typed } from '../../web/typed.js';
import { type AlertsPage, ALERTS_A_PAGE } from './alerts-page.service.js';
import type { OpenGap, PlaceChoice } from './open-gaps.query.js';
import { type AlertState, LOOKED_THROUGH, type RaisedAlert } from './raised-alerts.query.js';
import { aboutText, alertTags, recipientLines, untoldText } from './told.view.js';

const STATE_NAMES: Record<AlertState, string> = {
  waiting: 'Waiting to be sent, held by quiet hours too',
  late: 'Late',
  failed: 'Could not be sent',
  unheard: 'Nobody could be told yet',
  sent: 'Sent',
  withdrawn: 'Withdrawn',
  superseded: 'Not sent, a later one said more',
};

/** More gaps than these are no list to read but a registry to put in order. */
const GAPS_SHOWN = 20;

export interface AlertsPageState {
  typed: Typed;
  errors: readonly FieldError[];
  showsWithheld: boolean;
  /** May they change what the response standard says? */
  mayChangeStandard: boolean;
}

/** What was sent to whom and when, what failed, what is late, what waits, as component parameters. */
export function alertsView(page: AlertsPage, state: AlertsPageState): object {
  const { alerts, older, lookedBackTo, now } = page;
  return {
    gaps: gapsView(page.gaps),
    standardLink: state.mayChangeStandard,
    filter: filterView(page.places, state),
    empty: alerts.length === 0,
    asAt: formatShort(now),
    shortened:
      lookedBackTo &&
      alerts.length < ALERTS_A_PAGE &&
      `Looked through ${LOOKED_THROUGH.toLocaleString('en-GB')} alerts, back to ${formatShort(lookedBackTo)}. There are older ones.`,
    table: {
      caption: `Alerts, the latest first, as at ${formatShort(now)}`,
      captionClasses: 'govuk-visually-hidden',
      classes: 'app-table--compact',
      head: ['Raised', 'Contact', 'Neighbourhood', 'About', 'State', 'To whom and when'].map((text) => ({
        text,
      })),
      rows: alerts.map((alert) => tableRow(alert, page, state)),
    },
    pagination: (older !== null || state.typed['before'] !== undefined) && paginationOf(older, state.typed),
  };
}

function tableRow(alert: RaisedAlert, page: AlertsPage, { showsWithheld }: AlertsPageState): object[] {
  const { reference } = alert;
  return [
    { text: formatShort(alert.raisedAt) },
    {
      html: renderTemplate('partials/link', { href: `/contacts/${reference}`, text: reference }),
      classes: 'app-unbroken',
    },
    { text: alert.neighbourhoodName },
    { text: aboutText(alert) },
    {
      html: alertTags(alert, page)
        .map((params) => renderComponent('tag', params))
        .join(' '),
    },
    {
      html: renderTemplate('pages/alerts/told', {
        untold: untoldText(alert),
        lines: recipientLines(alert, page.now, showsWithheld),
      }),
    },
  ];
}

function gapsView(gaps: readonly OpenGap[]): object | false {
  return (
    gaps.length > 0 && {
      list: gaps.slice(0, GAPS_SHOWN).map(({ code, name, openedAt }) => ({
        href: neighbourhoodHref(code),
        text: `${name} (${code})`,
        since: formatInstant(openedAt),
      })),
      more: Math.max(0, gaps.length - GAPS_SHOWN),
    }
  );
}

function filterView(places: readonly PlaceChoice[], { typed, errors }: AlertsPageState): object {
  const wrong = formErrors(errors);
  const select = (name: string, label: string, all: string, options: [string, string][]): object => ({
    id: name,
    name,
    label: { text: label, classes: 'govuk-label--s' },
    errorMessage: wrong.byField[name],
    items: [['', all] as const, ...options].map(([value, text]) => ({
      value,
      text,
      selected: value === (typed[name] ?? ''),
    })),
  });
  const day = (name: string, label: string): object =>
    textField(name, label, typed, wrong, { classes: 'govuk-input--width-10', type: 'date' });
  const codes = new Map(places.map(({ code, name }) => [code, `${name} (${code})`]));
  return {
    state: select('state', 'State', 'All', Object.entries(STATE_NAMES)),
    neighbourhood: select('neighbourhood', 'Neighbourhood', 'All', [...codes]),
    from: day('from', 'Raised from'),
    to: day('to', 'Raised until'),
    button: { text: 'Show alerts', classes: 'govuk-button--secondary' },
    open: Object.values(typed).some((value) => value),
  };
}

function paginationOf(older: string | null, { before, ...typed }: Typed): object {
  const asked = Object.entries(typed).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const to = (more: [string, string][]): { href: string } => {
    const query = new URLSearchParams([...asked, ...more]).toString();
    return { href: query === '' ? '/alerts' : `/alerts?${query}` };
  };
  return {
    ...(before !== undefined && { previous: { ...to([]), text: 'Latest alerts' } }),
    ...(older !== null && { next: { ...to([['before', older]]), text: 'Older alerts' } }),
  };
}
