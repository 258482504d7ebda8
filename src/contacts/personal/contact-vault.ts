import { Injectable } from '@nestjs/common';
import { MasterKey, seal, unseal } from '../../common/sealing.js';

/** Who asked. All optional: a contact without any address is taken in all the same, and counted apart. */
export interface Enquirer {
  name?: string | undefined;
  email?: string | undefined;
  telephone?: string | undefined;
  address?: string | undefined;
}

/** What identifies a person or could: never in a log, an address line of a browser, a mail subject or an audit row. */
export interface Personal {
  subject: string;
  message: string;
  enquirer: Enquirer;
  point?: { latitude: number; longitude: number } | undefined;
}

export interface SealedContact {
  masterKeyId: string;
  wrappedKey: Buffer;
  sealed: Buffer;
}

/**
 * Seals what is personal about a contact under a key of the contact's own, which the master key wraps. Erasing the
 * wrapped key forgets all of it, backups included, and touches no timing fact.
 */
@Injectable()
export class ContactVault {
  constructor(private readonly masterKey: MasterKey) {}

  sealNew(contactId: string, personal: Personal): SealedContact {
    const { key, wrapped } = this.masterKey.newKey(keyOf(contactId));
    return {
      masterKeyId: this.masterKey.id,
      wrappedKey: wrapped,
      sealed: sealJson(key, bodyOf(contactId), personal),
    };
  }

  /** The same contact with other words, under the key it has: what was written about it later opens as before. */
  sealAnew(contactId: string, wrappedKey: Buffer, personal: Personal): Buffer {
    return sealJson(this.key(contactId, wrappedKey), bodyOf(contactId), personal);
  }

  /** @throws Error if the master key is another one than the contact was sealed under. */
  open(contactId: string, row: Omit<SealedContact, 'masterKeyId'>): Personal {
    return openJson<Personal>(this.key(contactId, row.wrappedKey), bodyOf(contactId), row.sealed);
  }

  sealText(contactId: string, wrappedKey: Buffer, textId: string, text: object): Buffer {
    return sealJson(this.key(contactId, wrappedKey), textOf(textId), text);
  }

  openText<T>(contactId: string, wrappedKey: Buffer, textId: string, sealed: Buffer): T {
    return openJson<T>(this.key(contactId, wrappedKey), textOf(textId), sealed);
  }

  /** Tells equal bodies of repeated requests without keeping them. */
  digest(text: string): Buffer {
    return this.masterKey.digest(text);
  }

  private key(contactId: string, wrappedKey: Buffer): Buffer {
    return this.masterKey.unwrap(keyOf(contactId), wrappedKey);
  }
}

const keyOf = (contactId: string): string => `contact-key:${contactId}`;
const bodyOf = (contactId: string): string => `contact:${contactId}`;
const textOf = (textId: string): string => `contact-text:${textId}`;

function sealJson(key: Buffer, about: string, value: object): Buffer {
  return seal(key, about, JSON.stringify(value));
}

function openJson<T>(key: Buffer, about: string, sealed: Buffer): T {
  return JSON.parse(unseal(key, about, sealed).toString()) as T;
}
