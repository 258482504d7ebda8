/** How people sign in here, decided at start and never by a request. */
export interface AccessOptions {
  /** The force whose people may be chosen without any proof; present in the trial start alone. */
  trial?: { forceId: string };
  /** The pages are reached by https: the session's cookie is then Secure and bound to this host. */
  secureCookies: boolean;
}

export const ACCESS_OPTIONS = Symbol('how people sign in here');
