import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { keyReused } from '../../common/idempotency-key.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { acceptedTime } from '../accepted-time.js';
import type { ContactRow } from '../contact.query.js';
import { storeText } from '../contact-text.query.js';
import { actorOf, ContactReader } from '../contact-reader.js';
import { writeDeed } from '../deed.js';
import { ResponseStandards } from '../response-standards.js';
import { lockContact } from '../transfer.query.js';
import { saidWithin } from './domain/typed-minute.js';
import { clocksOf, messageUnder, storeMessage, type StoredMessage } from './questions.query.js';
import { settleQuestions } from './settle-questions.js';

/** What a person said about a contact of theirs after their first message. */
export interface FurtherMessageCommand {
  message: string;
  /** A word for the way in, as for a contact. */
  channel: string;
  /** When the person wrote or spoke; left out where sending it is receiving it. */
  statedAt?: DateTime | undefined;
  /** The time was typed to the minute. */
  toTheMinute?: boolean;
  /** "A person may decide within the first look that it is none (a thank-you)." */
  isNoQuestion?: boolean;
  /** The same caller with the same key means the same message. */
  key: string;
  requestId?: string | undefined;
}

export interface ReceivedMessage {
  reference: string;
  /** Has it started a clock of its own, and was it not found to ask nothing new? */
  isQuestion: boolean;
  repeated: boolean;
}

/**
 * "One clock a query. A new question from the same person on the same contact after a response starts a new clock on it; a
 * person may decide within the first look that it is none (a thank-you). Undecided counts as a clock."
 */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly standards: ResponseStandards,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Take in what a person said after their first message. After an answer it starts a clock of its own, at the time at which
   * they said it; while an answer is owed it belongs to what they asked before. The second time with the same key and the
   * same content nothing happens.
   * @throws DomainError not-found, invalid (the time), conflict (erased, handed over, the key was used for other content)
   */
  async receiveMessage(
    caller: Principal,
    reference: string,
    command: FurtherMessageCommand,
  ): Promise<ReceivedMessage> {
    const now = this.clock.now();
    const { forceId } = caller;
    return this.database.inForce(forceId, async (manager) => {
      const { id: contactId } = await this.contacts.find(manager, caller, reference, now);
      await lockContact(manager, forceId, contactId);
      const contact = (await this.contacts.findLocked(manager, caller, [reference], now))[0]!;
      const key = `${caller.id}:${command.key}`;
      const digests = this.digestsOf(command);
      const earlier = await messageUnder(manager, forceId, contact.id, key);
      if (earlier) return this.repeated(contact, earlier, digests);
      if (!contact.wrappedKey) {
        throw DomainError.conflict('What this person wrote has been erased. Enter this as a new contact.');
      }
      const statedAt = await this.statedAt(manager, forceId, contact, command, now);
      const id = newId();
      const sealed = this.contacts.sealText(contact, id, { message: command.message.trim() });
      await storeText(manager, forceId, contact.id, { id, sealed });
      const noQuestion = caller.kind === 'person' && command.isNoQuestion === true;
      await storeMessage(manager, forceId, {
        ...{ id, contactId, channel: command.channel, statedAt, receivedAt: now, noQuestion },
        ...{ actor: actorOf(caller), key, bodyDigest: digests[0]! },
      });
      const settled = { contactId, by: caller, requestId: command.requestId, told: id };
      const clockId = (
        await settleQuestions(manager, { standards: this.standards, audit: this.audit }, settled, now)
      ).get(id);
      await writeDeed(
        manager,
        this.audit,
        caller,
        {
          contactId,
          kind: clockId && !noQuestion ? 'question-received' : 'message-received',
          facts: {
            channel: command.channel,
            ...(clockId && { clock: clockId }),
            ...(noQuestion && { reason: 'no-question' }),
          },
          textId: id,
          requestId: command.requestId,
          action: 'collect',
        },
        now,
        statedAt,
      );
      return {
        reference: contact.reference,
        isQuestion: clockId !== undefined && !noQuestion,
        repeated: false,
      };
    });
  }

  private repeated(contact: ContactRow, earlier: StoredMessage, digests: readonly Buffer[]): ReceivedMessage {
    if (!digests.some((digest) => digest.equals(earlier.bodyDigest))) throw keyReused('message');
    const isQuestion = earlier.clockId !== null && !earlier.noQuestion;
    return { reference: contact.reference, isQuestion, repeated: true };
  }

  /** When they said it: not before they first wrote, and within a typed minute after what happened in it. */
  private async statedAt(
    manager: EntityManager,
    forceId: string,
    contact: ContactRow,
    { statedAt, toTheMinute = false }: FurtherMessageCommand,
    now: DateTime,
  ): Promise<DateTime> {
    const stated = acceptedTime(statedAt ?? now, now);
    const clocks = await clocksOf(manager, forceId, contact.id);
    const firstAt = DateTime.min(contact.statedAt, contact.firstStartedAt ?? contact.statedAt)!;
    const answers = clocks.flatMap(({ stoppedAt }) => stoppedAt ?? []);
    const saidAt = toTheMinute ? saidWithin(stated, [firstAt], answers) : stated;
    if (saidAt < firstAt) {
      throw DomainError.field('submittedAt', 'The person cannot have said this before they first wrote');
    }
    return saidAt;
  }

  private digestsOf({ message, channel, statedAt, isNoQuestion }: FurtherMessageCommand): Buffer[] {
    const content = [message, channel, statedAt?.toMillis() ?? null, isNoQuestion ?? null];
    return this.contacts.digests(JSON.stringify(content));
  }
}
