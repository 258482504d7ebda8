import { formatDay } from '../../common/calendar.js';
import { typedDayText } from '../../web/typed-day.js';
import type { Typed } from '../../web/typed.js';
import type { DayRange } from '../domain/day-range.js';
import { differences, rangeText, type SaidChange, textOf } from '../history.view.js';
import type { StoodRow } from '../recorded-changes.query.js';
import type { CommandAreaChange } from './command-area-history.query.js';
import type { CommandAreaRow } from './command-areas.query.js';

const AREA: Record<string, string> = { code: 'Code', name: 'Name', during: 'Days' };

/** Both versions of a command area, or of what belonged to it, in words. */
export function commandAreaChangeSaid(change: CommandAreaChange): SaidChange {
  const { kind, neighbourhood, collarNumber, before, after } = change;
  if (kind === 'command_area') return { what: 'Command area', ...differences(change, AREA, valueText) };
  const isSupervisor = kind === 'command_area_supervisor';
  const who = isSupervisor ? `Officer ${collarNumber}` : neighbourhood;
  const text = (row: StoodRow | null): string => (row ? `${who}, ${valueText('during', row)}` : 'Nothing');
  return { what: isSupervisor ? 'Supervisor' : 'Neighbourhood', before: text(before), after: text(after) };
}

function valueText(name: string, row: StoodRow | null): string {
  const text = textOf(row?.[name]);
  if (text === '') return 'none';
  return name === 'during' ? rangeText(text) : text;
}

/** What somebody else saved meanwhile beside what was typed, as `table` parameters. */
export function bothVersions(area: CommandAreaRow, typed: Typed): object {
  return {
    caption: 'Both versions',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Field' }, { text: 'Saved meanwhile' }, { text: 'What you typed' }],
    rows: [versionsOf(area, typed).map((text) => ({ text }))],
  };
}

function versionsOf(area: CommandAreaRow, typed: Typed): [string, string, string] {
  if (typed['what'] === 'neighbourhood') {
    const held = area.neighbourhoods.map((one) => `${one.code} ${daysText(one)}`);
    return ['Neighbourhoods', listText(held), typedPeriod(typed, 'neighbourhood', typed['neighbourhood'])];
  }
  if (typed['what'] === 'supervisor') {
    const held = area.supervisors.map((one) => `${one.collarNumber} ${daysText(one)}`);
    return ['Supervisors', listText(held), typedPeriod(typed, 'supervisor', typed['collarNumber'])];
  }
  return ['Name', area.name, typed['name'] ?? ''];
}

const listText = (held: readonly string[]): string => held.join('; ') || 'None now or later';

const daysText = ({ fromOn, untilOn }: DayRange): string =>
  `from ${formatDay(fromOn)}${untilOn === null ? '' : ` until ${formatDay(untilOn)}`}`;

function typedPeriod(typed: Typed, prefix: string, subject = ''): string {
  const from = typedDayText(typed, `${prefix}-from`);
  const until = typedDayText(typed, `${prefix}-until`);
  return [subject, from && `from ${formatDay(from)}`, until && `until ${formatDay(until)}`]
    .filter(Boolean)
    .join(' ');
}
