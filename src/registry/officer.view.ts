import { formatDay } from '../common/calendar.js';
import { renderTemplate } from '../web/templates.js';
import { ABSENCE_LABELS } from './absences/domain/absence-kind.js';
import { ROLE_LABELS } from './domain/assignment-role.js';
import { coversDay } from './domain/day-range.js';
import { namingRefusal, roleWarnings } from './domain/handover-warnings.js';
import { rankLabel } from './domain/rank.js';
import { NAMING_RULES } from './officer-check.js';
import { type HistoryPage, historyView } from './history.view.js';
import type { OfficerChange } from './officer-history.query.js';
import { officerChangeSaid } from './officer-history.view.js';
import type { OfficerRecord, RecordedRole } from './officer-record.query.js';
import { neighbourhoodHref, officerHref, unnamedOfficer } from './officer-wording.js';
import { RANKS } from './ranks.js';

export interface OfficerPageState {
  todayOn: string;
  /** Force admins read withheld names and the history, and may change. */
  mayChange: boolean;
  done: string | undefined;
  history: HistoryPage<OfficerChange> | null;
}

const DONE: Record<string, string> = {
  added: 'The officer has been added',
  changed: 'The officer has been changed',
  absent: 'The absence has been recorded',
  'absence-changed': 'The absence has been changed',
  'absence-removed': 'The absence has been removed',
};

type Span = { fromOn: string | null; untilOn: string | null };

/** What an officer may be called here; the title of the page, which browsers keep, has the collar number instead. */
const officerTitle = ({ name, nameWithheld, collarNumber }: OfficerRecord, showsWithheld: boolean): string =>
  nameWithheld && !showsWithheld ? unnamedOfficer(collarNumber) : name;

/** One officer with everything through time, as component parameters. */
export function officerView(officer: OfficerRecord, state: OfficerPageState): object {
  const { todayOn, mayChange, done, history } = state;
  const href = officerHref(officer.collarNumber);
  // Addresses are made of names.
  const isHidden = officer.nameWithheld && !mayChange;
  return {
    title: officerTitle(officer, mayChange),
    collarNumber: officer.collarNumber,
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    warnings: warningsOf(officer, todayOn).map((text) => ({ text, iconFallbackText: 'Warning' })),
    summary: { rows: summaryRows(officer, isHidden) },
    buttons: mayChange && [
      { text: 'Put on leave or record an absence', href: `${href}/absences/new` },
      { text: 'Change this officer', href: `${href}/change`, classes: 'govuk-button--secondary' },
    ],
    assignments: officer.assignments.length > 0 && assignmentTable(officer.assignments, todayOn),
    absences: officer.absences.length > 0 && absenceTable(officer, mayChange),
    ranks: table(
      'Ranks through time',
      ['Rank', 'From', 'Until'],
      [...officer.ranks.map((one) => [{ text: rankLabel(RANKS, one.value) }, ...spanCells(one)])],
    ),
    routes:
      !isHidden &&
      officer.routes.length > 0 &&
      table(
        'Public routes through time',
        ['Route', 'Value', 'From', 'Until'],
        [...officer.routes.map((one) => [{ text: one.kind }, { text: one.value }, ...spanCells(one)])],
      ),
    history: history && historyView(href, history, officerChangeSaid),
  };
}

/** What is recorded of him and cannot all be right, or covers nothing. */
function warningsOf(officer: OfficerRecord, todayOn: string): string[] {
  return officer.assignments
    .filter(({ untilOn }) => untilOn === null || untilOn >= todayOn)
    .flatMap(({ neighbourhood, ...held }) => {
      const days = held.fromOn < todayOn ? { fromOn: todayOn, untilOn: held.untilOn } : held;
      const refusal = namingRefusal(officer, held.role, days, NAMING_RULES);
      const warnings = refusal
        ? [`${refusal.message}. Until then this role covers nothing.`]
        : roleWarnings(officer, held.role, days, RANKS);
      return warnings.map((text) => `${ROLE_LABELS[held.role]} of ${neighbourhood}: ${text}`);
    });
}

function summaryRows(officer: OfficerRecord, isHidden: boolean): object[] {
  const line = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
  const { withheld } = officer;
  return [
    line('Collar number', officer.collarNumber),
    ...(officer.externalId === null ? [] : [line('The force’s own id', officer.externalId)]),
    line('Rank today', rankLabel(RANKS, officer.rank)),
    line('Service', spanText({ fromOn: officer.serviceFromOn, untilOn: officer.serviceUntilOn })),
    line('Name withheld', withheld.length === 0 ? 'No' : withheld.map(spanText).join('; ')),
    line('Public email', isHidden ? 'Withheld' : (officer.publicEmail ?? 'None')),
    line('Public telephone', isHidden ? 'Withheld' : (officer.publicTelephone ?? 'None')),
    line(
      'Duty email',
      isHidden ? 'Withheld' : (officer.dutyEmail ?? 'None: alerts for the officer go to nobody'),
    ),
  ];
}

function assignmentTable(assignments: readonly RecordedRole[], todayOn: string): object {
  return table(
    'Assignments, past, present and coming',
    ['Neighbourhood', 'Role', 'From', 'Until', 'State'],
    [
      ...assignments.map((one) => [
        {
          html: renderTemplate('partials/link', {
            href: neighbourhoodHref(one.code),
            text: one.neighbourhood,
          }),
        },
        { text: ROLE_LABELS[one.role] },
        ...spanCells(one),
        { text: coversDay(one, todayOn) ? 'Now' : one.fromOn > todayOn ? 'Coming' : 'Over' },
      ]),
    ],
  );
}

function absenceTable({ absences, collarNumber }: OfficerRecord, mayChange: boolean): object {
  const heads = ['Kind', 'From', 'Until', 'Hours', ...(mayChange ? ['Change'] : [])];
  return table('Absences', heads, [
    ...absences.map((one) => [
      { text: ABSENCE_LABELS[one.kind] },
      ...spanCells(one),
      { text: one.hours === null ? '' : String(one.hours) },
      ...(mayChange
        ? [
            {
              html: renderTemplate('partials/link', {
                href: `${officerHref(collarNumber)}/absences/${one.id}`,
                text: `Change or end that of ${formatDay(one.fromOn)}`,
              }),
            },
          ]
        : []),
    ]),
  ]);
}

function table(caption: string, heads: string[], rows: object[][]): object {
  return { caption, captionClasses: 'govuk-visually-hidden', head: heads.map((text) => ({ text })), rows };
}

const spanCells = ({ fromOn, untilOn }: Span): object[] => [
  { text: fromOn === null ? 'Always' : formatDay(fromOn) },
  { text: untilOn === null ? 'Further notice' : formatDay(untilOn) },
];

function spanText({ fromOn, untilOn }: Span): string {
  if (fromOn === null && untilOn === null) return 'Always';
  const from = fromOn === null ? '' : `from ${formatDay(fromOn)}`;
  return `${from} ${untilOn === null ? '' : `until ${formatDay(untilOn)}`}`.trim();
}
