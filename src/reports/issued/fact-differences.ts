import { channelName } from '../../contacts/wording.js';
import type { ComplianceReport, ReportDefinition, ReportPlace } from '../compliance-report.js';
import type { Change } from './differences.js';
import { shortenedPair } from './domain/shortened-pair.js';
import { NOT_REPORTED } from './figure-changes.js';
import { wholeOf } from './place-names.js';

/** What of a definition is printed, in the order in which it is told. */
const WORDS = [
  'title',
  'definition',
  'numerator',
  'denominator',
  'clause',
  'unit',
  'section',
] as const satisfies readonly (keyof ReportDefinition)[];

/** Ids of the measures that a report defines. */
export const measuresOf = ({ definitions }: ComplianceReport): Set<string> =>
  new Set(definitions.map(({ measure }) => measure));

/** The version of the definitions, measures that only one of two reports has, and those that are worded otherwise. */
export function definitionsChanged(was: ComplianceReport, is: ComplianceReport): Change[] {
  const [before, after] = [measuresOf(was), measuresOf(is)];
  const place = wholeOf(is);
  const cameOrWent = (title: string, isNow: boolean): Change => ({
    title,
    was: isNow ? NOT_REPORTED : 'reported',
    is: isNow ? 'reported' : NOT_REPORTED,
    place,
  });
  const versions = { was: was.definitionsVersion, is: is.definitionsVersion };
  return [
    ...(versions.was === versions.is ? [] : [{ title: 'Version of the definitions', ...versions, place }]),
    ...is.definitions
      .filter(({ measure }) => !before.has(measure))
      .map(({ title }) => cameOrWent(title, true)),
    ...was.definitions
      .filter(({ measure }) => !after.has(measure))
      .map(({ title }) => cameOrWent(title, false)),
    ...is.definitions.flatMap((now) => {
      const then = was.definitions.find(({ measure }) => measure === now.measure);
      const words = then ? wordsOfBoth(then, now) : null;
      return words ? [{ title: `Definition of: ${now.title}`, ...words, place }] : [];
    }),
  ];
}

function wordsOfBoth(was: ReportDefinition, is: ReportDefinition): { was: string; is: string } | null {
  const differing = WORDS.filter((field) => was[field] !== is[field]);
  if (differing.length === 0) return null;
  const [before, after] = [was, is].map((each) => differing.map((field) => each[field] ?? 'none').join('; '));
  return shortenedPair(before!, after!);
}

/** What else stands in a report and is no figure: names of the force and its places, and from when and to when is counted. */
export function factsChanged(was: ComplianceReport, is: ComplianceReport): Change[] {
  const place = wholeOf(is);
  const one = (title: string, before: string | null, after: string | null): Change[] =>
    before === after ? [] : [{ title, was: before ?? 'none', is: after ?? 'none', place }];
  return [
    ...one('Name of the force', was.force.name, is.force.name),
    ...one('First day of the figures of the force', was.force.startsOn, is.force.startsOn),
    ...one('Last day that coverage is counted for', was.coverageOn, is.coverageOn),
    ...one('Name of the part of the force', was.part?.name ?? null, is.part?.name ?? null),
    ...placesChanged('Neighbourhood', was.neighbourhoods, is.neighbourhoods),
    ...placesChanged('Ward', was.wards, is.wards),
    ...placesChanged('Command area', was.commandAreas, is.commandAreas),
    ...placesChanged('Way by which queries came', channels(was), channels(is)),
  ];
}

const channels = (report: ComplianceReport): ReportPlace[] =>
  report.channels.map((name) => ({ code: name, name: channelName(name) }));

/** A report of before may say nothing of such places; then there is nothing to compare. */
function placesChanged(
  kind: string,
  was: readonly ReportPlace[] | undefined,
  is: readonly ReportPlace[] | undefined,
): Change[] {
  if (!was || !is) return [];
  const [before, after] = [was, is].map((places) => new Map(places.map(({ code, name }) => [code, name])));
  return [...new Set([...after!.keys(), ...before!.keys()])].flatMap((code) => {
    const [earlier, later] = [before!.get(code), after!.get(code)];
    if (earlier === later) return [];
    const [title, none] = earlier && later ? [`${kind}: name`, ''] : [kind, NOT_REPORTED];
    return [{ title, was: earlier ?? none, is: later ?? none, place: code }];
  });
}
