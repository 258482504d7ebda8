import { DateTime } from 'luxon';
import type { IDToken } from 'openid-client';
import { isSubject } from './claims.js';
import type { IssuerSettings } from './issuer-settings.js';
import { RefusedSignIn } from './refused-sign-in.js';

/** Between the provider's clock and ours. */
export const TOLERANCE_SECONDS = 60;

/**
 * What the protocol leaves to us once the signature, the audience and the nonce are right: that the token is of this issuer
 * and tenant and given to us alone, and that nothing in it is said to have happened in the future. A proof of
 * tomorrow would count as fresh until then.
 * @param now in seconds
 * @returns when they proved who they are; null where the provider does not say
 * @throws RefusedSignIn
 */
export function checkIdToken(
  claims: IDToken,
  { issuer, clientId, tenant }: Pick<IssuerSettings, 'issuer' | 'clientId' | 'tenant'>,
  now: number,
): DateTime | null {
  const { iss, sub, azp, iat, auth_time: authTime, tid } = claims;
  const isFine =
    iss === issuer &&
    isSubject(sub) &&
    (azp === undefined || azp === clientId) &&
    hasBeen(iat, now) &&
    (authTime === undefined || hasBeen(authTime, now));
  if (!isFine) throw new RefusedSignIn('token');
  if (tenant !== null && tid !== tenant) throw new RefusedSignIn('tenant');
  return authTime === undefined ? null : DateTime.fromSeconds(authTime, { zone: 'utc' });
}

/** A time in seconds that is over, or as good as. */
const hasBeen = (time: unknown, now: number): boolean =>
  Number.isFinite(time) && (time as number) > 0 && (time as number) <= now + TOLERANCE_SECONDS;
