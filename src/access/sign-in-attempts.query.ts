import type { DateTime } from 'luxon';

/** Is a sign-in to this force on its way now? Nothing for a force that is not registered. */
export const BEGIN_ATTEMPT = `
-- Is a sign-in to this force on its way now? Those that have run out go at this occasion.
with over as (delete from sign_in_attempt where force_id = $1 and ends_at <= $8)
insert into sign_in_attempt (force_id, state_digest, browser_digest, code_verifier, nonce, next_path, fresh, ends_at)
select id, $2, $3, $4, $5, $6, $7, $9 from force where id = $1
returning force_id
`;

/** Which sign-in has come back, in the browser that began it? */
export const TAKE_ATTEMPT = `
-- Which sign-in has come back, in the browser that began it?
delete from sign_in_attempt where force_id = $1 and state_digest = $2 and browser_digest = $3
returning code_verifier, nonce, next_path, fresh, ends_at
`;

export interface AttemptRow {
  code_verifier: string;
  nonce: string;
  next_path: string | null;
  fresh: boolean;
  ends_at: DateTime;
}

/** Which of these forces are registered here? */
export const FORCES_TO_SIGN_IN_TO = {
  name: 'forces-to-sign-in-to',
  text: 'select id, name from force where id = any($1) order by name, id',
} as const;

export interface ForceToSignInTo {
  id: string;
  name: string;
}
