import type { IssuerSettings } from './issuer-settings.js';
import type { SignInConfig } from './sign-in-config.js';

/** How people sign in here, decided at start and never by a request. */
export interface AccessOptions {
  /** The force whose people may be chosen without any proof; present in the trial start alone. */
  trial?: { forceId: string };
  /** The pages are reached by https: the session's cookie is then Secure and bound to this host. */
  secureCookies: boolean;
  /** The address that identity providers send people back to, without a slash at its end; empty without any. */
  publicUrl: string;
  /** The forces' identity providers by the force's id; none in the trial. */
  issuers: ReadonlyMap<string, IssuerSettings>;
  sessions: SignInConfig['sessions'];
  keys: SignInConfig['keys'];
}

export const ACCESS_OPTIONS = Symbol('how people sign in here');
