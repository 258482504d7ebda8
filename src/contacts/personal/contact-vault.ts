import { Injectable } from '@nestjs/common';
import { MasterKey, seal, unseal } from '../../common/sealing.js';
import { searchableEmail, searchableTelephone } from '../domain/searchable.js';

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

/** What somebody sent along, and what they call it. */
export interface FileToSeal {
  name: string;
  bytes: Buffer;
}

export interface SealedFile {
  sealedName: Buffer;
  sealed: Buffer;
}

/** By what a person is found, and nothing else: digests that only this installation can make, for one force. */
export interface SearchDigests {
  email: Buffer | null;
  telephone: Buffer | null;
  /** The master key they were made with. */
  masterKeyId: string;
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

  sealFile(contactId: string, wrappedKey: Buffer, fileId: string, file: FileToSeal): SealedFile {
    const key = this.key(contactId, wrappedKey);
    return {
      sealedName: seal(key, fileNameOf(fileId), file.name),
      sealed: seal(key, fileOf(fileId), file.bytes),
    };
  }

  openFile(contactId: string, wrappedKey: Buffer, fileId: string, sealed: Buffer): Buffer {
    return unseal(this.key(contactId, wrappedKey), fileOf(fileId), sealed);
  }

  openFileName(contactId: string, wrappedKey: Buffer, fileId: string, sealedName: Buffer): string {
    return unseal(this.key(contactId, wrappedKey), fileNameOf(fileId), sealedName).toString();
  }

  /** The contact's own key wrapped by the master key of today, whichever wrapped it; what it sealed stays as it is. */
  rewrap(contactId: string, wrappedKey: Buffer): Omit<SealedContact, 'sealed'> {
    const rewrapped = this.masterKey.rewrap(keyOf(contactId), wrappedKey);
    return { masterKeyId: this.masterKey.id, wrappedKey: rewrapped };
  }

  /** What is kept beside a contact so that it is found by who asked. */
  searchDigests(forceId: string, { email, telephone }: Enquirer): SearchDigests {
    const digest = (kind: Searched, looked: string | null): Buffer | null =>
      looked === null ? null : this.masterKey.digest(searchText(forceId, kind, looked));
    return {
      email: digest('email', searchableEmail(email)),
      telephone: digest('telephone', searchableTelephone(telephone)),
      masterKeyId: this.masterKey.id,
    };
  }

  /** What contacts of this person may have beside them, also those that the previous master key sealed. */
  searchedDigests(forceId: string, { email, telephone }: Enquirer): Record<Searched, Buffer[]> {
    const digests = (kind: Searched, looked: string | null): Buffer[] =>
      looked === null ? [] : this.masterKey.digests(searchText(forceId, kind, looked));
    return {
      email: digests('email', searchableEmail(email)),
      telephone: digests('telephone', searchableTelephone(telephone)),
    };
  }

  /** Tells what was made here without keeping it: the first is today's, another the previous master key's. */
  digests(text: string): Buffer[] {
    return this.masterKey.digests(text);
  }

  private key(contactId: string, wrappedKey: Buffer): Buffer {
    return this.masterKey.unwrap(keyOf(contactId), wrappedKey);
  }
}

type Searched = 'email' | 'telephone';

// Whoever wrote to two forces is not one person by these digests.
const searchText = (forceId: string, kind: Searched, looked: string): string =>
  `search:${forceId}:${kind}:${looked}`;
const keyOf = (contactId: string): string => `contact-key:${contactId}`;
const bodyOf = (contactId: string): string => `contact:${contactId}`;
const textOf = (textId: string): string => `contact-text:${textId}`;
const fileOf = (fileId: string): string => `contact-file:${fileId}`;
const fileNameOf = (fileId: string): string => `contact-file-name:${fileId}`;

function sealJson(key: Buffer, about: string, value: object): Buffer {
  return seal(key, about, JSON.stringify(value));
}

function openJson<T>(key: Buffer, about: string, sealed: Buffer): T {
  return JSON.parse(unseal(key, about, sealed).toString()) as T;
}
