import {
  createRemoteJWKSet,
  customFetch,
  type FetchImplementation,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { DateTime } from 'luxon';
import { isSubject } from './claims.js';
import { fetchOf } from './issuer-fetch.js';
import type { IssuerSettings } from './issuer-settings.js';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Providers send it at once; one that is older was kept. */
const OLDEST_SECONDS = 300;
/** Between their clock and ours. */
export const TOLERANCE_SECONDS = 30;
const TIMEOUT_MS = 10_000;

/** Asked once for each issuer and address, and again when a token names a key that is new: whoever sends nonsense costs no request. */
const keysAt = new Map<string, JWTVerifyGetKey>();

/** Who has signed out at the provider, and when. */
export interface SignedOut {
  issuer: string;
  subject: string;
  at: DateTime;
}

/**
 * Who has signed out, by a logout token of the provider: signed with the configured algorithm by a key that the issuer
 * publishes, for us, just now, said to be a logout in its head and in its event, and no ID token (ASVS 5.0, 10.5.5). One that names only a session of the provider's is
 * refused, because we keep none of theirs.
 * @throws Error when anything is not as it must be
 */
export async function readLogoutToken(
  token: string,
  jwksUri: string,
  settings: IssuerSettings,
): Promise<SignedOut> {
  const { issuer, clientId, signingAlgorithm, tenant } = settings;
  const { payload } = await jwtVerify(token, keysOf(settings, jwksUri), {
    issuer,
    audience: clientId,
    typ: 'logout+jwt',
    algorithms: [signingAlgorithm],
    requiredClaims: ['iat', 'exp', 'jti', 'sub', 'events'],
    maxTokenAge: OLDEST_SECONDS,
    clockTolerance: TOLERANCE_SECONDS,
  });
  const { events, sub, nonce, tid, iat } = payload;
  const isLogout = isObject(events) && Object.hasOwn(events, EVENT) && isObject(events[EVENT]);
  if (!isLogout || nonce !== undefined || !isSubject(sub)) throw new Error('This is no logout token.');
  // Not every provider says the tenant there; the issuer is that of one tenant alone.
  if (tenant !== null && tid !== undefined && tid !== tenant) throw new Error('Another tenant.');
  return { issuer, subject: sub, at: DateTime.fromSeconds(iat!, { zone: 'utc' }) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function keysOf({ issuer, hosts }: IssuerSettings, jwksUri: string): JWTVerifyGetKey {
  const asker = JSON.stringify([issuer, hosts, jwksUri]);
  const known = keysAt.get(asker);
  if (known) return known;
  const asked = fetchOf({ issuer, hosts }) as unknown as FetchImplementation;
  const keys = createRemoteJWKSet(new URL(jwksUri), { [customFetch]: asked, timeoutDuration: TIMEOUT_MS });
  keysAt.set(asker, keys);
  return keys;
}
