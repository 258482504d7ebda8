import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import { remeasure } from '../places/remeasure.js';
import { storeList, LIST_NAMES, storeSeniorOfficers } from './store-items.query.js';
import {
  addNeighbourhoods,
  changeForce,
  changeNeighbourhoods,
  type IdentifiedWrite,
  putRoutes,
} from './store-neighbourhoods.query.js';
import { FORCE_LINE, SENIOR_OFFICERS_LINE, type WorkedOut } from './work-out.js';

/** Boundaries of so many are one statement. */
const AT_ONCE = 50;

export interface AppliedPull {
  added: string[];
  changed: string[];
  /** Names of what changed of the force. */
  force: string[];
  seniorOfficers: boolean;
}

/** Write what was worked out for these lines, in the transaction of the force and after `nameChange`. */
export async function writePull(
  manager: EntityManager,
  forceId: string,
  worked: WorkedOut,
  lines: ReadonlySet<number>,
  { at, todayOn }: { at: DateTime; todayOn: string },
): Promise<AppliedPull> {
  const applied: AppliedPull = { added: [], changed: [], force: [], seniorOfficers: false };
  if (lines.has(FORCE_LINE)) {
    await changeForce(manager, forceId, worked.force);
    applied.force = Object.entries(worked.force)
      .filter(([, value]) => value !== null)
      .map(([name]) => name);
  }
  if (lines.has(SENIOR_OFFICERS_LINE)) {
    await storeSeniorOfficers(manager, forceId, todayOn, worked.seniorOfficers);
    applied.seniorOfficers = true;
  }
  const chosen = [...worked.neighbourhoods].filter(([line]) => lines.has(line)).map(([, write]) => write);
  const isNew = new Set(chosen.filter(({ id }) => id === null).map(({ code }) => code));
  const writes = chosen.map((write): IdentifiedWrite => ({ ...write, id: write.id ?? newId() }));
  for (let start = 0; start < writes.length; start += AT_ONCE) {
    const batch = writes.slice(start, start + AT_ONCE);
    const added = batch.filter(({ code }) => isNew.has(code));
    const changed = batch.filter(({ code }) => !isNew.has(code));
    await addNeighbourhoods(manager, forceId, at, worked.newFromOn, added);
    await changeNeighbourhoods(manager, forceId, at, todayOn, changed);
    await putRoutes(manager, forceId, added, true);
    await putRoutes(manager, forceId, changed, false);
    applied.added.push(...added.map(({ id }) => id));
    applied.changed.push(...changed.map(({ id }) => id));
  }
  for (const name of LIST_NAMES) {
    const lists = writes.map((write) => ({ neighbourhoodId: write.id, write: write[name] }));
    await storeList(manager, forceId, todayOn, name, lists);
  }
  await remeasure(
    manager,
    forceId,
    writes.filter(({ boundary }) => boundary !== null).map(({ id }) => id),
  );
  return applied;
}
