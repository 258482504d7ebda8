import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_BYTES, MasterKey } from '../common/sealing.js';
import type { AppConfig } from './app-config.js';

/**
 * The master key: from the environment, else made once and kept in `DATA_DIR/master.key`, readable by its owner
 * only. `kept` says that it is the file's, so that the start can say so: without it personal fields stay sealed.
 */
export async function loadMasterKey(config: AppConfig): Promise<{ key: MasterKey; kept: string | null }> {
  if (config.MASTER_KEY) return { key: new MasterKey(Buffer.from(config.MASTER_KEY, 'base64')), kept: null };
  const path = join(config.DATA_DIR, 'master.key');
  await mkdir(config.DATA_DIR, { recursive: true });
  try {
    await writeFile(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return { key: new MasterKey(Buffer.from((await readFile(path, 'utf8')).trim(), 'base64')), kept: path };
}

/** The master key if there is one already; a command that only looks makes none. */
export async function readMasterKey({
  MASTER_KEY,
  DATA_DIR,
}: Pick<AppConfig, 'MASTER_KEY' | 'DATA_DIR'>): Promise<MasterKey | null> {
  const text = MASTER_KEY ?? (await readFile(join(DATA_DIR, 'master.key'), 'utf8').catch(() => null));
  return text === null ? null : new MasterKey(Buffer.from(text.trim(), 'base64'));
}
