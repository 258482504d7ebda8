import { Inject, Injectable, Logger } from '@nestjs/common';
import { ForceDatabase } from '../database/force-database.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { type Admission, type Admitted, Admissions } from './admissions.js';
import { IdentityProviders } from './identity-providers.js';
import { RefusedSignIn, type Reason } from './refused-sign-in.js';
import { type Begun, SignInAttempts } from './sign-in-attempts.js';
import { FORCES_TO_SIGN_IN_TO, type ForceToSignInTo } from './sign-in-attempts.query.js';

export interface Refused {
  refused: Reason;
  next: string | null;
}
/** Let in, and where to go on to; or not. */
export type Finished = (Admitted & { next: string | null }) | Refused;

/** One sign-in by a force's identity provider, there and back. */
@Injectable()
export class IssuerSignIn {
  private readonly logger = new Logger(IssuerSignIn.name);

  constructor(
    private readonly providers: IdentityProviders,
    private readonly attempts: SignInAttempts,
    private readonly admissions: Admissions,
    private readonly database: ForceDatabase,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  /** The forces whose people can sign in here, by name. */
  async forces(): Promise<ForceToSignInTo[]> {
    const { issuers } = this.options;
    if (issuers.size === 0) return [];
    const { name, text } = FORCES_TO_SIGN_IN_TO;
    return this.database.statement<ForceToSignInTo>(name, text, [[...issuers.keys()]]);
  }

  /** @throws DomainError not-found for a force that has no identity provider here */
  async begin(
    forceId: string,
    browser: string,
    begun: Begun & { another: boolean },
  ): Promise<{ to: string } | Refused> {
    this.providers.settingsOf(forceId);
    const expected = await this.attempts.begin(forceId, browser, begun);
    try {
      return { to: await this.providers.begin(forceId, expected, begun.another) };
    } catch (error) {
      return this.refuse(forceId, error, begun.next);
    }
  }

  /**
   * @param browser what the browser holds of the beginning
   * @param query what the provider sent back, without its question mark
   */
  async finish(forceId: string, browser: string | null, query: string, requestId: string): Promise<Finished> {
    const settings = this.providers.settingsOf(forceId);
    const [state, ...more] = new URLSearchParams(query).getAll('state');
    const isWhole = state !== undefined && more.length === 0 && browser !== null;
    const attempt = isWhole ? await this.attempts.take(forceId, state, browser) : null;
    if (!attempt) return this.refuse(forceId, new RefusedSignIn('stale'), null);
    try {
      const vouched = await this.providers.finish(forceId, query, attempt);
      const admit = (): Promise<Admission> => this.admissions.admit(forceId, settings, vouched, requestId);
      const admission = await admit().catch((error: { code?: string }) => {
        // Two first sign-ins of somebody at one moment: the second finds whom the first made.
        if (error.code === '23505') return admit();
        throw error;
      });
      if ('refused' in admission) throw new RefusedSignIn(admission.refused);
      return { ...admission, next: attempt.next };
    } catch (error) {
      return this.refuse(forceId, error, attempt.next);
    }
  }

  /** The log learns the reason, and nothing of what the provider said of somebody. */
  private refuse(forceId: string, error: unknown, next: string | null): Refused {
    if (!(error instanceof RefusedSignIn)) throw error;
    const { reason, code } = error;
    this.logger.warn('A sign-in was refused', { force: forceId, reason, ...(code && { code }) });
    return { refused: reason, next };
  }
}
