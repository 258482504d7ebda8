import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../audit/audit-log.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { type KnownRow, PERSON_OF_IDENTITY } from './admissions.query.js';
import { IdentityProviders } from './identity-providers.js';
import { TOLERANCE_SECONDS } from './logout-token.js';
import { reasonOf } from './refused-sign-in.js';
import { Sessions } from './sessions.js';

/** It is nobody of ours, and proves itself by its signature alone. */
const PROVIDER: Actor = { kind: 'public', id: 'identity-provider' };

/** Ends somebody's sessions because their identity provider says so. */
@Injectable()
export class BackChannel {
  private readonly logger = new Logger(BackChannel.name);

  constructor(
    private readonly providers: IdentityProviders,
    private readonly sessions: Sessions,
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
  ) {}

  /**
   * All that had begun by then, whichever of its own the provider means: we keep no session of the provider's. Somebody who
   * is not known here has none. The same token again ends none that began since, but for the seconds by which clocks differ.
   * @throws DomainError `not-found` for a force without a provider, `invalid` for a token that is not what it must be
   */
  async signOut(forceId: string, token: string, requestId: string): Promise<void> {
    const signedOut = await this.providers.signedOut(forceId, token).catch((error: unknown) => {
      if (error instanceof DomainError) throw error;
      // The log learns the reason, and nothing of what was sent.
      this.logger.warn('A sign-out by an identity provider was refused', {
        force: forceId,
        reason: reasonOf(error),
      });
      throw DomainError.invalid('This is no logout token of the identity provider of this force.');
    });
    const at = this.clock.now();
    await this.database.inForce(forceId, async (manager) => {
      const asked = [forceId, signedOut.issuer, signedOut.subject];
      const [person] = await manager.query<KnownRow[]>(PERSON_OF_IDENTITY, asked);
      if (!person) return;
      const begunBy = signedOut.at.plus({ seconds: TOLERANCE_SECONDS });
      const ending = { forceId, personId: person.id, at, by: PROVIDER, requestId, begunBy };
      await this.sessions.endIn(manager, ending);
    });
  }
}
