import { formatDay } from '../common/calendar.js';
import type { FieldError } from '../common/errors.js';
import type { Page } from '../web/pages.js';
import { dateField, selectField, textField } from '../web/fields.js';
import { formErrors } from '../web/form-errors.js';
import type { Typed } from '../web/typed.js';
import { checkPage } from './agreed/check.page.js';
import type { NotAgreed } from './agreed/not-agreed.js';
import { rankLabel } from './domain/rank.js';
import type { OfficerRecord } from './officer-record.query.js';
import { officerHref } from './officer-wording.js';
import type { OfficerChange } from './officers.service.js';
import { RANKS } from './ranks.js';
import { officerFields, RANK_OPTIONS } from './registry-fields.js';

const TODAY_HINT = { hint: { text: 'Leave blank for today. A day past corrects what was recorded.' } };
const END_HINT = { hint: { text: 'Leave blank if no end is known.' } };

/** The form on which an officer is changed, as component parameters. */
export function officerChangeView(
  officer: OfficerRecord,
  { typed, errors, changed }: { typed: Typed; errors: readonly FieldError[]; changed: boolean },
): object {
  const found = formErrors(errors);
  return {
    name: officer.name,
    version: officer.version,
    both: changed && bothVersions(officer, typed),
    ...officerFields(typed, found),
    rank: selectField('rank', 'Rank', RANK_OPTIONS, typed, found),
    rankFrom: dateField('rankFrom', 'Rank from', typed, found, TODAY_HINT),
    rankUntil: dateField('rankUntil', 'Rank until', typed, found, {
      hint: { text: 'Leave blank to keep the changes that are recorded for later.' },
    }),
    withheldFrom: dateField('withheldFrom', 'Withheld or published from', typed, found, TODAY_HINT),
    withheldUntil: dateField('withheldUntil', 'Until', typed, found, END_HINT),
    serviceFrom: dateField('serviceFrom', 'First day of service', typed, found, {
      hint: { text: 'Leave blank if it is not known.' },
    }),
    serviceUntil: dateField('serviceUntil', 'Last day of service', typed, found, END_HINT),
    publicTelephone: textField('publicTelephone', 'Public telephone', typed, found, { type: 'tel' }),
    button: { text: changed ? 'Save my version' : 'Save', preventDoubleClick: true },
    cancelHref: officerHref(officer.collarNumber),
  };
}

/** What coverage would lose by the change. */
export function officerChangeCheck(
  officer: OfficerRecord,
  change: OfficerChange,
  typed: Typed,
  asked: NotAgreed,
): Page {
  const href = officerHref(officer.collarNumber);
  return checkPage(asked, {
    caption: officer.name,
    heading: 'Check the changed officer',
    title: `Check the changes of officer ${officer.collarNumber}`,
    rows: changedRows(officer, change),
    typed,
    action: `${href}/change`,
    save: 'Save the change',
    cancelHref: href,
  });
}

/** Of what may be lost by it: rank, withheld name, service and the public address. */
function changedRows(held: OfficerRecord, change: OfficerChange): [string, string][] {
  const { rank, withheld, serviceFromOn = null, serviceUntilOn = null, publicEmail = null } = change;
  const row = (key: string, before: string | null, after: string | null): [string, string][] =>
    before === after ? [] : [[key, `${after ?? 'None'}, before: ${before ?? 'none'}`]];
  const day = (text: string | null): string | null => (text === null ? null : formatDay(text));
  return [
    ...(rank ? [['Rank', `${rankLabel(RANKS, rank.value)} ${spanText(rank)}`] as [string, string]] : []),
    ...(withheld
      ? [['Name withheld', `${withheld.value ? 'Yes' : 'No'}, ${spanText(withheld)}`] as [string, string]]
      : []),
    ...row('First day of service', day(held.serviceFromOn), day(serviceFromOn)),
    ...row('Last day of service', day(held.serviceUntilOn), day(serviceUntilOn)),
    ...row('Public email', held.publicEmail, publicEmail),
  ];
}

function spanText({ fromOn, untilOn }: { fromOn: string; untilOn?: string | null }): string {
  return `from ${formatDay(fromOn)}${untilOn ? ` until ${formatDay(untilOn)}` : ''}`;
}

/** What somebody else saved meanwhile beside what was typed. */
function bothVersions(officer: OfficerRecord, typed: Typed): object {
  const typedDay = (prefix: string): string =>
    [typed[`${prefix}-day`], typed[`${prefix}-month`], typed[`${prefix}-year`]].filter(Boolean).join(' ') ||
    'None';
  const day = (text: string | null): string => (text === null ? 'None' : formatDay(text));
  const rows: [string, string, string][] = [
    ['Name', officer.name, typed['name'] ?? ''],
    ['Rank today', rankLabel(RANKS, officer.rank), rankLabel(RANKS, typed['rank'] ?? '')],
    ['Name withheld', officer.nameWithheld ? 'Yes' : 'No', typed['withheld'] === 'yes' ? 'Yes' : 'No'],
    ['First day of service', day(officer.serviceFromOn), typedDay('serviceFrom')],
    ['Last day of service', day(officer.serviceUntilOn), typedDay('serviceUntil')],
    ['Public email', officer.publicEmail ?? 'None', typed['publicEmail'] || 'None'],
    ['Public telephone', officer.publicTelephone ?? 'None', typed['publicTelephone'] || 'None'],
    ['Duty email', officer.dutyEmail ?? 'None', typed['dutyEmail'] || 'None'],
  ];
  return {
    caption: 'Both versions',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Field' }, { text: 'Saved meanwhile' }, { text: 'What you typed' }],
    rows: rows.map(([label, there, yours]) => [{ text: label }, { text: there }, { text: yours }]),
  };
}
