import { readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings that are a secret or hold one. Each can be named by a file instead, as `MASTER_KEY_FILE`: what a vault's
 * agent, systemd's credentials or a container's secrets put there stands in no environment that others may read.
 */
export const SECRETS = [
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'MASTER_KEY',
  'MASTER_KEY_PREVIOUS',
  'SMTP_URL',
  'SIGN_IN_CLIENT_SECRET',
] as const;

/**
 * The environment with the secrets that stand in files. Empty values count as unset.
 * @returns what is wrong with them, too, one sentence each, never with what a file holds
 */
export function withSecretFiles(environment: Environment): { given: Environment; mistakes: string[] } {
  const given: Record<string, string | undefined> = { ...environment };
  const mistakes: string[] = [];
  for (const name of SECRETS) {
    const path = environment[`${name}_FILE`]?.trim();
    if (!path) continue;
    if (environment[name]?.trim()) {
      mistakes.push(`${name} and ${name}_FILE are both set; keep one of them`);
      continue;
    }
    try {
      given[name] = readFileSync(path, 'utf8').trim();
      if (!given[name]) mistakes.push(`the file of ${name}_FILE is empty`);
    } catch (error) {
      const { code = 'unreadable' } = error as NodeJS.ErrnoException;
      mistakes.push(`the file of ${name}_FILE cannot be read (${code})`);
    }
  }
  return { given, mistakes };
}
