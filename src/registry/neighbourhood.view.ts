import { formatDay } from '../common/calendar.js';
import { renderComponent } from '../web/govuk-components.js';
import { renderTemplate } from '../web/templates.js';
import { ROLE_LABELS } from './domain/assignment-role.js';
import { coversDay } from './domain/day-range.js';
import type { AssignedOfficer } from './neighbourhood-list.query.js';
import type { NeighbourhoodDetail } from './neighbourhood-queries.js';
import { absentText, neighbourhoodHref, officerHref, officerText } from './officer-wording.js';

export interface NeighbourhoodPageState {
  forceId: string;
  todayOn: string;
  showsWithheld: boolean;
  /** Force admins see the team's mailbox and may change who is named. */
  mayChange: boolean;
  /** Supervisors and force admins may open an officer's page. */
  seesOfficers: boolean;
  done: string | undefined;
}

const DONE: Record<string, string> = {
  replaced: 'The named officer has been replaced',
  unchanged: 'Nothing was changed: this officer is the lead named officer on that day already',
  changed: 'The change has been saved',
  assigned: 'The officer has been assigned',
  ended: 'The last day has been saved',
};

/** One neighbourhood with everybody ever assigned to it, as component parameters. */
export function neighbourhoodView(detail: NeighbourhoodDetail, state: NeighbourhoodPageState): object {
  const { neighbourhood, assigned } = detail;
  const { todayOn, showsWithheld, mayChange, seesOfficers, done, forceId } = state;
  const href = neighbourhoodHref(neighbourhood.code);
  const named = assigned.filter((one) => coversDay(one, todayOn) && ['lead', 'named'].includes(one.role));
  const isWithheld = named.length > 0 && named.every(({ nameWithheld }) => nameWithheld);
  return {
    name: neighbourhood.name,
    code: neighbourhood.code,
    banner: done !== undefined &&
      Object.hasOwn(DONE, done) && { type: done === 'unchanged' ? undefined : 'success', text: DONE[done] },
    vacant: named.length === 0 && coversDay(detail, todayOn) && { text: 'Vacant', classes: 'govuk-tag--red' },
    withheld: isWithheld && {
      text: 'The name of the named officer is withheld: the public page shows the team’s contact details, and the neighbourhood counts as unpublished.',
    },
    summary: { rows: summaryRows(detail, mayChange) },
    replace: mayChange && {
      text: named.some(({ role }) => role === 'lead')
        ? 'Replace the lead named officer'
        : 'Name a lead officer',
      href: `${href}/named-officer`,
    },
    changeHref: mayChange && `${href}/change`,
    detailsHref: mayChange && `${href}/details`,
    assign: mayChange && {
      text: 'Assign an officer',
      href: `${href}/assignments/new`,
      classes: 'govuk-button--secondary',
    },
    lifeHref: `${href}/life`,
    publicHref: `/your-area/${encodeURIComponent(forceId)}/${encodeURIComponent(neighbourhood.code)}`,
    nobody: assigned.length === 0,
    table: {
      caption: 'Everybody assigned, past, present and coming',
      captionClasses: 'govuk-visually-hidden',
      head: [
        ...['Role', 'Officer', 'Collar number', 'From', 'Until', 'State'],
        ...(mayChange ? ['Change'] : []),
      ].map((text) => ({ text })),
      rows: assigned.map((one) => [
        { text: ROLE_LABELS[one.role] },
        { text: officerText(one, showsWithheld) + (coversDay(one, todayOn) ? absentText(one) : '') },
        seesOfficers
          ? {
              html: renderTemplate('partials/link', {
                href: officerHref(one.collarNumber),
                text: one.collarNumber,
              }),
            }
          : { text: one.collarNumber },
        { text: formatDay(one.fromOn) },
        { text: one.untilOn ? formatDay(one.untilOn) : 'Further notice' },
        { html: renderComponent('tag', stateTag(one, todayOn)) },
        ...(mayChange ? [endCell(one, href, todayOn)] : []),
      ]),
    },
  };
}

/** Nothing is to be ended of what is over. */
function endCell(one: AssignedOfficer, href: string, todayOn: string): object {
  if (one.untilOn !== null && one.untilOn < todayOn) return { text: '' };
  const end = {
    href: `${href}/assignments/${one.assignmentId}/end`,
    text: 'End',
    of: `the role of ${one.collarNumber}`,
  };
  return { html: renderTemplate('partials/link', end) };
}

function stateTag(one: AssignedOfficer, todayOn: string): object {
  if (coversDay(one, todayOn)) return { text: 'Now', classes: 'govuk-tag--green' };
  return one.fromOn > todayOn
    ? { text: 'Coming', classes: 'govuk-tag--blue' }
    : { text: 'Over', classes: 'govuk-tag--grey' };
}

function summaryRows(
  { neighbourhood, fromOn, untilOn, formerNames }: NeighbourhoodDetail,
  mayChange: boolean,
): object[] {
  const { description, population, areaKm2, email, telephone, webUrl, formEnabled, teamMailbox } =
    neighbourhood;
  const line = (key: string, text: string | null | undefined): object[] =>
    text ? [{ key: { text: key }, value: { text } }] : [];
  return [
    ...line('Exists from', formatDay(fromOn)),
    ...line('Existed until', untilOn && formatDay(untilOn)),
    ...line(
      formerNames.length > 1 ? 'Former names' : 'Former name',
      formerNames.map((one) => `${one.name}, until ${formatDay(one.untilOn)}`).join('; '),
    ),
    ...line('Description', description),
    ...line('Population', population?.toLocaleString('en-GB')),
    ...line('Area', areaKm2 === null ? null : `${areaKm2.toFixed(1)} km²`),
    ...line('Email', email),
    ...line('Telephone', telephone),
    ...line('Web page', webUrl),
    ...line('Contact form', formEnabled ? 'Open to the public' : 'Switched off'),
    ...line(
      'Team mailbox',
      mayChange ? (teamMailbox ?? 'None: alerts that nobody else can take go to the force') : null,
    ),
  ];
}
