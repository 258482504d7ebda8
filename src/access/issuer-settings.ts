import { readFileSync } from 'node:fs';
import { isThisMachine } from '../common/this-machine.js';
import { type Role, ROLES } from './principal.js';

/** A force's identity provider and what its claims mean here. */
export interface IssuerSettings {
  issuer: string;
  /** The further hosts that its endpoints may lie on, with their ports unless those are the usual ones. */
  hosts: readonly string[];
  /** What the claim `tid` must be; null where the provider has none. */
  tenant: string | null;
  clientId: string;
  clientSecret: string;
  signingAlgorithm: string;
  rolesClaim: string;
  /** In this order: the first that a person has decides. */
  roles: readonly { value: string; role: Role }[];
  nameClaim: string;
  emailClaim: string;
  collarNumberClaim: string | null;
}

// Signatures by a key pair alone: with a shared secret whoever knows it could vouch for anybody, and "none" is no signature.
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Where one issuer of many organisations is told from another by the tenant. */
const ENTRA = /^(login\.microsoftonline\.(com|us)|login\.partner\.microsoftonline\.cn|sts\.windows\.net)$/;

/** @throws Error naming the force and the entry at fault */
export function issuersOf(
  forces: Record<string, unknown>,
  name: string,
  secret?: string,
): ReadonlyMap<string, IssuerSettings> {
  const withoutFile = Object.values(forces).filter(
    (entry) => (entry as Record<string, unknown> | null)?.['client_secret_file'] === undefined,
  );
  if (secret !== undefined && withoutFile.length > 1)
    throw new Error(
      `${name}: SIGN_IN_CLIENT_SECRET serves one force; name a client_secret_file for each other.`,
    );
  const issuers = new Map(
    Object.entries(forces).map(([force, entry]) => [
      force,
      issuerOf(entriesOf(entry, `${name}: ${force}`), `${name}: ${force}`, secret),
    ]),
  );
  refuseShared(issuers, name);
  return issuers;
}

/** Whoever is let in by one force would be let in by the other. */
function refuseShared(issuers: ReadonlyMap<string, IssuerSettings>, name: string): void {
  const known = new Map<string, string>();
  for (const [force, { issuer, clientId }] of issuers) {
    const key = JSON.stringify([issuer.replace(/\/+$/, '').toLowerCase(), clientId]);
    const other = known.get(key);
    if (other !== undefined)
      throw new Error(
        `${name}: ${force} and ${other} have the same issuer and client_id; register each force at the provider by itself.`,
      );
    known.set(key, force);
  }
}

function issuerOf(entries: Record<string, unknown>, name: string, secret?: string): IssuerSettings {
  const take = (key: string, fallback?: string): string => {
    const value = entries[key] ?? fallback;
    delete entries[key];
    if (typeof value !== 'string' || value.trim() === '') throw new Error(`${name}: ${key} must be a text.`);
    return value.trim();
  };
  const takeIfSaid = (key: string): string | null => (entries[key] === undefined ? null : take(key));
  const issuer = take('issuer');
  if (!isIssuer(issuer)) {
    throw new Error(
      `${name}: issuer must be the https address of one identity provider, without query; of Entra ID that of one tenant.`,
    );
  }
  const signingAlgorithm = take('signing_algorithm', 'RS256');
  if (!ALGORITHMS.includes(signingAlgorithm))
    throw new Error(`${name}: signing_algorithm must be one of ${ALGORITHMS.join(', ')}.`);
  const tenant = takeIfSaid('tenant');
  if (tenant === null && ENTRA.test(new URL(issuer).hostname))
    throw new Error(`${name}: say the tenant too; tokens of Entra ID are then taken from that one alone.`);
  const settings: IssuerSettings = {
    issuer,
    hosts: hostsOf(entries['hosts'], issuer, name),
    tenant,
    clientId: take('client_id'),
    clientSecret: secretOf(takeIfSaid('client_secret_file'), secret, name),
    signingAlgorithm,
    rolesClaim: take('roles_claim'),
    roles: rolesOf(entries['roles'], name),
    nameClaim: take('name_claim', 'name'),
    emailClaim: take('email_claim', 'email'),
    collarNumberClaim: takeIfSaid('collar_number_claim'),
  };
  const unknown = Object.keys(entries).find((key) => key !== 'roles' && key !== 'hosts');
  if (unknown !== undefined) throw new Error(`${name}: ${unknown} is not known.`);
  return settings;
}

/** By plain http on this machine alone. With "common" or "organizations" the token of any tenant would do. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash, pathname } = new URL(text);
  return (
    (protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname))) &&
    !/[?#]/.test(text) &&
    `${username}${password}${search}${hash}` === '' &&
    !/^\/(common|organizations|consumers)(\/|$)/i.test(pathname)
  );
}

/** Hosts alone, and none of another machine for an issuer by plain http. */
function hostsOf(value: unknown, issuer: string, name: string): string[] {
  if (value === undefined) return [];
  const { protocol } = new URL(issuer);
  const isHost = (host: unknown): boolean =>
    typeof host === 'string' &&
    /^[a-z0-9.:[\]-]+$/.test(host) &&
    URL.canParse(`${protocol}//${host}`) &&
    new URL(`${protocol}//${host}`).host === host &&
    (protocol === 'https:' || isThisMachine(new URL(`${protocol}//${host}`).hostname));
  if (!Array.isArray(value) || !value.every(isHost))
    throw new Error(
      `${name}: hosts must be a list of hosts such as oauth2.googleapis.com, without https: and path.`,
    );
  return value as string[];
}

function secretOf(path: string | null, secret: string | undefined, name: string): string {
  if (path === null) {
    if (secret === undefined)
      throw new Error(`${name}: name client_secret_file, or set SIGN_IN_CLIENT_SECRET.`);
    return secret;
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${name}: client_secret_file ${path} cannot be read: ${code}.`, { cause: error });
  }
  if (text === '') throw new Error(`${name}: client_secret_file ${path} is empty.`);
  return text;
}

function rolesOf(value: unknown, name: string): IssuerSettings['roles'] {
  const wanted = `${name}: roles must be a list of { value, role } with the roles ${ROLES.join(', ')}.`;
  if (!Array.isArray(value) || value.length === 0) throw new Error(wanted);
  return value.map((entry: unknown) => {
    const { value: held, role, ...others } = (entry ?? {}) as Record<string, unknown>;
    const isFine =
      typeof held === 'string' &&
      held !== '' &&
      ROLES.includes(role as Role) &&
      Object.keys(others).length === 0;
    if (!isFine) throw new Error(wanted);
    return { value: held, role: role as Role };
  });
}

/** The entries of a part of a file. @throws Error naming the part if it is something else */
export function entriesOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${name} must be entries by name.`);
  return { ...value };
}
