import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readConfigFile } from '../config/config-files.js';
import { entriesOf, issuersOf, type IssuerSettings } from './issuer-settings.js';
import { type Role, ROLES } from './principal.js';

export interface SessionLimits {
  idleMinutes: number;
  hours: number;
}

/** How people sign in and for how long; see `config/sign-in.yaml`. */
export interface SignInConfig {
  /** By the force's id. */
  issuers: ReadonlyMap<string, IssuerSettings>;
  sessions: Readonly<Record<Role, SessionLimits>>;
  keys: { longestDays: number; overlapDays: number };
}

const FILE = 'config/sign-in.yaml';

/**
 * Read and check `config/sign-in.yaml`, or the installation's own file, and the client secrets it names.
 * @param secret that of the one force without a file of its own
 * @throws Error naming the entry at fault; the server then does not start.
 */
export function readSignInConfig(settings: {
  SIGN_IN_FILE?: string;
  SIGN_IN_CLIENT_SECRET?: string;
}): SignInConfig {
  const { SIGN_IN_FILE: path, SIGN_IN_CLIENT_SECRET: secret } = settings;
  const content = path === undefined ? readConfigFile('sign-in.yaml') : readOwn(path);
  return checkSignInConfig(content, path, secret);
}

export function checkSignInConfig(content: unknown, name: string = FILE, secret?: string): SignInConfig {
  const { forces, sessions, keys, ...others } = entriesOf(content, name);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Error(`${name}: ${unknown} is not known.`);
  return {
    issuers: issuersOf(entriesOf(forces, `${name}: forces`), name, secret),
    sessions: sessionsOf(entriesOf(sessions, `${name}: sessions`), name),
    keys: keysOf(entriesOf(keys, `${name}: keys`), name),
  };
}

/** What it says of machine keys alone, for whoever has no business with the client secrets. */
export function readKeyLimits({ SIGN_IN_FILE: path }: { SIGN_IN_FILE?: string }): SignInConfig['keys'] {
  const content = path === undefined ? readConfigFile('sign-in.yaml') : readOwn(path);
  const name = path ?? FILE;
  return keysOf(entriesOf(entriesOf(content, name)['keys'], `${name}: keys`), name);
}

function readOwn(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`SIGN_IN_FILE ${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function sessionsOf(entries: Record<string, unknown>, name: string): Record<Role, SessionLimits> {
  const unknown = Object.keys(entries).find((role) => !ROLES.includes(role as Role));
  if (unknown !== undefined) throw new Error(`${name}: sessions: ${unknown} is no role.`);
  const limits = ROLES.map((role) => {
    const {
      idle_minutes: idleMinutes,
      hours,
      ...others
    } = entriesOf(entries[role], `${name}: sessions: ${role}`);
    if (Object.keys(others).length > 0 || !isWhole(idleMinutes, 5, 720) || !isWhole(hours, 1, 24)) {
      throw new Error(
        `${name}: sessions: ${role} must be idle_minutes, whole from 5 to 720, and hours, whole from 1 to 24.`,
      );
    }
    return [role, { idleMinutes, hours }] as const;
  });
  return Object.fromEntries(limits) as Record<Role, SessionLimits>;
}

function keysOf(entries: Record<string, unknown>, name: string): SignInConfig['keys'] {
  const { longest_days: longestDays, overlap_days: overlapDays, ...others } = entries;
  if (Object.keys(others).length > 0 || !isWhole(longestDays, 1, 3_650) || !isWhole(overlapDays, 0, 90)) {
    throw new Error(
      `${name}: keys must be longest_days, whole from 1 to 3650, and overlap_days, whole from 0 to 90.`,
    );
  }
  return { longestDays, overlapDays };
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
