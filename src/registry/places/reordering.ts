import { formatDay } from '../../common/calendar.js';
import { DomainError } from '../../common/errors.js';
import { insertAssignment } from '../assignment-changes.query.js';
import { ROLE_LABELS } from '../domain/assignment-role.js';
import { type CarriedAssignment, carriedAssignments } from './domain/carried-assignments.js';
import { planSuccession, type SuccessionPlan } from './domain/succession-plan.js';
import type { Reordering, Successor } from './neighbourhood-change.js';
import { endPlace, recordSuccession } from './place-changes.query.js';
import { assignmentsFrom, type HeldByNumber, type HeldPlace, successionsOf } from './places.query.js';
import { planEnds, planLead, type PlannedPart } from './planned-assignments.js';
import { type Looking, type PlannedChange, refuse, UNCHANGED } from './planned-change.js';
import { planBirth } from './successor-birth.js';

type Succession = Extract<SuccessionPlan, { kind: 'planned' }>;

/** Several neighbourhoods that become one, or one that becomes several, from a day. */
export async function planReordering(
  looking: Looking,
  code: string,
  places: ReadonlyMap<string, HeldPlace>,
  change: Reordering,
): Promise<PlannedChange> {
  const { manager, forceId } = looking;
  const { fromOn, kind } = change;
  const codes = [code, ...(change.kind === 'merge' ? change.others : [])];
  const predecessors = codes.map((one) => places.get(one) ?? unknown(one));
  const plan = planSuccession({
    kind,
    predecessors,
    successors: change.into.map((one) => ({ ...one, place: places.get(one.code) ?? null })),
    fromOn,
    recorded: await successionsOf(
      manager,
      forceId,
      predecessors.map(({ id }) => id),
    ),
  });
  if (plan.kind === 'problem') return refuse(plan.problem);
  if (plan.kind === 'unchanged') return UNCHANGED;
  const endingIds = plan.ends.map(({ place }) => place.id);
  const held = await assignmentsFrom(
    manager,
    forceId,
    kind === 'merge' ? endingIds : [predecessors[0]!.id],
    fromOn,
  );
  const ends = plan.ends.map(({ place, untilOn }) =>
    planEnds(
      place.code,
      held.filter(({ neighbourhoodId }) => neighbourhoodId === place.id),
      untilOn,
    ),
  );
  const births = await planBirth(looking, plan, predecessors, change);
  const parts: PlannedPart[] = [];
  for (const successor of change.into) {
    const place = places.get(successor.code) ?? null;
    parts.push(await planOfficers(looking, { ...successor, place }, change, held));
  }
  return {
    outcome: 'changed',
    consequences: [
      ...plan.ends.map(
        ({ place, untilOn }) => `${place.name} (${place.code}) ends on ${formatDay(untilOn)}.`,
      ),
      ...births.consequences,
      ...plan.goesOn.map((place) => `${place.name} (${place.code}) goes on.`),
      ...ends.flatMap(({ consequences }) => consequences),
      ...parts.flatMap(({ consequences }) => consequences),
      ...(plan.ends.length > 0 ? [staying(plan)] : []),
    ],
    warnings: [...parts.flatMap(({ warnings }) => warnings), ...births.warnings],
    write: async (writing) => {
      for (const [index, { place, untilOn }] of plan.ends.entries()) {
        await ends[index]!.write(writing, place.id);
        await endPlace(manager, forceId, place.id, untilOn, writing.at);
        writing.record('alter', 'neighbourhood', place.id, { kind, untilOn });
      }
      const ids = await births.write(writing, places);
      for (const [index, { code: into }] of change.into.entries()) {
        await parts[index]!.write(writing, ids.get(into)!);
      }
      const links = plan.links.map(({ predecessor, successorCode }) => ({
        predecessorId: predecessor.id,
        successorId: ids.get(successorCode)!,
      }));
      await recordSuccession(manager, forceId, fromOn, links);
      for (const { predecessorId, successorId } of links) {
        writing.record('alter', 'neighbourhood', predecessorId, { kind, successorId, fromOn });
      }
    },
  };
}

/** The lead of a neighbourhood of the new order, and who is carried over into it. */
async function planOfficers(
  looking: Looking,
  successor: Successor & { place: HeldPlace | null },
  { fromOn, carry }: Reordering,
  held: readonly HeldByNumber[],
): Promise<PlannedPart> {
  const { code, place } = successor;
  const lead = await planLead(looking, successor, fromOn);
  const own = place ? await assignmentsFrom(looking.manager, looking.forceId, [place.id], fromOn) : [];
  const others = held.filter(({ neighbourhoodId }) => neighbourhoodId !== place?.id);
  const days = { fromOn, untilOn: place?.untilOn ?? null };
  const carried = carry
    ? carriedAssignments(others, [...own, ...(lead.start ? [lead.start] : [])], days)
    : [];
  const numberOf = new Map(held.map(({ officerId, collarNumber }) => [officerId, collarNumber]));
  const sentence = ({ officerId, role, fromOn: since }: CarriedAssignment): string =>
    `Officer ${numberOf.get(officerId)} goes on in ${code} as ${ROLE_LABELS[role].toLowerCase()} from ${formatDay(since)}.`;
  return {
    consequences: [...lead.consequences, ...carried.map(sentence)],
    warnings: lead.warnings,
    write: async (writing, neighbourhoodId) => {
      await lead.write(writing, neighbourhoodId);
      for (const one of carried) {
        const id = await insertAssignment(writing.manager, writing.forceId, writing.at, {
          neighbourhoodId,
          ...one,
        });
        writing.record('collect', 'assignment', id, { neighbourhoodId, ...one });
      }
    },
  };
}

function staying({ ends, links }: Succession): string {
  const old = ends.map(({ place }) => place.code).join(', ');
  const successors = [...new Set(links.map(({ successorCode }) => successorCode))].join(', ');
  return `Contacts, their deadlines and figures of ${old} stay where they are; the officers of ${successors} see its open contacts and hear of them.`;
}

function unknown(code: string): never {
  throw DomainError.field('others', `No neighbourhood of the force has the code ${code.slice(0, 100)}`);
}
