import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors.js';
import { MasterKey } from '../common/sealing.js';
import { type Doubt, doubtOf, takeTokens } from '../web/form-token.js';
import { changesNothing, FROM_ANOTHER_SITE, whenceOf } from '../web/same-origin.js';
import type { Allowed } from './allow.js';
import type { Person } from './principal.js';

const SAID: Record<Doubt, string> = {
  'from elsewhere': FROM_ANOTHER_SITE,
  'wrong token':
    'This was sent from a page that was opened by somebody else, or long ago, so nothing was done. Open the page again and send it from there.',
  'nothing said':
    'Nothing shows that this was sent from a page of this service, so nothing was done. Open the page here and send it from there. A program must send the hidden field _csrf of the page’s form with it.',
};

/**
 * The tokens in forms. One is a person's, and not a session's: who signs in again in another tab loses nothing of what they
 * typed, and a form that was opened by one person is not sent for another who signed in since.
 */
@Injectable()
export class FormTokens {
  constructor(private readonly masterKey: MasterKey) {}

  of({ forceId, id }: Person): string {
    return this.masterKey.digest(textOf(forceId, id)).toString('base64url');
  }

  /**
   * Looks at a change that comes with somebody's session, once its body is read, and takes the token out of the body. What is
   * open to everybody acts for nobody and may come without one.
   *
   * @throws DomainError `forbidden`
   */
  check({ method, headers, body, principal }: FastifyRequest, allowed: Allowed | undefined): void {
    if (changesNothing(method)) return;
    const sent = takeTokens(headers, body);
    if (allowed?.public || principal?.kind !== 'person') return;
    const doubt = doubtOf(whenceOf(headers), sent, this.rightFor(principal));
    if (doubt) throw new DomainError('forbidden', SAID[doubt]);
  }

  /** The previous master key's is as good: pages stay open while the key is changed. */
  private rightFor({ forceId, id }: Person): string[] {
    return this.masterKey.digests(textOf(forceId, id)).map((digest) => digest.toString('base64url'));
  }
}

const textOf = (forceId: string, personId: string): string => `form-token:${forceId}:${personId}`;
