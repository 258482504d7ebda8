import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { may, mayEverywhere } from '../access/permissions.js';
import { AreasPort, type Principal } from '../access/principal.js';
import type { Actor } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { DomainError } from '../common/errors.js';
import { lockClocks } from './clock.query.js';
import { type ContactRow, findContact } from './contact.query.js';
import { type ClockState, clockState } from './domain/clock-state.js';
import { normaliseReference } from './domain/reference.js';
import { ContactVault, type Personal, type SearchDigests } from './personal/contact-vault.js';
import { wasHandedOverBy } from './transfer.query.js';

export type ContactState = ClockState;

/** Finds contacts for whoever asks, and only those that are theirs. */
@Injectable()
export class ContactReader {
  constructor(
    private readonly areas: AreasPort,
    private readonly vault: ContactVault,
  ) {}

  /** The neighbourhoods whose contacts this caller may see; null means all of the force. */
  async areasOf(manager: EntityManager, caller: Principal, now: DateTime): Promise<string[] | null> {
    if (caller.kind === 'api-key' || mayEverywhere(caller, 'contacts.read')) return null;
    if (!caller.officerId || !may(caller, 'contacts.read')) return [];
    return this.areas.neighbourhoodsOf(manager, caller.forceId, caller.officerId, localDayOf(now));
  }

  /**
   * A contact to read. "A transfer keeps the deadline and both teams see it": whoever handed it over reads it still.
   * @returns the contact, and whether the caller can only read it
   * @throws DomainError not-found for an unknown reference and for one of somebody else's area alike, so that trying
   * references tells nothing
   */
  async findToRead(
    manager: EntityManager,
    caller: Principal,
    reference: string,
    now: DateTime,
  ): Promise<{ row: ContactRow; readOnly: boolean }> {
    const normalised = normaliseReference(reference);
    const row = normalised && (await findContact(manager, caller.forceId, { reference: normalised }));
    const areas = await this.areasOf(manager, caller, now);
    if (row && (!areas || areas.includes(row.neighbourhoodId))) return { row, readOnly: false };
    if (row && areas && (await wasHandedOverBy(manager, caller.forceId, row.id, areas, now))) {
      return { row, readOnly: true };
    }
    throw DomainError.notFound('No contact of yours has this reference.');
  }

  /**
   * A contact to do something about.
   * @throws DomainError not-found as `findToRead`, conflict if the caller's team has handed it over
   */
  async find(
    manager: EntityManager,
    caller: Principal,
    reference: string,
    now: DateTime,
  ): Promise<ContactRow> {
    const { row, readOnly } = await this.findToRead(manager, caller, reference, now);
    if (!readOnly) return row;
    throw handedOver(row);
  }

  /**
   * The same, with their clocks locked before they are read, so that what is decided about them rests on what is. In
   * the order of their ids: two who lock the same pair do not wait for each other.
   */
  async findLocked(
    manager: EntityManager,
    caller: Principal,
    references: readonly string[],
    now: DateTime,
  ): Promise<ContactRow[]> {
    const found: ContactRow[] = [];
    for (const reference of references) found.push(await this.find(manager, caller, reference, now));
    const ids = [...new Set(found.map(({ id }) => id))].sort();
    for (const id of ids) await lockClocks(manager, caller.forceId, id);
    const read: ContactRow[] = [];
    for (const { reference } of found) read.push(await this.find(manager, caller, reference, now));
    return read;
  }

  /** What the person wrote; null once it has been erased. */
  personalOf(row: Pick<ContactRow, 'id' | 'wrappedKey' | 'sealed'>): Personal | null {
    if (!row.wrappedKey || !row.sealed) return null;
    return this.vault.open(row.id, { wrappedKey: row.wrappedKey, sealed: row.sealed });
  }

  /**
   * What the person wrote and who they are, to be stored anew, and by what they are found from now on.
   * @throws DomainError conflict once it has been erased
   */
  sealPersonal(
    forceId: string,
    row: Pick<ContactRow, 'id' | 'wrappedKey'>,
    personal: Personal | null,
  ): { sealed: Buffer; search: SearchDigests } {
    if (!row.wrappedKey || !personal) throw erased();
    const sealed = this.vault.sealAnew(row.id, row.wrappedKey, personal);
    return { sealed, search: this.vault.searchDigests(forceId, personal.enquirer) };
  }

  /** A text that somebody wrote about a contact; null if there is none, or once it has been erased. */
  textOf<T>(row: Pick<ContactRow, 'id' | 'wrappedKey'>, textId: string, sealed: Buffer | null): T | null {
    if (!row.wrappedKey || !sealed) return null;
    return this.vault.openText<T>(row.id, row.wrappedKey, textId, sealed);
  }

  /** Tells what was sent without keeping it: the first is today's, another the previous master key's. */
  digests(text: string): Buffer[] {
    return this.vault.digests(text);
  }

  /** What somebody calls a file that they sent along. */
  fileNameOf(
    { id, wrappedKey }: Pick<ContactRow, 'id' | 'wrappedKey'>,
    fileId: string,
    sealedName: Buffer,
  ): string {
    return wrappedKey ? this.vault.openFileName(id, wrappedKey, fileId, sealedName) : '';
  }

  /** Such a text, to be stored. @throws DomainError conflict once what the person wrote has been erased */
  sealText(row: Pick<ContactRow, 'id' | 'wrappedKey'>, textId: string, text: object): Buffer {
    if (!row.wrappedKey) throw erased();
    return this.vault.sealText(row.id, row.wrappedKey, textId, text);
  }
}

const erased = (): DomainError =>
  DomainError.conflict('What this person wrote has been erased; nothing can be added to it.');

/** Whoever handed a contact over reads it and does nothing about it any more. */
export function handedOver(row: Pick<ContactRow, 'reference' | 'neighbourhoodName'>): DomainError {
  return DomainError.conflict(
    `${row.reference} was handed over to ${row.neighbourhoodName}, whose team deals with it now. You can still read it.`,
  );
}

/** Derived each time from the instants, so that no stored flag can disagree with them. */
export function stateOf(row: ContactRow, now: DateTime): ContactState {
  if (!row.clockId) return 'no-reply-possible';
  return clockState({ ...row, startedAt: row.startedAt!, dueAt: row.dueAt! }, now);
}

/** Who did it, for the timeline and the audit. */
export function actorOf({ kind, id }: Actor): Actor {
  return { kind, id };
}
