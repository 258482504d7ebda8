import { LOGIN_ROLE, OWNER_ROLE, TRIAL_DATABASE } from './roles.js';
import type { TrialPasswords } from './trial-passwords.js';

export interface TrialUrls {
  /** The superuser, in the database `postgres`; for making roles and databases only. */
  adminUrl: string;
  /** The owner of the database; for migrations. */
  ownerUrl: string;
  /** The application's role, which owns nothing. */
  applicationUrl: string;
}

/** Connection strings of a server on this machine. */
export function trialUrls(port: number, passwords: TrialPasswords): TrialUrls {
  const url = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  return {
    adminUrl: url('postgres', passwords.superuser, 'postgres'),
    ownerUrl: url(OWNER_ROLE, passwords.owner, TRIAL_DATABASE),
    applicationUrl: url(LOGIN_ROLE, passwords.login, TRIAL_DATABASE),
  };
}
