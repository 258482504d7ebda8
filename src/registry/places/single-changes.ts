import { formatDay } from '../../common/calendar.js';
import { DomainError } from '../../common/errors.js';
import { planEnd, planRename } from './domain/name-and-end.js';
import type { NeighbourhoodChange } from './neighbourhood-change.js';
import { beginPlace, endPlace, renamePlace } from './place-changes.query.js';
import { assignmentsFrom, formerNames, type HeldPlace, successionsOf } from './places.query.js';
import { planEnds } from './planned-assignments.js';
import { type Looking, type PlannedChange, refuse, UNCHANGED } from './planned-change.js';

type Change<Kind> = Extract<NeighbourhoodChange, { kind: Kind }>;

/** A new neighbourhood, without a boundary and without anybody: both come by import or by hand. */
export function planBegin(code: string, place: HeldPlace | null, change: Change<'begin'>): PlannedChange {
  const { name, fromOn } = change;
  if (place) {
    if (place.name === name && place.fromOn === fromOn) return UNCHANGED;
    const message = `${code} is a neighbourhood already; a code is never used for a second one`;
    throw DomainError.conflict(message, [{ field: 'code', message }]);
  }
  return {
    outcome: 'changed',
    consequences: [`${name} (${code}) begins on ${formatDay(fromOn)}.`],
    warnings: [
      `${code} has no lead named officer from ${formatDay(fromOn)}: name one.`,
      `${code} has no boundary: import one, so that it is found by place and counts for its wards.`,
    ],
    write: async ({ manager, forceId, at, record }) => {
      const begun = { code, name, fromOn, population: null, boundary: null, likeId: null };
      const id = await beginPlace(manager, forceId, begun, at);
      if (!id) throw DomainError.conflict(`Somebody recorded ${code} meanwhile. Look at it again.`);
      record('collect', 'neighbourhood', id, { fromOn });
    },
  };
}

export async function planRenaming(
  { manager, forceId, todayOn }: Looking,
  place: HeldPlace,
  { name, fromOn }: Change<'rename'>,
): Promise<PlannedChange> {
  const former = await formerNames(manager, forceId, place.id);
  const plan = planRename(place, former, { name, fromOn, todayOn });
  if (plan.kind === 'problem') return refuse(plan.problem);
  if (plan.kind === 'unchanged') return UNCHANGED;
  return {
    outcome: 'changed',
    consequences: plan.former
      ? [
          `${place.code} is called ${name} from ${formatDay(fromOn)}.`,
          `It is still found by its former name, ${place.name}, which it had until ${formatDay(plan.former.untilOn)}.`,
        ]
      : [
          `The name ${place.name} of ${place.code} is corrected to ${name}, and is not kept as a former name.`,
        ],
    warnings: [],
    write: async ({ manager: writer, at, record }) => {
      await renamePlace(writer, forceId, place.id, name, plan.former, at);
      record('alter', 'neighbourhood', place.id, { kind: 'rename', fromOn });
    },
  };
}

/** The end of a neighbourhood that nothing follows. */
export async function planEnding(
  { manager, forceId, todayOn }: Looking,
  place: HeldPlace,
  { untilOn }: Change<'end'>,
): Promise<PlannedChange> {
  const successions = await successionsOf(manager, forceId, [place.id]);
  const wentOn = successions.find(({ predecessor }) => predecessor === place.code)?.fromOn ?? null;
  const plan = planEnd(place, untilOn, wentOn);
  if (plan.kind === 'problem') return refuse(plan.problem);
  if (plan.kind === 'unchanged') return UNCHANGED;
  const held = await assignmentsFrom(manager, forceId, [place.id], untilOn);
  const ends = planEnds(place.code, held, untilOn);
  const tense = untilOn < todayOn ? 'ended' : 'ends';
  return {
    outcome: 'changed',
    consequences: [
      `${place.name} (${place.code}) ${tense} on ${formatDay(untilOn)}. Its last day is included.`,
      ...ends.consequences,
      'Its contacts, their deadlines and its figures stay where they are.',
    ],
    warnings: [
      'Nothing follows it. Whoever holds its open contacts loses sight of them after that day, and alerts go to its team mailbox or the force administrators: answer or transfer them before. If others take the area over, merge or split it instead.',
      ...(plan.reopened ? ['What ended with it before stays ended: assign officers anew.'] : []),
    ],
    write: async (writing) => {
      await ends.write(writing, place.id);
      await endPlace(writing.manager, forceId, place.id, untilOn, writing.at);
      writing.record('alter', 'neighbourhood', place.id, { kind: 'end', untilOn });
    },
  };
}
