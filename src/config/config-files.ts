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

function findPackageRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('package.json was not found above the code.');
  return findPackageRoot(above);
}
