import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { cutoffsAt, isErasureTime, OTHER_CLASSES, type OtherClass } from './domain/retention.js';
import { FIRST_ID } from './erasable.query.js';
import { type ErasedBatch, Erasure } from './erasure.service.js';
import { OtherRecords } from './other-records.js';
import { RetentionFile } from './retention-file.js';

/** So many contacts, or other records, go in one transaction: a few hundredths of a second. */
const BATCH = 100;
/** "Nightly erasure in small batches", of every class. */
@Injectable()
export class Retention {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly erasure: Erasure,
    private readonly others: OtherRecords,
    private readonly retention: RetentionFile,
  ) {}

  isTime(): boolean {
    return isErasureTime(this.retention.rules, this.clock.now());
  }

  /**
   * Erase what is due, force by force and batch by batch, until nothing is left or `goesOn` says that it is enough: each
   * batch is whole, so whoever is stopped leaves the rest to the next.
   */
  async eraseDue(goesOn: () => boolean = () => true): Promise<{ contacts: number; others: number }> {
    const erased = { contacts: 0, others: 0 };
    for (const { id } of await this.forces()) {
      let after: string | null = FIRST_ID;
      while (after !== null && goesOn()) {
        const batch: ErasedBatch = await this.erasure.eraseDue(id, after, BATCH);
        erased.contacts += batch.erased;
        after = batch.next;
      }
      for (const name of OTHER_CLASSES) {
        for (let more = true; more && goesOn();) {
          const gone = await this.eraseOthers(id, name);
          erased.others += gone;
          more = gone === BATCH;
        }
      }
    }
    return erased;
  }

  private eraseOthers(forceId: string, name: OtherClass): Promise<number> {
    const now = this.clock.now();
    const cutoffs = cutoffsAt(this.retention.rules, now);
    return this.database.inForce(forceId, (manager) =>
      this.others.erase(manager, forceId, name, { cutoffs, limit: BATCH, now }),
    );
  }

  private forces(): Promise<{ id: string }[]> {
    return this.database.statement<{ id: string }>('forces-to-forget', 'select id from force order by id');
  }
}
