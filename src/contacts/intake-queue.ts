import { Injectable } from '@nestjs/common';
import { ForceDatabase } from '../database/force-database.js';
import { type NewContact, receiveContacts, type Stored } from './receive-contacts.query.js';

/** Statements under way at once; more would only wait for each other's commits. */
const STATEMENTS = 2;
/** Contacts in one statement at most, so that one commit stays short. */
const TOGETHER = 32;

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
  private underWay = 0;

  constructor(private readonly database: ForceDatabase) {}

  /** @throws the database's error, code 23505 if the reference is taken */
  store(forceId: string, contact: NewContact): Promise<Stored> {
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(forceId) ?? [];
      queue.push({ contact, resolve, reject });
      this.waiting.set(forceId, queue);
      this.next();
    });
  }

  private next(): void {
    if (this.underWay >= STATEMENTS) return;
    const [first] = this.waiting;
    if (!first) return;
    const [forceId, queue] = first;
    const batch = queue.splice(0, TOGETHER);
    // To the back of the line: a busy force does not hold up the others.
    this.waiting.delete(forceId);
    if (queue.length > 0) this.waiting.set(forceId, queue);
    this.underWay++;
    void this.storeBatch(forceId, batch).finally(() => {
      this.underWay--;
      this.next();
    });
  }

  private async storeBatch(forceId: string, batch: Waiting[]): Promise<void> {
    try {
      const contacts = batch.map(({ contact }) => contact);
      const stored = await receiveContacts(this.database, forceId, contacts);
      batch.forEach(({ resolve }, index) => resolve(stored[index]!));
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error);
      for (const alone of batch) await this.storeBatch(forceId, [alone]);
    }
  }
}
