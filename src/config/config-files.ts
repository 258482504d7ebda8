import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The folder that holds package.json, whether the code runs from `src/` or from `dist/src/`. */
export const PACKAGE_ROOT = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

/** Read one reviewed file of `config/` (`.yaml` or `.json`); what it must hold is checked by its reader. */
export function readConfigFile(name: string): unknown {
  const path = join(PACKAGE_ROOT, 'config', name);
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`config/${name} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Reads the fields of a mapping in a file of `config/`; one that nobody knows is a slip of the pen and is refused.
 * @throws Error naming file and place
 */
export const fieldsIn =
  (file: string) =>
  (value: unknown, path: string, known: readonly string[]): Record<string, unknown> => {
    const refuse = (where: string, problem: string): never => {
      throw new Error(`config/${file}: ${where} ${problem}.`);
    };
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return refuse(path || 'the file', `must have ${known.join(', ')}`);
    const unknown = Object.keys(value).find((name) => !known.includes(name));
    if (unknown !== undefined)
      return refuse(path ? `${path}.${unknown}` : unknown, `is not known; known are ${known.join(', ')}`);
    return value as Record<string, unknown>;
  };

function findPackageRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('package.json was not found above the code.');
  return findPackageRoot(above);
}
