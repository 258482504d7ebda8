import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What scripts need of a running trial: `DATA_DIR/trial.json`. */
export interface TrialFile {
  url: string;
  /** Travels as `Authorization: Bearer KEY`; stays good over restarts. */
  apiKey: string;
  force: { id: string; name: string };
  people: { id: string; name: string; role: string }[];
}

export const trialFile = (dataDir: string): string => join(dataDir, 'trial.json');

/** Written when everything is ready, whole or not at all, and for this account alone: the key opens everything. */
export async function writeTrialFile(dataDir: string, content: TrialFile): Promise<void> {
  await writePrivate(trialFile(dataDir), `${JSON.stringify(content, null, 2)}\n`);
}

export async function removeTrialFile(dataDir: string): Promise<void> {
  await rm(trialFile(dataDir), { force: true });
}

/** The key of the last start, if it was kept. */
export async function readTrialKey(dataDir: string): Promise<string | null> {
  try {
    return (await readFile(keyFile(dataDir), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export async function keepTrialKey(dataDir: string, key: string): Promise<void> {
  await writePrivate(keyFile(dataDir), `${key}\n`);
}

const keyFile = (dataDir: string): string => join(dataDir, 'trial-api.key');

async function writePrivate(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  await rm(part, { force: true });
  await writeFile(part, text, { flag: 'wx', mode: 0o600 });
  await rename(part, path);
}
