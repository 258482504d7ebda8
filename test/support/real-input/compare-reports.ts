import { figuresOnPage } from '../page-figures.js';
import type { ExpectedFigure, ExpectedReport } from './expected-report.js';
import type { ForceInput } from './force.js';
import { daysOf } from './local-time.js';
import type { Comparison } from './story.js';
import { changeBetween, written } from './written.js';

export interface Compared {
  figures: number;
  differences: string[];
}

const keyOf = (figure: {
  measure: string;
  neighbourhood: string | null;
  channel: string | null;
  ward?: string | null;
  commandArea?: string | null;
  weekday?: number | null;
}): string =>
  `${figure.measure} ${figure.neighbourhood ?? '-'} ${figure.channel ?? '-'}${figure.ward ? ` ${figure.ward}` : ''}${figure.commandArea ? ` area:${figure.commandArea}` : ''}${figure.weekday ? ` weekday:${figure.weekday}` : ''}`;

/** The clock of this story jumps by hours between two runs of the jobs, so how many came late says nothing of the product. */
const isCompared = ({ measure }: { measure: string }): boolean => measure !== 'alerts-late';

/** Two lists of rows by their keys: what is there once too often or too rarely, and which cells differ. */
function compare(expected: Map<string, object>, actual: [string, object][], what: string): Compared {
  const differences: string[] = [];
  const left = new Map(expected);
  for (const [key, row] of actual) {
    const wanted = left.get(key);
    left.delete(key);
    const [got, want] = [JSON.stringify(row), JSON.stringify(wanted)];
    if (got !== want) differences.push(`${what} ${key}: is ${got}, expected ${want}`);
  }
  differences.push(...[...left.keys()].map((key) => `${what} lacks ${key}`));
  return { figures: actual.length, differences };
}

/** Every figure of the JSON, with every field of it, and everything that stands beside the figures. */
export function compareJson(
  force: ForceInput,
  asked: Comparison,
  expected: ExpectedReport,
  report: Record<string, unknown>,
  now: number,
): Compared {
  const fields = ({ numerator, denominator, value, shown, previous, change }: ExpectedFigure): object => ({
    numerator,
    denominator,
    value,
    shown,
    previous: previous && {
      numerator: previous.numerator,
      denominator: previous.denominator,
      shown: previous.shown,
    },
    change,
  });
  const figures = compare(
    new Map(expected.figures.map((figure) => [keyOf(figure), fields(figure)])),
    (report.figures as ExpectedFigure[]).filter(isCompared).map((figure) => [keyOf(figure), fields(figure)]),
    'json',
  );
  const gapKey = (gap: { neighbourhood: string; fromOn: string }): string =>
    `gap ${gap.neighbourhood} ${gap.fromOn}`;
  const gapFields = ({ toOn, days, states }: ExpectedReport['gaps'][number]): object => ({
    toOn,
    days,
    states,
  });
  const gaps = compare(
    new Map(expected.gaps.map((gap) => [gapKey(gap), gapFields(gap)])),
    (report.gaps as ExpectedReport['gaps']).map((gap) => [gapKey(gap), gapFields(gap)]),
    'json',
  );
  const comingKey = (gap: { neighbourhood: string; fromOn: string }): string =>
    `coming ${gap.neighbourhood} ${gap.fromOn}`;
  const comingFields = ({ name, toOn, reason }: ExpectedReport['comingGaps'][number]): object => ({
    name,
    toOn,
    reason,
  });
  const coming = compare(
    new Map(expected.comingGaps.map((gap) => [comingKey(gap), comingFields(gap)])),
    (report.comingGaps as ExpectedReport['comingGaps']).map((gap) => [comingKey(gap), comingFields(gap)]),
    'json',
  );
  const frame = {
    force: { id: force.id, name: force.name, startsOn: force.startsOn },
    period: { fromOn: asked.fromOn, toOn: asked.toOn },
    precedingPeriod: expected.precedingPeriod,
    zone: 'Europe/London',
    cutOffAt: new Date(now).toISOString(),
    coverageOn: expected.coverageOn,
    channels: expected.channels,
    commandAreas: expected.areas
      .map(({ code, name }) => ({ code, name }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    abstractionMonths: expected.abstractionMonths.map(({ above, before, ...month }) => ({
      ...month,
      shown: written({ unit: 'percent', ...month }).shown,
      above,
      previous: before && { ...before, shown: written({ unit: 'percent', ...before }).shown },
      change: before && changeBetween({ unit: 'percent', ...before }, { unit: 'percent', ...month }),
    })),
    wards: expected.wards
      .map(({ code, name }) => ({ code, name }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    neighbourhoods: expected.places
      .map(({ code, name }) => ({ code, name }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
  };
  const got = Object.fromEntries(Object.keys(frame).map((key) => [key, report[key]])) as typeof frame;
  got.neighbourhoods = [...got.neighbourhoods].sort((a, b) => (a.code < b.code ? -1 : 1));
  got.commandAreas = [...got.commandAreas].sort((a, b) => (a.code < b.code ? -1 : 1));
  got.wards = [...got.wards].sort((a, b) => (a.code < b.code ? -1 : 1));
  const beside = compare(
    new Map(Object.entries(frame) as [string, object][]),
    Object.entries(got) as [string, object][],
    'json',
  );
  return together(figures, gaps, coming, beside);
}

export function compareCsv(asked: Comparison, expected: ExpectedReport, csv: string): Compared {
  const [header, ...rows] = cellsOf(csv);
  const named = rows.map((row) => Object.fromEntries(header!.map((column, index) => [column, row[index]!])));
  const names = new Map(expected.places.map(({ code, name }) => [code, name]));
  const wardNames = new Map(expected.wards.map(({ code, name }) => [code, name]));
  const period = { from: asked.fromOn, to: asked.toOn, zone: 'Europe/London' };
  const text = (value: number | string | null | undefined): string => String(value ?? '');
  const figures = expected.figures.map((figure): [string, object] => [
    keyOf(figure),
    {
      neighbourhood: names.get(figure.neighbourhood ?? '') ?? '',
      numerator: text(figure.numerator),
      denominator: text(figure.denominator),
      value: figure.shown,
      unit: figure.unit,
      previous: text(figure.previous?.shown),
      change: text(figure.change),
      ...period,
      wardCode: figure.ward ?? '',
      ward: wardNames.get(figure.ward ?? '') ?? '',
    },
  ]);
  const gaps = expected.gaps.map((gap): [string, object] => [
    `gap ${gap.neighbourhood} - ${gap.fromOn}`,
    {
      neighbourhood: names.get(gap.neighbourhood)!,
      numerator: '',
      denominator: '',
      value: text(gap.days),
      unit: 'days',
      previous: '',
      change: '',
      from: gap.fromOn,
      to: gap.toOn,
      zone: 'Europe/London',
      wardCode: '',
      ward: '',
    },
  ]);
  const coming = expected.comingGaps.map((gap): [string, object] => [
    `coming-gap ${gap.neighbourhood} - ${gap.fromOn}`,
    {
      neighbourhood: gap.name,
      numerator: '',
      denominator: '',
      value: gap.toOn === null ? '' : text(daysOf(gap.fromOn, gap.toOn).length),
      unit: 'days',
      previous: '',
      change: '',
      from: gap.fromOn,
      to: text(gap.toOn),
      zone: 'Europe/London',
      wardCode: '',
      ward: '',
    },
  ]);
  const compared = named.filter((row) => isCompared({ measure: row['measure id']! }));
  const actual = compared.map((row): [string, object] => [
    `${row['measure id']} ${row['neighbourhood code'] || '-'} ${row['channel'] || '-'}${['gaps', 'coming gaps'].includes(row['section']!) ? ` ${row['period from']}` : ''}${row['ward code'] ? ` ${row['ward code']}` : ''}${row['command area code'] ? ` area:${row['command area code']}` : ''}${row['weekday'] ? ` weekday:${row['weekday']}` : ''}`,
    {
      neighbourhood: row['neighbourhood'],
      numerator: row['numerator'],
      denominator: row['denominator'],
      value: row['value'],
      unit: row['unit'],
      previous: row['previous value'],
      change: row['change'],
      from: row['period from'],
      to: row['period to'],
      zone: row['zone'],
      wardCode: row['ward code'],
      ward: row['ward'],
    },
  ]);
  return compare(new Map([...figures, ...gaps, ...coming]), actual, 'csv');
}

/** Every figure that the page marks; the headline and every figure of the whole force must be among them. */
export function comparePage(expected: ExpectedReport, html: string): Compared {
  const wanted = new Map(expected.figures.map((figure) => [keyOf(figure), asPrinted(figure)]));
  const marked = figuresOnPage(html).map(([key, inner]) => [textOf(key), textOf(inner)] as const);
  const differences = marked
    .filter(([key]) => isCompared({ measure: key.split(' ')[0]! }))
    .filter(([key, text]) => wanted.get(key) !== text)
    .map(([key, text]) => `page ${key}: is “${text}”, expected “${wanted.get(key)}”`);
  const shown = new Set(marked.map(([key]) => key));
  const ofForce = expected.figures.filter(
    ({ neighbourhood, channel, ward, commandArea, weekday }) =>
      (neighbourhood ?? channel ?? ward ?? commandArea ?? weekday) === null,
  );
  differences.push(
    ...ofForce.filter((figure) => !shown.has(keyOf(figure))).map((figure) => `page lacks ${keyOf(figure)}`),
  );
  for (const figure of expected.figures) {
    if (figure.measure === 'share-met' && !shown.has(keyOf(figure)))
      differences.push(`page lacks ${keyOf(figure)}`);
  }
  const plain = textOf(html);
  for (const { numerator, denominator } of ofForce.filter(({ measure }) =>
    ['share-met', 'coverage-days'].includes(measure),
  )) {
    if (!plain.includes(`${numerator} of ${denominator}`))
      differences.push(`page lacks “${numerator} of ${denominator}”`);
  }
  return { figures: marked.length, differences };
}

const textOf = (html: string): string =>
  unescaped(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** `98.4%`, `72 h 1 min`, `1 day`, `Deputy covering`. */
function asPrinted({ unit, value, shown }: ExpectedFigure): string {
  if (unit === 'state') return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}`;
  if (value === null || unit === 'count') return shown;
  if (unit === 'percent') return `${shown}%`;
  if (unit === 'days') return value === 1 ? '1 day' : `${value} days`;
  const [hours, minutes] = [Math.floor(value / 60), value % 60];
  if (hours === 0) return `${minutes} min`;
  const time = minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  if (hours < 7 * 24) return time;
  return `${time} (${Math.floor(hours / 24)} days${hours % 24 === 0 ? '' : ` ${hours % 24} h`})`;
}

export const together = (...all: Compared[]): Compared => ({
  figures: all.reduce((sum, { figures }) => sum + figures, 0),
  differences: all.flatMap(({ differences }) => differences),
});

/** Every cell quoted, lines ended by CRLF; anything else is no row. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  for (let match = cells.exec(csv); match; match = cells.exec(csv)) {
    rows.at(-1)!.push(match[1]!.replaceAll('""', '"'));
    if (match[2] === '\r\n') rows.push([]);
  }
  const read = rows.slice(0, -1);
  const written = read
    .map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`)
    .join('');
  if (written !== csv) throw new Error('The CSV is not quoted throughout.');
  return read;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const unescaped = (html: string): string =>
  html
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name]!);
