import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { newId } from '../common/new-id.js';
import type { Actor } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { keyReused } from '../common/idempotency-key.js';
import { randomBytes } from '../common/sealing.js';
import { acceptedTime } from './accepted-time.js';
import { sealAttachments } from './attachments/store-attachments.js';
import type { ReadyFile } from './attachments/received-files.js';
import { ContactPlaces } from './contact-places.js';
import { makeReference } from './domain/reference.js';
import { ContactVault, type Personal } from './personal/contact-vault.js';
import { IntakeQueue } from './intake-queue.js';
import { newClock } from './new-clock.js';
import type { NewContact, Stored } from './receive-contacts.query.js';
import { ResponseStandards } from './response-standards.js';

/** What every way in turns its own format into. */
export interface ReceiveContact {
  forceId: string;
  /** The neighbourhood's code, or else a point that a boundary decides. */
  neighbourhood?: string | undefined;
  /** A word for the way in, such as `web-form`, `phone` or a force's own `fixmystreet`. */
  channel: string;
  /** When the person wrote or spoke, as stated; left out where sending it is receiving it. */
  statedAt?: DateTime | undefined;
  personal: Personal;
  /** What the person sent along, as it is to be kept. */
  files?: readonly ReadyFile[];
  /** The same client with the same key means the same contact. */
  client: { id: string; key: string };
  actor: Actor;
  requestId?: string | undefined;
}

export interface ReceivedContact {
  contactId: string;
  repeated: boolean;
  /** Only of a new one: a repeated one is read back by its id. */
  reference?: string;
  dueAt?: DateTime | null;
  receivedAt?: DateTime;
  neighbourhood?: string;
}

const ATTEMPTS = 5;

/** The one way in for contacts, whatever the channel. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly queue: IntakeQueue,
    private readonly clock: Clock,
    private readonly vault: ContactVault,
    private readonly standards: ResponseStandards,
    private readonly places: ContactPlaces,
  ) {}

  /**
   * Take in one contact. The second time with the same key and the same content nothing happens and the first one is
   * named. Of a neighbourhood that has ended since it is taken in as of the day on which it was sent.
   * @throws DomainError invalid (time, place), conflict (the key was used for other content)
   */
  async receiveContact(command: ReceiveContact): Promise<ReceivedContact> {
    const receivedAt = this.clock.now();
    const statedAt = acceptedTime(command.statedAt ?? receivedAt, receivedAt);
    const on = localDayOf(receivedAt);
    const code =
      command.neighbourhood ?? (await this.places.codeAt(command.forceId, command.personal.point, on));
    const contactId = newId();
    const { enquirer } = command.personal;
    const reachable = Boolean(enquirer.email ?? enquirer.telephone ?? enquirer.address);
    const [bodyDigest, previousBodyDigest = null] = this.digestsOf(command);
    const deadline = reachable ? newClock(this.standards, command.forceId, statedAt) : null;
    const personal = this.vault.sealNew(contactId, command.personal);
    const contact = {
      contactId,
      receivedAt,
      on,
      neighbourhoodCode: code,
      channel: command.channel,
      statedAt,
      reachable,
      personal,
      search: this.vault.searchDigests(command.forceId, enquirer),
      clock: deadline,
      clientId: command.client.id,
      key: command.client.key,
      bodyDigest: bodyDigest!,
      previousBodyDigest,
      actor: command.actor,
      requestId: command.requestId,
      acknowledge: Boolean(enquirer.email),
      files: await sealAttachments(
        this.vault,
        { id: contactId, wrappedKey: personal.wrappedKey },
        command.files ?? [],
      ),
    };
    for (let attempt = 1; ; attempt++) {
      const reference = makeReference(randomBytes);
      const stored = await this.store(command.forceId, { ...contact, reference }, attempt);
      switch (stored?.outcome) {
        case 'created':
          return {
            contactId,
            repeated: false,
            reference,
            dueAt: deadline?.dueAt ?? null,
            receivedAt,
            neighbourhood: code,
          };
        case 'repeated':
          return { contactId: stored.contactId, repeated: true };
        case 'key-reused':
          throw keyReused('contact');
        case 'unknown-neighbourhood':
          contact.on = await this.places.dayOfFormer(command.forceId, code, {
            sentOn: localDayOf(statedAt),
            today: on,
          });
          break;
        // A request with its key was being stored at this moment, or its reference was taken: once more.
        case 'raced':
        case undefined:
      }
    }
  }

  private async store(forceId: string, contact: NewContact, attempt: number): Promise<Stored | null> {
    try {
      const stored = await this.queue.store(forceId, contact);
      if (stored.outcome === 'raced' && attempt >= ATTEMPTS)
        throw new Error('A contact’s key stays contested.');
      return stored;
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (code === '23505' && constraint === 'contact_reference_once' && attempt < ATTEMPTS) return null;
      throw error;
    }
  }

  private digestsOf({ neighbourhood, channel, statedAt, personal, files = [] }: ReceiveContact): Buffer[] {
    const { subject, message, enquirer, point } = personal;
    const { name, email, telephone, address } = enquirer;
    return this.vault.digests(
      JSON.stringify([
        neighbourhood,
        channel,
        statedAt?.toMillis(),
        subject,
        message,
        name,
        email,
        telephone,
        address,
        point?.latitude,
        point?.longitude,
        ...files.map(({ digest }) => digest),
      ]),
    );
  }
}
