import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { storeAttachments } from './attachments/store-attachments.js';
import {
  type NewContact,
  receiveContacts,
  receiveContactWithin,
  type Stored,
} from './receive-contacts.query.js';

/**
 * Statements under way at once, each of another force. A force has one at a time: what comes in during its commit goes
 * together in the next, which costs the database less than two commits side by side.
 */
const STATEMENTS = 4;
/** Contacts in one statement at most, so that one commit stays short. */
const TOGETHER = 32;
/** So many go together in any case. */
const FEW = 8;

/** More than this wait only if the database is away; then it is better to say so than to pile them up. */
const LONGEST_QUEUE = 2000;

interface Waiting {
  contact: NewContact;
  resolve: (stored: Stored) => void;
  reject: (error: unknown) => void;
}

/**
 * Stores contacts, together where several wait: a commit for many costs hardly more than a commit for one. A contact
 * that comes alone is stored at once; those that come while the database is busy go with the next statement of their
 * force. Nobody is answered before the commit, and a failure of one is not a failure of the others.
 */
@Injectable()
export class IntakeQueue {
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly underWay = new Set<string>();
  private length = 0;
  private woken = false;

  constructor(
    private readonly database: ForceDatabase,
    private readonly audit: AuditLog,
  ) {}

  /** @throws DomainError unavailable, or the database's error: code 23505 if the reference is taken */
  async store(forceId: string, contact: NewContact): Promise<Stored> {
    if (this.length >= LONGEST_QUEUE) {
      throw new DomainError(
        'unavailable',
        'Too many contacts wait to be stored; send this one again in a moment.',
      );
    }
    if (contact.files.length > 0) return this.storeWithFiles(forceId, contact);
    this.length++;
    const stored = new Promise<Stored>((resolve, reject) => {
      const queue = this.waiting.get(forceId) ?? [];
      queue.push({ contact, resolve, reject });
      this.waiting.set(forceId, queue);
      this.wake();
    });
    return stored.finally(() => {
      this.length--;
    });
  }

  /** One with files goes alone: it is stored with all of them or not at all, and holds up nobody's commit. */
  private storeWithFiles(forceId: string, contact: NewContact): Promise<Stored> {
    return this.database.inForce(forceId, async (manager) => {
      const stored = await receiveContactWithin(manager, forceId, contact);
      if (stored.outcome === 'created')
        await storeAttachments(manager, this.audit, forceId, contact, contact.files);
      return stored;
    });
  }

  /** Not at once: the requests that were read from their sockets together are stored together. */
  private wake(): void {
    if (this.woken) return;
    this.woken = true;
    setImmediate(() => {
      this.woken = false;
      for (const [forceId, queue] of this.waiting) {
        if (this.underWay.size >= STATEMENTS) return;
        if (!this.underWay.has(forceId)) this.begin(forceId, queue);
      }
    });
  }

  private begin(forceId: string, queue: Waiting[]): void {
    // Half of those on their way: while they are stored, the other half is read and answered.
    const batch = queue.splice(0, Math.min(TOGETHER, Math.max(FEW, Math.ceil(this.length / 2))));
    // To the back of the line: a busy force does not hold up the others.
    this.waiting.delete(forceId);
    if (queue.length > 0) this.waiting.set(forceId, queue);
    this.underWay.add(forceId);
    void this.storeBatch(forceId, batch).finally(() => {
      this.underWay.delete(forceId);
      this.wake();
    });
  }

  private async storeBatch(forceId: string, batch: Waiting[]): Promise<void> {
    try {
      const contacts = batch.map(({ contact }) => contact);
      const stored = await receiveContacts(this.database, forceId, contacts);
      batch.forEach(({ resolve }, index) => resolve(stored[index]!));
    } catch (error) {
      const apart = batch.length > 1 && isAboutData(error);
      for (const one of batch) {
        if (apart) await this.storeBatch(forceId, [one]);
        else one.reject(error);
      }
    }
  }
}

/** Classes 22 and 23 of SQLSTATE: something about one of the contacts; anything else would meet each of them again. */
function isAboutData(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code !== undefined && /^2[23]/.test(code);
}
