import type { DateTime } from 'luxon';
import type { Scope } from './principal.js';

const KEY = `k.id, k.name, k.scopes, k.created_at, k.expires_at, k.revoked_at, k.rotated_at,
       (select max(l.valid_until) from locator l where l.force_id = k.force_id and l.target_id = k.id and l.kind = 'api-key') as overlap_until
  from api_key k`;

/** A machine key as its page shows it; the key itself is nowhere. */
export interface ListedKey {
  id: string;
  name: string;
  scopes: Scope[];
  created_at: DateTime;
  expires_at: DateTime | null;
  revoked_at: DateTime | null;
  rotated_at: DateTime | null;
  /** Until then a secret from before the last change is good too. */
  overlap_until: DateTime | null;
}

export const KEYS_OF_FORCE = `
-- Which machine keys has the force? Those in use first, then the newest.
select ${KEY} where k.force_id = $1
 order by (k.revoked_at is not null or coalesce(k.expires_at <= $2, false)), k.created_at desc, k.id
`;

export const KEY_OF_FORCE = `
-- Which machine key is this?
select ${KEY} where k.force_id = $1 and k.id = $2
`;

export const ROTATE_KEY = `
-- Is this key in use, with the expiry that the new secret gets, and unchanged since it was looked at?
update api_key set rotated_at = $3, expires_at = $4
 where force_id = $1 and id = $2 and revoked_at is null and (expires_at is null or expires_at > $3)
   and rotated_at is not distinct from $5
returning id
`;

export const END_OLD_SECRETS = `
-- Until when are the secrets of this key good that were given out before?
update locator set valid_until = least(valid_until, $3)
 where force_id = $1 and target_id = $2 and kind = 'api-key'
`;

export const FORGET_OLD_SECRETS = `
-- Which secrets of this key are good no more?
delete from locator where force_id = $1 and target_id = $2 and kind = 'api-key' and valid_until <= $3
`;

export const ADD_SECRET = `
-- Where does this key lead?
insert into locator (digest, kind, force_id, target_id) values ($1, 'api-key', $2, $3)
`;
