import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { newId } from '../common/new-id.js';
import { ForceDatabase } from '../database/force-database.js';
import { lockClocks, settleMeasured } from './clock.query.js';
import { storeText } from './contact-text.query.js';
import type { ContactRow } from './contact.query.js';
import { actorOf, ContactReader } from './contact-reader.js';
import { writeDeed } from './deed.js';
import { isWaiting } from './domain/clock-state.js';
import { urgentFrom } from './domain/urgent-from.js';
import { replan } from './replan.js';
import { ResponseStandards } from './response-standards.js';
import {
  lockContact,
  moveContact,
  type Place,
  placeByCode,
  placesOn,
  tellReceiver,
} from './transfer.query.js';
import { withdrawAlerts } from './withdraw-alerts.js';

export interface HandOver {
  /** The code of the neighbourhood that gets it. */
  to: string;
  /** What its team should know; personal, so it is sealed as an answer is. */
  note?: string | undefined;
}

/**
 * "Transfer to another neighbourhood of the force keeps the clock running": the deadline stays, the new team hears at
 * once, the old one can still read it, and the figure goes to whoever held it when it was answered or due.
 */
@Injectable()
export class TransferService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly standards: ResponseStandards,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Hand a contact over. The second time the caller no longer holds it, or it is there already: both are refused.
   * @throws DomainError not-found, conflict (handed over meanwhile, out of scope), invalid (no such neighbourhood)
   */
  async handOver(
    caller: Principal,
    reference: string,
    { to, note }: HandOver,
    requestId?: string,
  ): Promise<string> {
    const now = this.clock.now();
    const { forceId } = caller;
    return this.database.inForce(forceId, async (manager) => {
      const contact = await this.findLocked(manager, caller, reference, now);
      if (contact.outOfScopeAt) {
        throw DomainError.conflict('This contact is out of scope. Bring it back first, then hand it over.');
      }
      const place = await this.receiver(manager, forceId, contact, to, localDayOf(now));
      const id = newId();
      const sealed = note?.trim() ? this.contacts.sealText(contact, id, { note: note.trim() }) : null;
      const clocks = await lockClocks(manager, forceId, contact.id);
      const { number, at } = await moveContact(manager, forceId, {
        id,
        contactId: contact.id,
        fromId: contact.neighbourhoodId,
        toId: place.id,
        at: now,
        actor: actorOf(caller),
      });
      if (sealed) await storeText(manager, forceId, contact.id, { id, sealed });
      await settleMeasured(manager, forceId, contact.id);
      for (const clock of clocks.filter(isWaiting)) {
        await withdrawAlerts(manager, forceId, clock.id, 'transferred', now);
        if (this.standards.isHistory(clock.dueAt)) continue;
        const standard = this.standards.ofClock(forceId, clock.standardVersion, localDayOf(clock.startedAt));
        const alert = {
          number,
          urgent: now >= urgentFrom(clock, standard),
          nextAlertAt: replan(this.standards, forceId, { ...clock, takenUpAt: null }, now, now),
        };
        await tellReceiver(manager, forceId, clock.id, alert, now);
      }
      const facts = { from: contact.neighbourhoodCode, to: place.code };
      const deed = { contactId: contact.id, kind: 'handed-over', facts, textId: sealed ? id : undefined };
      await writeDeed(manager, this.audit, caller, { ...deed, requestId }, now, at);
      return contact.reference;
    });
  }

  /** The neighbourhoods that a contact can be handed over to today: all of the force but the one that has it. */
  async receiversOf(caller: Principal, contact: ContactRow): Promise<Place[]> {
    const today = localDayOf(this.clock.now());
    const places = await this.database.inForce(caller.forceId, (manager) =>
      placesOn(manager, caller.forceId, today),
    );
    return places.filter(({ id }) => id !== contact.neighbourhoodId);
  }

  /** Locked with or without a clock, and read once nobody else can hand it over. */
  private async findLocked(
    manager: EntityManager,
    caller: Principal,
    reference: string,
    now: DateTime,
  ): Promise<ContactRow> {
    const { id } = await this.contacts.find(manager, caller, reference, now);
    await lockContact(manager, caller.forceId, id);
    return (await this.contacts.findLocked(manager, caller, [reference], now))[0]!;
  }

  private async receiver(
    manager: EntityManager,
    forceId: string,
    contact: ContactRow,
    code: string,
    today: string,
  ): Promise<Place> {
    const place = await placeByCode(manager, forceId, code, today);
    if (!place) {
      throw DomainError.field('to', 'No neighbourhood of this force has this code today; choose another');
    }
    if (place.id === contact.neighbourhoodId) {
      throw DomainError.field('to', `${place.name} has this contact already; choose another neighbourhood`);
    }
    return place;
  }
}
