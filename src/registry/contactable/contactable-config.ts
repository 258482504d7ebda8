import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { parse } from 'yaml';
import { readConfigFile } from '../../config/config-files.js';

export interface MailServer {
  host: string;
  port: number;
}

/** What may be asked, of whom and how politely; see `config/contactable.yaml`. */
export interface ContactableConfig {
  enabled: boolean;
  everyHours: number;
  againMinutes: number;
  perSecond: number;
  timeLimitSeconds: number;
  sizeLimitBytes: number;
  lookForName: boolean;
  /** Every try is kept for so many days; of an older day only what decides whether the route failed. */
  keepTriesDays: number;
  /** Hosts of web addresses as `URL.host` writes them, and domains of mailboxes. */
  hosts: ReadonlySet<string>;
  privateHosts: ReadonlySet<string>;
  /** Address of a neighbourhood's page by force, with `{code}` in it. */
  yourArea: Readonly<Record<string, string>>;
  mailServers: Readonly<Record<string, MailServer>>;
  dnsServers: readonly string[];
}

const FILE = 'config/contactable.yaml';
const HOST = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(:\d{1,5})?$/;

/**
 * Read and check `config/contactable.yaml`, or the installation's own file.
 * @throws Error naming the entry at fault; the server then does not start.
 */
export function readContactableConfig(path?: string): ContactableConfig {
  return checkContactableConfig(
    path === undefined ? readConfigFile('contactable.yaml') : readOwn(path),
    path,
  );
}

export function checkContactableConfig(content: unknown, name: string = FILE): ContactableConfig {
  const entries = { ...(content as Record<string, unknown> | null) };
  const take = <T>(key: string, check: (value: unknown) => T | undefined, wanted: string): T => {
    const value = check(entries[key]);
    if (value === undefined) throw new Error(`${name}: ${key} must be ${wanted}.`);
    delete entries[key];
    return value;
  };
  const config: ContactableConfig = {
    enabled: take('enabled', flag, 'true or false'),
    everyHours: take('every_hours', numberFrom(0.25, 24), 'a number from 0.25 to 24'),
    againMinutes: take('again_minutes', numberFrom(1, 1_440), 'a number from 1 to 1440'),
    perSecond: take('per_second', numberFrom(0.01, 50), 'a number from 0.01 to 50'),
    timeLimitSeconds: take('time_limit_seconds', numberFrom(1, 30), 'a number from 1 to 30'),
    sizeLimitBytes: take('size_limit_bytes', numberFrom(1_000, 10_000_000), 'a number from 1000 to 10000000'),
    lookForName: take('look_for_name', flag, 'true or false'),
    keepTriesDays: take('keep_tries_days', daysKept, 'a whole number of days from 7 to 36500'),
    hosts: take('hosts', hostSet, 'a list of hosts, such as www.force.example'),
    privateHosts: take('private_hosts', hostSet, 'a list of hosts, such as intranet.force.example'),
    yourArea: take('your_area', patterns, 'addresses by force, each with {code} in it'),
    mailServers: take('mail_servers', servers, 'servers by domain, each as host:port'),
    dnsServers: take('dns_servers', addresses, 'a list of IP addresses'),
  };
  const [unknown] = Object.keys(entries);
  if (unknown !== undefined) throw new Error(`${name}: ${unknown} is not known.`);
  for (const [force, pattern] of Object.entries(config.yourArea)) {
    const { host } = new URL(pattern);
    if (!config.hosts.has(host))
      throw new Error(`${name}: your_area of ${force} is at ${host}, which hosts does not list.`);
  }
  for (const domain of Object.keys(config.mailServers)) {
    if (!config.hosts.has(domain))
      throw new Error(`${name}: mail_servers has ${domain}, which hosts does not list.`);
  }
  return config;
}

function readOwn(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`CONTACTABLE_FILE ${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

function numberFrom(least: number, most: number): (value: unknown) => number | undefined {
  return (value) => (typeof value === 'number' && value >= least && value <= most ? value : undefined);
}

/** Not said, as in files older than this entry: more than a year, so that a year can be compared try by try. */
function daysKept(value: unknown = 400): number | undefined {
  const days = numberFrom(7, 36_500)(value);
  return Number.isInteger(days) ? days : undefined;
}

function listOf(value: unknown, fine: (entry: string) => boolean): string[] | undefined {
  const texts = Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined;
  return texts?.every(fine) ? texts : undefined;
}

function hostSet(value: unknown): ReadonlySet<string> | undefined {
  const hosts = listOf(value, (entry) => HOST.test(entry.toLowerCase()));
  return hosts && new Set(hosts.map((host) => host.toLowerCase()));
}

const addresses = (value: unknown): string[] | undefined =>
  listOf(value, (entry) => isIP(entry.replace(/^\[(.*)\](:\d+)?$|^([\d.]+):\d+$/, '$1$3')) > 0);

function recordOf<T>(value: unknown, read: (text: string) => T | undefined): Record<string, T> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const pairs = Object.entries(value).map(([key, text]) => [
    key,
    typeof text === 'string' ? read(text) : undefined,
  ]);
  return pairs.every(([, read]) => read !== undefined)
    ? (Object.fromEntries(pairs) as Record<string, T>)
    : undefined;
}

const patterns = (value: unknown): Record<string, string> | undefined =>
  recordOf(value, (text) =>
    /^https?:\/\/[^/{}]+\/.*\{code\}/.test(text) && URL.canParse(text) ? text : undefined,
  );

const servers = (value: unknown): Record<string, MailServer> | undefined =>
  recordOf(value, (text) => {
    const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
    return host !== undefined && HOST.test(host) && Number(port) <= 65_535
      ? { host, port: Number(port) }
      : undefined;
  });
