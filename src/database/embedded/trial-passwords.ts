import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The passwords of the trial's own cluster; letters and digits, so that they stand in a URL as they are. */
export interface TrialPasswords {
  superuser: string;
  owner: string;
  login: string;
}

const FILE = 'postgres-passwords.json';

export function newPasswords(): TrialPasswords {
  const random = () => randomBytes(24).toString('hex');
  return { superuser: random(), owner: random(), login: random() };
}

/** The passwords kept in DATA_DIR; null when the file is missing or does not hold them. */
export function readPasswords(dataDir: string): TrialPasswords | null {
  const path = join(dataDir, FILE);
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Partial<TrialPasswords>;
    const all = [kept.superuser, kept.owner, kept.login];
    return all.every((word) => /^[0-9a-f]{32,}$/.test(word ?? '')) ? (kept as TrialPasswords) : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Keeps the passwords for this account alone; the file is complete or absent. */
export function keepPasswords(dataDir: string, passwords: TrialPasswords): void {
  const path = join(dataDir, FILE);
  const staging = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(staging, JSON.stringify(passwords), { flag: 'wx', mode: 0o600 });
  renameSync(staging, path);
}
