import type { DateTime } from 'luxon';
import type { Role } from './principal.js';

const PERSON = 'p.id, p.name, p.email, p.role, p.officer_id, p.disabled_at';

/** Somebody who may sign in, or once might. */
export interface KnownRow {
  id: string;
  name: string;
  email: string | null;
  role: Role;
  officer_id: string | null;
  disabled_at: DateTime | null;
  /** By an account at the identity provider. */
  identified: boolean;
}

export const PERSON_OF_IDENTITY = `
-- Whose is this account at the identity provider?
select ${PERSON}, true as identified from person_identity i join person p on p.force_id = i.force_id and p.id = i.person_id
 where i.force_id = $1 and i.issuer = $2 and i.subject = $3 for update of p
`;

export const PERSON_WITHOUT_IDENTITY = `
-- Was this person entered beforehand, without ever having signed in?
select ${PERSON}, false as identified from person p
 where p.force_id = $1 and p.id = $2
   and not exists (select from person_identity i where i.force_id = p.force_id and i.person_id = p.id)
 for update of p
`;

export interface OfficerRow {
  id: string;
  /** Who signs in as this officer already. */
  person_id: string | null;
}

export const OFFICER_OF_NUMBER = `
-- Which officer has this collar number, and who signs in as them?
select o.id, p.id as person_id from officer o
  left join person p on p.force_id = o.force_id and p.officer_id = o.id
 where o.force_id = $1 and o.collar_number = $2
`;

export const UPDATE_PERSON = `
-- What does the identity provider say of this person today?
update person set name = $3, email = $4, role = $5, officer_id = $6 where force_id = $1 and id = $2
`;

export const ADD_IDENTITY = `
-- Whose is this account from now on?
insert into person_identity (force_id, issuer, subject, person_id, created_at, last_signed_in_at)
values ($1, $2, $3, $4, $5, $5)
`;

export const NOTE_SIGN_IN = `
-- When did they sign in last?
update person_identity set last_signed_in_at = $5 where force_id = $1 and issuer = $2 and subject = $3 and person_id = $4
`;
