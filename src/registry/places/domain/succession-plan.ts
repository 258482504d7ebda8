import { addDays, formatDay } from '../../../common/calendar.js';
import type { DayRange } from '../../domain/day-range.js';

/** A neighbourhood as the registry holds it. */
export interface KnownPlace extends DayRange {
  id: string;
  code: string;
  name: string;
}

/** What a neighbourhood goes on as: one that is recorded, or a new one. */
export interface WantedSuccessor {
  code: string;
  /** Of a new one; null leaves the name of a recorded one as it is. */
  name: string | null;
  place: KnownPlace | null;
}

export interface SuccessionRequest {
  kind: 'merge' | 'split';
  /** Of a merger all that become one, of a split the one that becomes several. */
  predecessors: readonly KnownPlace[];
  successors: readonly WantedSuccessor[];
  /** The first day of the new order. */
  fromOn: string;
  /** What is recorded already, by codes. */
  recorded: readonly { predecessor: string; successor: string; fromOn: string }[];
}

export interface PlanProblem {
  field: string;
  message: string;
}

/** What a merger or a split does to neighbourhoods. */
export type SuccessionPlan =
  | { kind: 'problem'; problem: PlanProblem }
  /** It was done before. */
  | { kind: 'unchanged' }
  | {
      kind: 'planned';
      /** These end, on this day. */
      ends: { place: KnownPlace; untilOn: string }[];
      begins: WantedSuccessor[];
      /** These are recorded and go on. */
      goesOn: KnownPlace[];
      /** Which follows which; one that goes on does not follow itself. */
      links: { predecessor: KnownPlace; successorCode: string }[];
    };

/**
 * Decides what ends, begins and goes on when neighbourhoods merge or one is split. A neighbourhood that is named on both
 * sides goes on, larger or smaller; the others of the old ones end the day before.
 * @example NC01 and NC02 merge into NC09 from 1 May: both end on 30 April, NC09 begins on 1 May
 */
export function planSuccession(request: SuccessionRequest): SuccessionPlan {
  const { predecessors, successors, fromOn, recorded } = request;
  const problem = shapeProblem(request) ?? periodProblem(request);
  if (problem) return { kind: 'problem', problem };
  const going = new Set(successors.map(({ code }) => code));
  const untilOn = addDays(fromOn, -1);
  const ending = predecessors.filter(({ code }) => !going.has(code));
  const links = predecessors.flatMap((predecessor) =>
    successors
      .filter(({ code }) => code !== predecessor.code)
      .filter(() => request.kind === 'split' || !going.has(predecessor.code))
      .map(({ code: successorCode }) => ({ predecessor, successorCode })),
  );
  const isRecorded = links.every(({ predecessor, successorCode }) =>
    recorded.some(
      (one) =>
        one.predecessor === predecessor.code && one.successor === successorCode && one.fromOn === fromOn,
    ),
  );
  if (isRecorded && ending.every((place) => place.untilOn === untilOn)) return { kind: 'unchanged' };
  const done = ending.find((place) => place.untilOn !== null && place.untilOn < untilOn);
  if (done) return refused('from', `${done.code} ended on ${formatDay(done.untilOn!)}; it cannot end again`);
  return {
    kind: 'planned',
    ends: ending.map((place) => ({ place, untilOn })),
    begins: successors.filter(({ place }) => place === null),
    goesOn: successors.flatMap(({ place }) => place ?? []),
    links,
  };
}

function shapeProblem({ kind, predecessors, successors }: SuccessionRequest): PlanProblem | null {
  const twice = firstTwice(predecessors) ?? firstTwice(successors);
  if (twice) return { field: 'into', message: `${twice} is named twice; name each neighbourhood once` };
  if (kind === 'split' && successors.length < 2) {
    return { field: 'into', message: 'A split needs at least two neighbourhoods to go on as' };
  }
  const together = new Set([
    ...predecessors.map(({ code }) => code),
    ...successors.filter(({ place }) => place).map(({ code }) => code),
  ]);
  if (kind === 'merge' && together.size < 2) {
    return { field: 'others', message: 'A merger needs at least one other neighbourhood' };
  }
  const nameless = successors.find(({ place, name }) => place === null && !name);
  if (nameless) return { field: 'into', message: `${nameless.code} is new; give it a name` };
  return null;
}

function periodProblem({ predecessors, successors, fromOn }: SuccessionRequest): PlanProblem | null {
  const ending = predecessors.filter(({ code }) => !successors.some((one) => one.code === code));
  const young = ending.find((place) => place.fromOn >= fromOn);
  if (young) {
    const message = `${young.code} begins on ${formatDay(young.fromOn)} and would have no day left; choose a later day`;
    return { field: 'from', message };
  }
  for (const { place } of successors) {
    if (place && place.fromOn > fromOn) {
      return {
        field: 'from',
        message: `${place.code} begins on ${formatDay(place.fromOn)}; choose that day or a later one`,
      };
    }
    if (place?.untilOn && place.untilOn < fromOn) {
      return {
        field: 'into',
        message: `${place.code} ended on ${formatDay(place.untilOn)}; nothing can go on as it`,
      };
    }
  }
  return null;
}

const firstTwice = (places: readonly { code: string }[]): string | undefined =>
  places.find(({ code }, index) => places.findIndex((other) => other.code === code) !== index)?.code;

const refused = (field: string, message: string): SuccessionPlan => ({
  kind: 'problem',
  problem: { field, message },
});
