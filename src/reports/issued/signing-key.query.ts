import type { DateTime } from 'luxon';
import type { ForceDatabase } from '../../database/force-database.js';
import type { PublishedKey } from './report-signature.js';

export interface KeyInUse {
  key: PublishedKey;
  firstUsedAt: DateTime;
}

const PUBLISHED = `
-- Which keys were reports ever signed with, the newest first?
select jwk, first_used_at as "firstUsedAt" from report_signing_key order by first_used_at desc, id`;

const PUBLISH = `
-- Publish the public half of a key, once.
insert into report_signing_key (id, jwk, first_used_at) values ($1, $2, $3) on conflict do nothing`;

export async function publishedKeys(database: ForceDatabase): Promise<KeyInUse[]> {
  const rows = await database.statement<{ jwk: PublishedKey; firstUsedAt: DateTime }>(
    'report-signing-keys',
    PUBLISHED,
  );
  return rows.map(({ jwk, firstUsedAt }) => ({ key: inOrder(jwk), firstUsedAt }));
}

export async function publishKey(database: ForceDatabase, key: PublishedKey, at: DateTime): Promise<void> {
  await database.statement('publish-report-signing-key', PUBLISH, [key.kid, JSON.stringify(key), at]);
}

/** jsonb keeps names in an order of its own. */
const inOrder = ({ kty, crv, x, kid, alg, use }: PublishedKey): PublishedKey => ({
  kty,
  crv,
  x,
  kid,
  alg,
  use,
});
