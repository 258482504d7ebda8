import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_BYTES, MasterKey } from '../common/sealing.js';
import type { AppConfig } from './app-config.js';

type KeySettings = Pick<AppConfig, 'MASTER_KEY' | 'MASTER_KEY_PREVIOUS' | 'DATA_DIR'>;

/**
 * The master key: from the environment, else made once and kept in `DATA_DIR/master.key`, readable by its owner
 * only. `kept` says that it is the file's, so that the start can say so: without it personal fields stay sealed.
 * While it is being changed the previous one is known too, from MASTER_KEY_PREVIOUS or `DATA_DIR/master.key.previous`.
 */
export async function loadMasterKey(config: AppConfig): Promise<{ key: MasterKey; kept: string | null }> {
  const previous = await previousKey(config);
  if (config.MASTER_KEY) return { key: keyOf(config.MASTER_KEY, previous), kept: null };
  const path = keptKey(config);
  await mkdir(config.DATA_DIR, { recursive: true });
  try {
    await writeFile(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return { key: keyOf(await readFile(path, 'utf8'), previous), kept: path };
}

/** The master key if there is one already; a command that only looks makes none. */
export async function readMasterKey(config: KeySettings): Promise<MasterKey | null> {
  const text = config.MASTER_KEY ?? (await textOf(keptKey(config)));
  return text === null ? null : keyOf(text, await previousKey(config));
}

async function previousKey(config: KeySettings): Promise<MasterKey | null> {
  const text = config.MASTER_KEY_PREVIOUS ?? (await textOf(`${keptKey(config)}.previous`));
  return text === null ? null : keyOf(text, null);
}

const keptKey = ({ DATA_DIR }: KeySettings): string => join(DATA_DIR, 'master.key');

const keyOf = (text: string, previous: MasterKey | null): MasterKey =>
  new MasterKey(Buffer.from(text.trim(), 'base64'), previous);

/** Null if there is no such file; one that cannot be read is no reason to begin with another key. */
async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
