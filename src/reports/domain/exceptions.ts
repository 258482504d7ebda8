import { daysIn, formatDay } from '../../common/calendar.js';
import { type CoverageState, STATE_TITLES } from '../../registry/coverage/domain/coverage-state.js';

/** Where the promise was not kept: a line that the force may comment on before the report is issued. */
export interface ReportException {
  /** `missed:NC04`, `gap:NC04:2026-03-01`, `route:NC04`, `priority:NC04`: stays the same for the same report. */
  key: string;
  kind: ExceptionKind;
  /** Code of the neighbourhood. */
  neighbourhood: string;
  name: string;
  /** What happened, as a phrase: `2 of 12 queries due were missed: 1 answered late, 1 not answered`. */
  words: string;
  /** The local day since when, of priorities that of the last review; null where the report does not know it. */
  sinceOn: string | null;
}

/** In the order in which they are printed. */
export const EXCEPTION_KINDS = ['missed', 'gap', 'route', 'priority'] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** What is asked of a report; any compliance report has it. */
export interface ExceptionSource {
  period: { fromOn: string; toOn: string };
  /** The last day coverage was counted for. */
  coverageOn: string | null;
  neighbourhoods: readonly { code: string; name: string }[];
  figures: readonly SourceFigure[];
  gaps: readonly {
    neighbourhood: string;
    sinceOn?: string;
    fromOn: string;
    toOn: string;
    days: number;
    states: readonly CoverageState[];
  }[];
  /** Unknown to a report that was kept before it was listed. */
  stalePriorities?: readonly { neighbourhood: string; reviewedOn: string | null }[];
}

interface SourceFigure {
  measure: string;
  neighbourhood: string | null;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
}

/** What the exceptions are told from, beside the gaps; a large report has thousands of other figures. */
const MEASURES = [
  'clocks-missed',
  'clocks-due',
  'answered-late',
  'not-answered',
  'route-days-failed',
  'priorities-current',
] as const;

type Finder = (measure: (typeof MEASURES)[number], neighbourhood: string) => SourceFigure | undefined;
type Ranked = ReportException & { size: number };

/**
 * "Exceptions first: missed clocks, gaps, failed routes, stale priorities": by kind, within a kind the largest first.
 * @example exceptionsOf(report)[0].key // 'missed:NC04'
 */
export function exceptionsOf(report: ExceptionSource): ReportException[] {
  const figures = new Map<string, Map<string, SourceFigure>>(MEASURES.map((measure) => [measure, new Map()]));
  for (const figure of report.figures) {
    if (figure.neighbourhood !== null) figures.get(figure.measure)?.set(figure.neighbourhood, figure);
  }
  const at: Finder = (measure, neighbourhood) => figures.get(measure)?.get(neighbourhood);
  const reviews = new Map(
    report.stalePriorities?.map(({ neighbourhood, reviewedOn }) => [neighbourhood, reviewedOn]),
  );
  const missed = report.neighbourhoods.flatMap((place) => missedAt(place, at));
  const routes = report.neighbourhoods.flatMap((place) => routesFailedAt(place, at));
  const priorities = report.neighbourhoods.flatMap((place) =>
    stalePrioritiesAt(place, at, reviews.get(place.code)),
  );
  return [missed, gapsOf(report), routes, priorities].flatMap((each) =>
    each.sort((a, b) => b.size - a.size).map(({ size: _size, ...exception }) => exception),
  );
}

function missedAt({ code, name }: { code: string; name: string }, at: Finder): Ranked[] {
  const missed = at('clocks-missed', code)?.value ?? 0;
  if (missed === 0) return [];
  const due = at('clocks-due', code)?.value ?? missed;
  const late = at('answered-late', code)?.value;
  const open = at('not-answered', code)?.value;
  const parts = [late && `${late} answered late`, open && `${open} not answered`].filter(Boolean);
  const words = `${missed} of ${due} ${due === 1 ? 'query' : 'queries'} due ${missed === 1 ? 'was' : 'were'} missed`;
  return [
    {
      key: `missed:${code}`,
      kind: 'missed',
      neighbourhood: code,
      name,
      words: parts.length > 0 ? `${words}: ${parts.join(', ')}` : words,
      sinceOn: null,
      size: missed,
    },
  ];
}

function gapsOf({ gaps, neighbourhoods, coverageOn, period }: ExceptionSource): Ranked[] {
  const names = new Map(neighbourhoods.map(({ code, name }) => [code, name]));
  return gaps.map(({ neighbourhood, fromOn, sinceOn, toOn, days, states }) => {
    const what = states.map((state) => STATE_TITLES[state]).join(', ');
    // A report kept before definitions 4.0 does not know what was before its period.
    const orEarlier = sinceOn === undefined && fromOn === period.fromOn ? ' or earlier' : '';
    const begins = `${formatDay(sinceOn ?? fromOn)}${orEarlier}`;
    const ofPeriod = sinceOn !== undefined && sinceOn < fromOn ? ' of the period' : '';
    const ends = toOn === coverageOn ? `${formatDay(toOn)}, the last day counted` : formatDay(toOn);
    return {
      key: `gap:${neighbourhood}:${fromOn}`,
      kind: 'gap',
      neighbourhood,
      name: names.get(neighbourhood) ?? neighbourhood,
      words: `No cover (${what}) for ${days} ${days === 1 ? 'day' : 'days'}${ofPeriod}, from ${begins} to ${ends}`,
      sinceOn: sinceOn ?? fromOn,
      size: daysIn({ fromOn: sinceOn ?? fromOn, toOn }),
    };
  });
}

function routesFailedAt({ code, name }: { code: string; name: string }, at: Finder): Ranked[] {
  const { numerator: failed, denominator: tried } = at('route-days-failed', code) ?? {};
  if (!failed) return [];
  const words = `Every try of a contact route failed on ${failed} of the ${tried} ${tried === 1 ? 'day' : 'days'} on which a route was tried`;
  return [
    { key: `route:${code}`, kind: 'route', neighbourhood: code, name, words, sinceOn: null, size: failed },
  ];
}

/** @param reviewedOn null if no review is on record, undefined if the report does not know */
function stalePrioritiesAt(
  { code, name }: { code: string; name: string },
  at: Finder,
  reviewedOn: string | null | undefined,
): Ranked[] {
  const { numerator: current, denominator: existing } = at('priorities-current', code) ?? {};
  if (!existing || current! >= existing) return [];
  const last =
    reviewedOn === undefined
      ? ''
      : reviewedOn === null
        ? '; no review is on record'
        : `; the last review was on ${formatDay(reviewedOn)}`;
  const words = `Priorities were not reviewed in the 3 months before the last day${last}`;
  const sinceOn = reviewedOn ?? null;
  return [{ key: `priority:${code}`, kind: 'priority', neighbourhood: code, name, words, sinceOn, size: 0 }];
}
