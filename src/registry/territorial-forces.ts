import { isDay } from '../common/calendar.js';
import { readConfigFile } from '../config/config-files.js';

export interface TerritorialForce {
  id: string;
  name: string;
  startsOn: string;
}

/**
 * Read and check `config/forces.yaml`: the forces that register themselves with their first import.
 * @throws Error naming the entry at fault.
 */
export function readTerritorialForces(content: unknown = readConfigFile('forces.yaml')): TerritorialForce[] {
  const { starts_on: startsOn, forces } = (content ?? {}) as { starts_on?: unknown; forces?: unknown };
  if (typeof startsOn !== 'string' || !isDay(startsOn)) {
    throw new Error('config/forces.yaml must say starts_on as YYYY-MM-DD.');
  }
  if (typeof forces !== 'object' || forces === null || Array.isArray(forces)) {
    throw new Error('config/forces.yaml must hold "forces", each a line "id: name".');
  }
  return Object.entries(forces).map(([id, name]: [string, unknown]) => {
    if (!isForceId(id)) throw new Error(`config/forces.yaml: ${id} cannot be the id of a force.`);
    if (typeof name !== 'string' || !name.trim()) throw new Error(`config/forces.yaml: ${id} has no name.`);
    return { id, name, startsOn };
  });
}

/** The shape the database asks of an id: it stands in addresses, where a force called `forces` would be ambiguous. */
export function isForceId(text: string): boolean {
  return /^[a-z][a-z0-9-]{1,39}$/.test(text) && text !== 'forces';
}
