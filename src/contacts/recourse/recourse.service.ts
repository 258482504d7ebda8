import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.js';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { readBankHolidays } from '../bank-holidays.js';
import { storeText } from '../contact-text.query.js';
import { type ContactRow, findContact } from '../contact.query.js';
import { ContactReader } from '../contact-reader.js';
import { writeDeed } from '../deed.js';
import { truncate } from '../domain/deadline.js';
import { normaliseReference } from '../domain/reference.js';
import { clocksOf } from '../questions/questions.query.js';
import { lockContact } from '../transfer.query.js';
import { askedAtProblem, type AskedBy, type AskedOfStaff, isTooEarly } from './domain/recourse.js';
import { recourseDueAt } from './domain/recourse-times.js';
import { openRequest, requestsOf, storeRequest } from './recourse.query.js';
import { RecourseLinks } from './recourse-links.js';

/** What the person sees who opens the link in their mail: nothing but their reference and their own requests. */
export interface AskPage {
  reference: string;
  tooEarly: boolean;
  open: { askedAt: DateTime; dueAt: DateTime } | null;
  /** When their last request was answered. */
  answeredAt: DateTime | null;
}

/** A request that staff write down for a person. */
export interface AskedOfUs {
  askedAt: DateTime;
  askedBy: AskedOfStaff;
  reason?: string | undefined;
}

const PUBLIC = { kind: 'public', id: 'recourse' } as const;

/** "A clear process for the public to seek recourse": a person asks, by the link in their mail or by asking staff. */
@Injectable()
export class RecourseService {
  private readonly isHoliday = readBankHolidays();

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly links: RecourseLinks,
    private readonly audit: AuditLog,
  ) {}

  /** What a link opens. Null for a link that we did not make, or once what the person wrote was erased. */
  async openLink(forceId: string, reference: string, token: string): Promise<AskPage | null> {
    const now = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      const contact = await this.byLink(manager, forceId, reference, token);
      if (!contact) return null;
      const requests = await requestsOf(manager, forceId, contact.id);
      return {
        reference: contact.reference,
        tooEarly: isTooEarly({ clocks: await clocksOf(manager, forceId, contact.id) }, now),
        open: requests.find(({ answeredAt }) => answeredAt === null) ?? null,
        answeredAt: requests.at(-1)?.answeredAt ?? null,
      };
    });
  }

  /**
   * The person asks on the page. The second time, while a request is open, nothing happens.
   * @returns false for a link that we did not make, and as long as it is too early
   */
  async askByLink(
    { forceId, reference, token }: { forceId: string; reference: string; token: string },
    reason: string | undefined,
    requestId?: string,
  ): Promise<boolean> {
    const now = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      const found = await this.byLink(manager, forceId, reference, token);
      // Whoever erases it at this moment is waited for.
      if (found) await lockContact(manager, forceId, found.id);
      const contact = found && (await this.byLink(manager, forceId, reference, token));
      if (!contact) return false;
      if (isTooEarly({ clocks: await clocksOf(manager, forceId, contact.id) }, now)) return false;
      const asked = { askedAt: now, askedBy: 'page', reason } as const;
      await this.store(manager, { forceId, ...PUBLIC }, contact, asked, now, requestId);
      return true;
    });
  }

  /**
   * Staff write down that a person asked.
   * @throws DomainError not-found, invalid (the time), conflict (one is open already; erased)
   */
  async askForPerson(
    caller: Principal,
    reference: string,
    asked: AskedOfUs,
    requestId?: string,
  ): Promise<string> {
    const now = this.clock.now();
    return this.database.inForce(caller.forceId, async (manager) => {
      const contact = (await this.contacts.findLocked(manager, caller, [reference], now))[0]!;
      const askedAt = truncate(asked.askedAt);
      if (await openRequest(manager, caller.forceId, contact.id)) {
        throw DomainError.conflict('This person has asked already, and a supervisor has yet to answer.');
      }
      const clocks = await clocksOf(manager, caller.forceId, contact.id);
      const problem = askedAtProblem({ statedAt: contact.statedAt, clocks }, askedAt, now);
      if (problem) throw DomainError.field('askedAt', problem);
      await this.store(manager, caller, contact, { ...asked, askedAt }, now, requestId);
      return contact.reference;
    });
  }

  private async byLink(
    manager: EntityManager,
    forceId: string,
    reference: string,
    token: string,
  ): Promise<ContactRow | null> {
    const normalised = normaliseReference(reference);
    const contact = normalised && (await findContact(manager, forceId, { reference: normalised }));
    return contact && contact.wrappedKey && this.links.opens(contact.id, token) ? contact : null;
  }

  private async store(
    manager: EntityManager,
    caller: Actor & { forceId: string },
    contact: ContactRow,
    { askedAt, askedBy, reason }: { askedAt: DateTime; askedBy: AskedBy; reason?: string | undefined },
    now: DateTime,
    requestId: string | undefined,
  ): Promise<void> {
    const id = newId();
    const text = reason?.trim();
    const sealed = text ? this.contacts.sealText(contact, id, { reason: text }) : null;
    const isNew = await storeRequest(manager, caller.forceId, {
      id,
      contactId: contact.id,
      neighbourhoodId: contact.neighbourhoodId,
      askedAt,
      askedBy,
      recordedAt: now,
      dueAt: recourseDueAt(askedAt, this.isHoliday),
    });
    if (!isNew) return;
    if (sealed) await storeText(manager, caller.forceId, contact.id, { id, sealed });
    const deed = {
      contactId: contact.id,
      kind: 'recourse-asked',
      facts: { askedBy },
      textId: sealed ? id : undefined,
      requestId,
    };
    await writeDeed(manager, this.audit, caller, deed, now, askedAt);
  }
}
