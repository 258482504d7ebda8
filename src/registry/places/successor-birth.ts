import { formatDay } from '../../common/calendar.js';
import { DomainError } from '../../common/errors.js';
import { planRename } from './domain/name-and-end.js';
import type { SuccessionPlan } from './domain/succession-plan.js';
import { boundaryOfAll, measured } from './measured-boundary.js';
import type { Reordering } from './neighbourhood-change.js';
import { beginPlace, joinArea, renamePlace } from './place-changes.query.js';
import { boundariesOf, formerNames, type HeldPlace } from './places.query.js';
import { type Looking, refuse, type Writing } from './planned-change.js';
import { remeasure } from './remeasure.js';

type Succession = Extract<SuccessionPlan, { kind: 'planned' }>;

export interface PlannedBirths {
  consequences: string[];
  warnings: string[];
  /** Makes the new ones; gives the id of every neighbourhood of the new order by its code. */
  write(writing: Writing, places: ReadonlyMap<string, HeldPlace>): Promise<Map<string, string>>;
}

/**
 * The neighbourhoods that begin with a merger or a split. They take over the published routes and the team mailbox of
 * the first one they follow, and its command area if all have the same; a merger takes the boundaries together.
 */
export async function planBirth(
  looking: Looking,
  plan: Succession,
  predecessors: readonly HeldPlace[],
  change: Reordering,
): Promise<PlannedBirths> {
  const { manager, forceId } = looking;
  const { fromOn, kind } = change;
  const [first] = predecessors as [HeldPlace];
  const area = sameArea(predecessors);
  const boundary = kind === 'merge' && plan.begins.length > 0 ? await together(looking, predecessors) : null;
  const population = kind === 'merge' ? sumOf(predecessors.map((place) => place.population)) : null;
  const renames = await planRenames(looking, plan, change);
  const unplaced = [
    ...(boundary ? [] : plan.begins.map(({ code }) => code)),
    ...plan.goesOn.map(({ code }) => code),
  ];
  return {
    consequences: [
      ...plan.begins.flatMap(({ code, name }) => [
        `${name} (${code}) begins on ${formatDay(fromOn)} with the contact details of ${first.code}.`,
        ...(area ? [`${code} belongs to the command area ${area.name}.`] : []),
        ...(boundary
          ? [`Its boundary is those of ${predecessors.map((one) => one.code).join(', ')} together.`]
          : []),
      ]),
      ...renames.map(({ place, name }) => `${place.code} is called ${name} from ${formatDay(fromOn)}.`),
    ],
    warnings: unplaced.map(
      (code) => `Import the boundary that ${code} has from ${formatDay(fromOn)}: this does not draw it.`,
    ),
    write: async (writing, places) => {
      const ids = new Map(plan.goesOn.map(({ code }) => [code, places.get(code)!.id]));
      for (const { code, name } of plan.begins) {
        const shape = boundary && measured(boundary);
        const born = { code, name: name!, fromOn, population, boundary: shape, likeId: first.id };
        const id = await beginPlace(manager, forceId, born, writing.at);
        if (!id) throw DomainError.conflict(`Somebody recorded ${code} meanwhile. Look at it again.`);
        ids.set(code, id);
        if (area) await joinArea(manager, forceId, area.id, id, fromOn);
        writing.record('collect', 'neighbourhood', id, { kind, fromOn });
      }
      for (const { place, name, former } of renames) {
        await renamePlace(manager, forceId, place.id, name, former, writing.at);
        writing.record('alter', 'neighbourhood', place.id, { kind: 'rename', fromOn });
      }
      if (boundary) await remeasure(manager, forceId, [...ids.values()]);
      return ids;
    },
  };
}

/** A name given for a neighbourhood that goes on is a new name for it. */
async function planRenames(
  { manager, forceId, todayOn }: Looking,
  { goesOn }: Succession,
  { into, fromOn }: Reordering,
): Promise<
  { place: Succession['goesOn'][number]; name: string; former: { name: string; untilOn: string } | null }[]
> {
  const renames = [];
  for (const place of goesOn) {
    const name = into.find(({ code }) => code === place.code)?.name;
    if (!name || name === place.name) continue;
    const plan = planRename(place, await formerNames(manager, forceId, place.id), { name, fromOn, todayOn });
    if (plan.kind === 'problem') refuse({ field: 'into', message: plan.problem.message });
    if (plan.kind === 'renamed') renames.push({ place, name, former: plan.former });
  }
  return renames;
}

async function together(
  { manager, forceId }: Looking,
  predecessors: readonly HeldPlace[],
): Promise<ReturnType<typeof boundaryOfAll>> {
  if (predecessors.some(({ hasBoundary }) => !hasBoundary)) return null;
  const ids = predecessors.map(({ id }) => id);
  return boundaryOfAll(await boundariesOf(manager, forceId, ids));
}

function sameArea(predecessors: readonly HeldPlace[]): { id: string; name: string } | null {
  const [{ areaId, areaName }] = predecessors as [HeldPlace];
  if (areaId === null || areaName === null) return null;
  return predecessors.every((place) => place.areaId === areaId) ? { id: areaId, name: areaName } : null;
}

function sumOf(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce(
    (sum, number) => (sum === null || number === null ? null : sum + number),
    0 as number | null,
  );
}
