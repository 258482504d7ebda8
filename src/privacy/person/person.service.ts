import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { Person } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { newId } from '../../common/new-id.js';
import type { ContactDetails } from '../../contacts/contact-details.js';
import { ContactsService } from '../../contacts/contacts.service.js';
import { ContactVault } from '../../contacts/personal/contact-vault.js';
import { ForceDatabase } from '../../database/force-database.js';
import { contactsOfPerson, mailsToPerson, type PersonsContact, someAreUnsearchable } from './person.query.js';
import { type ContactOfPerson, contactOfPerson } from './person-data.js';
import type { Recipient } from './person.form.js';

/** More than one person ever writes; a number that so many gave is nobody's own. */
const MOST_CONTACTS = 200;

/** By what a person is looked for. */
export interface Searched {
  email?: string | undefined;
  telephone?: string | undefined;
}

export interface FoundContact extends PersonsContact {
  details: ContactDetails;
}

export interface FoundPerson {
  contacts: FoundContact[];
  /** There may be more that cannot be found yet. */
  incomplete: boolean;
}

/** Everything that is held about one person of the public, found by their e-mail address or telephone number alone. */
@Injectable()
export class PersonRecords {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactsService,
    private readonly vault: ContactVault,
    private readonly audit: AuditLog,
  ) {}

  /** The search is logged with what it found, also nothing, and each contact shown as read. What was typed is kept nowhere. */
  async find(caller: Person, searched: Searched, requestId?: string): Promise<FoundPerson> {
    const { forceId } = caller;
    const digests = this.vault.searchedDigests(forceId, searched);
    const { found, incomplete } = await this.database.readInForce(forceId, async (manager) => {
      const contactsFound = await contactsOfPerson(manager, forceId, digests, MOST_CONTACTS + 1);
      await this.audit.record(manager, {
        ...{
          forceId,
          at: this.clock.now(),
          actor: { kind: 'person', id: caller.id },
          action: 'consult',
          requestId,
        },
        ...{ subjectKind: 'contact-list', subjectId: 'person' },
        detail: { contacts: contactsFound.map(({ id }) => id) },
      });
      return { found: contactsFound, incomplete: await someAreUnsearchable(manager, forceId) };
    });
    const contacts: FoundContact[] = [];
    for (const contact of found.slice(0, MOST_CONTACTS)) {
      const details = await this.contacts.readContact(caller, contact.reference, requestId);
      contacts.push({ ...contact, details });
    }
    return { contacts, incomplete: incomplete || found.length > MOST_CONTACTS };
  }

  /** The found ones that were ticked; a reference that was not found is nobody's. */
  async findChosen(
    caller: Person,
    searched: Searched,
    references: readonly string[],
    requestId?: string,
  ): Promise<FoundContact[]> {
    const { contacts } = await this.find(caller, searched, requestId);
    return contacts.filter(({ reference }) => references.includes(reference));
  }

  /**
   * What is held in these contacts, to be given out: a disclosure, logged with its recipient before anybody has it.
   * @param caseReference under which the force keeps the request itself
   */
  async disclose(
    { forceId, id }: Person,
    chosen: readonly FoundContact[],
    { recipient, caseReference }: { recipient: Recipient; caseReference: string },
    requestId?: string,
  ): Promise<{ force: string; madeAt: DateTime; contacts: ContactOfPerson[] }> {
    const now = this.clock.now();
    const file = newId();
    return this.database.inForce(forceId, async (manager) => {
      const contacts: ContactOfPerson[] = [];
      for (const { details } of chosen) {
        const mails = await mailsToPerson(manager, forceId, details.row.id);
        contacts.push(...[contactOfPerson(details, mails)].filter((contact) => contact !== null));
      }
      await this.audit.record(
        manager,
        ...chosen.map((contact) => ({
          ...{ forceId, at: now, actor: { kind: 'person' as const, id }, requestId },
          ...{ action: 'disclose' as const, subjectKind: 'contact' as const, subjectId: contact.id },
          detail: { subjectAccess: file, to: recipient, case: caseReference },
        })),
      );
      const [force] = await manager.query<{ name: string }[]>('select name from force where id = $1', [
        forceId,
      ]);
      return { force: force!.name, madeAt: now, contacts };
    });
  }
}
