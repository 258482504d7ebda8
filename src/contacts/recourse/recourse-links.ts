import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Links } from '../../mail/links.js';
import { ContactVault } from '../personal/contact-vault.js';

/** As many hexadecimal digits as 128 bits have: nobody guesses them. */
const TOKEN_DIGITS = 32;

/**
 * The address in a person's mail on which they ask for recourse, without an account. It holds their reference and a token
 * that only this installation can make of the contact; it says nothing of the person or of what they wrote.
 */
@Injectable()
export class RecourseLinks {
  constructor(
    private readonly links: Links,
    private readonly vault: ContactVault,
  ) {}

  addressOf(forceId: string, contact: { id: string; reference: string }): string {
    return this.links.to(
      `/recourse/ask/${encodeURIComponent(forceId)}/${contact.reference}/${this.tokensOf(contact.id)[0]!}`,
    );
  }

  /** Was this token made for this contact? */
  opens(contactId: string, token: string): boolean {
    const given = Buffer.from(token);
    return this.tokensOf(contactId)
      .map((own) => Buffer.from(own))
      .some((own) => given.length === own.length && timingSafeEqual(given, own));
  }

  /** Today's, and while the master key is being changed that of mails from before. */
  private tokensOf(contactId: string): string[] {
    const digests = this.vault.digests(`recourse:${contactId}`);
    return digests.map((digest) => digest.toString('hex').slice(0, TOKEN_DIGITS));
  }
}
