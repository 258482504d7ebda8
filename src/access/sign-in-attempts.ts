import { Injectable } from '@nestjs/common';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import type { Expected } from './identity-providers.js';
import { ATTEMPT_MINUTES } from './session-cookie.js';
import { BEGIN_ATTEMPT, TAKE_ATTEMPT, type AttemptRow } from './sign-in-attempts.query.js';
import { digestOf } from './tokens.js';

export interface Begun {
  /** Where to go on to afterwards, an address of this site. */
  next: string | null;
  fresh: boolean;
}

/** Sign-ins on their way to an identity provider and back, each good once and in the browser that began it. */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
  ) {}

  /**
   * Begin one; those of the force that have run out are forgotten.
   * @param browser the secret that only this browser holds
   * @throws DomainError not-found for a force that is not registered
   */
  async begin(forceId: string, browser: string, { next, fresh }: Begun): Promise<Expected> {
    const at = this.clock.now();
    const expected = {
      state: randomState(),
      nonce: randomNonce(),
      codeVerifier: randomPKCECodeVerifier(),
      fresh,
    };
    const begun = await this.database.inForce(forceId, (manager) =>
      manager.query<unknown[]>(BEGIN_ATTEMPT, [
        forceId,
        digestOf(expected.state),
        digestOf(browser),
        expected.codeVerifier,
        expected.nonce,
        next,
        fresh,
        at,
        at.plus({ minutes: ATTEMPT_MINUTES }),
      ]),
    );
    if (begun.length === 0) throw DomainError.notFound('This force is not registered here yet.');
    return expected;
  }

  /** The one that came back: taken, so that it comes back once. Null when there is none, or in another browser. */
  async take(forceId: string, state: string, browser: string): Promise<(Begun & Expected) | null> {
    const at = this.clock.now();
    const [rows] = await this.database.inForce(forceId, (manager) =>
      manager.query<[AttemptRow[], number]>(TAKE_ATTEMPT, [forceId, digestOf(state), digestOf(browser)]),
    );
    const [row] = rows;
    if (!row || row.ends_at <= at) return null;
    return {
      state,
      nonce: row.nonce,
      codeVerifier: row.code_verifier,
      next: row.next_path,
      fresh: row.fresh,
    };
  }
}
