import { Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { queueMail } from '../../mail/queue-mail.js';
import { ContactReader } from '../contact-reader.js';
import { writeDeed } from '../deed.js';
import { newClock } from '../new-clock.js';
import type { Enquirer } from '../personal/contact-vault.js';
import { ResponseStandards } from '../response-standards.js';
import { lockContact } from '../transfer.query.js';
import { makeReachable, startClock } from './clock-start.query.js';

/** "A contact without any address has no 72 h clock … An address added later starts the clock then." */
@Injectable()
export class AddedAddressService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly standards: ResponseStandards,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Write down how the person of a contact without any address can be reached after all. Its clock starts now, and an e-mail
   * address gets the acknowledgement that says so. The second time it has a clock, and is refused.
   * @throws DomainError not-found, invalid (no address), conflict (it has a clock; erased)
   */
  async addAddress(
    caller: Principal,
    reference: string,
    { email, telephone, address }: Omit<Enquirer, 'name'>,
    requestId?: string,
  ): Promise<string> {
    const now = this.clock.now();
    const { forceId } = caller;
    if (!(email ?? telephone ?? address)) {
      throw DomainError.field('email', 'Enter an email address, a telephone number or a postal address');
    }
    return this.database.inForce(forceId, async (manager) => {
      const { id } = await this.contacts.find(manager, caller, reference, now);
      await lockContact(manager, forceId, id);
      const contact = await this.contacts.find(manager, caller, reference, now);
      if (contact.clockId) {
        throw DomainError.conflict('This contact has its 72-hour clock already: an address is known.');
      }
      const personal = this.contacts.personalOf(contact);
      const reached = personal && {
        ...personal,
        enquirer: { ...personal.enquirer, email, telephone, address },
      };
      const { sealed, search } = this.contacts.sealPersonal(forceId, contact, reached);
      await makeReachable(manager, forceId, contact.id, sealed, search);
      const place = { contactId: contact.id, neighbourhoodId: contact.neighbourhoodId };
      await startClock(manager, forceId, place, newClock(this.standards, forceId, now), now);
      if (email) {
        const recipient = { recipientKind: 'enquirer', recipientId: contact.id, subjectId: contact.id };
        const mail = { forceId, id: newId(), template: 'acknowledgement', ...recipient };
        await queueMail(manager, mail, now);
      }
      const deed = { contactId: contact.id, kind: 'address-added', requestId };
      await writeDeed(manager, this.audit, caller, deed, now);
      return contact.reference;
    });
  }
}
