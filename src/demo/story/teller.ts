import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { Principal } from '../../access/principal.js';
import type { SettableClock } from '../../common/clock.js';
import { IntakeService } from '../../contacts/intake.service.js';
import type { ProposedResponse } from '../../contacts/domain/meaningful-response.js';
import { QuestionsService } from '../../contacts/questions/questions.service.js';
import { ResponsesService } from '../../contacts/responses.service.js';
import { ScopeService } from '../../contacts/scope.service.js';
import { TakeUpService } from '../../contacts/take-up.service.js';
import { TransferService } from '../../contacts/transfer.service.js';
import { Sender } from '../../mail/sender.js';
import { DEMO_FORCE } from '../demo-force.js';
import type { Cast } from './cast.js';
import { isByHand } from './history.js';
import type { Ending, PlannedContact } from './planned-contact.js';

/** Something that happens in the story, and when. */
export interface StoryEvent {
  at: DateTime;
  /** Whether a mail follows from it. */
  mails: boolean;
  tell: () => Promise<void>;
}

/** Lets what was planned happen, in order of time, through the services that do it in earnest. */
export class Teller {
  private readonly references = new Map<PlannedContact, string>();

  constructor(
    private readonly context: INestApplicationContext,
    private readonly clock: SettableClock,
    private readonly cast: Cast,
  ) {}

  /** Broken off by the signal, it is told again from the beginning by the next start. */
  async tell(events: StoryEvent[], signal: AbortSignal): Promise<void> {
    const sender = this.context.get(Sender, { strict: false });
    for (const { at, mails, tell } of events.sort((a, b) => +a.at - +b.at)) {
      signal.throwIfAborted();
      this.clock.set(at);
      await tell();
      if (mails) await sender.sendDue();
    }
  }

  eventsOf(planned: PlannedContact[]): StoryEvent[] {
    return planned.flatMap((contact) => this.eventsOfOne(contact));
  }

  private eventsOfOne(contact: PlannedContact): StoryEvent[] {
    const { receivedAt, enquirer, ending } = contact;
    const received = {
      at: receivedAt,
      mails: Boolean(enquirer.email),
      tell: () => this.receive(contact),
    };
    if (!ending) return [received, ...this.holdingEvents(contact)];
    if (ending.kind === 'out-of-scope') return [received, ...this.scopeEvents(contact, ending)];
    const mails = ending.response.route === 'email-from-here';
    const answered = { at: ending.at, mails, tell: () => this.answer(contact, ending.response) };
    return [received, answered, ...this.furtherEvents(contact)];
  }

  private async receive(contact: PlannedContact): Promise<void> {
    const { code, channel, statedAt, subject, message, enquirer } = contact;
    const actor = this.receiverOf(contact);
    const { reference } = await this.context.get(IntakeService, { strict: false }).receiveContact({
      forceId: DEMO_FORCE.id,
      neighbourhood: code,
      channel,
      statedAt,
      personal: { subject, message, enquirer },
      client: { id: actor.id, key: randomUUID() },
      actor,
    });
    this.references.set(contact, reference!);
  }

  private holdingEvents(contact: PlannedContact): StoryEvent[] {
    const { holding } = contact;
    if (!holding) return [];
    const who = this.cast.officerOf(contact);
    const reference = (): string => this.references.get(contact)!;
    const tell = async (): Promise<void> => {
      if (holding.kind === 'taken-up') {
        await this.context.get(TakeUpService, { strict: false }).takeUp(who, reference());
      } else {
        await this.context.get(TransferService, { strict: false }).handOver(who, reference(), holding);
      }
    };
    return [{ at: holding.at, mails: false, tell }];
  }

  private receiverOf(contact: PlannedContact): { kind: Principal['kind'] | 'public'; id: string } {
    if (contact.channel === 'web-form') return { kind: 'public', id: 'web-form' };
    const { kind, id } = isByHand(contact.channel) ? this.cast.officerOf(contact) : this.cast.connected;
    return { kind, id };
  }

  private furtherEvents(contact: PlannedContact): StoryEvent[] {
    const { further } = contact;
    if (!further) return [];
    const { at, message, answer } = further;
    const tell = async (): Promise<void> => {
      const said = { message, channel: 'phone', statedAt: at, isNoQuestion: !answer, key: randomUUID() };
      const questions = this.context.get(QuestionsService, { strict: false });
      await questions.receiveMessage(this.cast.officerOf(contact), this.references.get(contact)!, said);
    };
    const answered = answer && {
      ...{ at: answer.respondedAt, mails: false, tell: () => this.answer(contact, answer) },
    };
    return [{ at, mails: false, tell }, ...(answered ? [answered] : [])];
  }

  private async answer(contact: PlannedContact, response: ProposedResponse): Promise<void> {
    const responses = this.context.get(ResponsesService, { strict: false });
    await responses.recordResponse(this.cast.answererOf(contact), this.references.get(contact)!, response);
  }

  private scopeEvents(contact: PlannedContact, ending: Ending & { kind: 'out-of-scope' }): StoryEvent[] {
    const scope = this.context.get(ScopeService, { strict: false });
    const decider = this.cast.officerOf(contact);
    const { at, reason, duplicateOf, confirmedAt } = ending;
    const reference = (of: PlannedContact): string => this.references.get(of)!;
    const takeOut = async (): Promise<void> => {
      const other = duplicateOf && { duplicateOf: reference(duplicateOf) };
      await scope.takeOutOfScope(decider, reference(contact), { reason, ...other });
    };
    const confirm = async (): Promise<void> => {
      await scope.confirmOutOfScope(this.cast.confirmerOf(contact, decider), reference(contact));
    };
    return [
      { at, mails: false, tell: takeOut },
      ...(confirmedAt ? [{ at: confirmedAt, mails: false, tell: confirm }] : []),
    ];
  }
}
