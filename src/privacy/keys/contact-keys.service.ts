import { Injectable, Logger } from '@nestjs/common';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { MasterKey } from '../../common/sealing.js';
import { ContactVault } from '../../contacts/personal/contact-vault.js';
import { ForceDatabase } from '../../database/force-database.js';
import {
  countToRenew,
  type RenewedRow,
  rowsToRenew,
  type SealedRow,
  storeRenewed,
} from './sealed-keys.query.js';

/** So many keys in one transaction: some hundredths of a second, and what an interruption loses at most. */
const BATCH = 200;

export interface Renewed {
  renewed: number;
  /** Could not be opened by any key that is known; they stay as they were. */
  unopened: number;
  /** Left for another time: somebody else had them in hand, or it was enough. */
  left: number;
}

/**
 * Brings every contact up to the master key of today: its own key wrapped by that one, its digests made with it. New
 * contacts are so from the start. It may stop anywhere and go on later, here or elsewhere: what is left the database says.
 */
@Injectable()
export class ContactKeys {
  private readonly logger = new Logger(ContactKeys.name);
  private readonly vault: ContactVault;

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly masterKey: MasterKey,
    private readonly audit: AuditLog,
  ) {
    this.vault = new ContactVault(masterKey);
  }

  /** @param told after each batch: how many it were */
  async renew(
    actor: Actor,
    goesOn: () => boolean = () => true,
    told: (renewed: number) => void = () => undefined,
  ): Promise<Renewed> {
    const total: Renewed = { renewed: 0, unopened: 0, left: 0 };
    const forces = await this.database.statement<{ id: string }>(
      'forces-to-renew',
      'select id from force order by id',
    );
    for (const { id } of forces) {
      const unopened: string[] = [];
      while (goesOn()) {
        const batch = await this.batch(id, actor, unopened);
        if (batch === 0) break;
        total.renewed += batch;
        told(batch);
      }
      total.unopened += unopened.length;
      total.left += await this.database.inForce(id, (manager) => countToRenew(manager, id, this.goingKeyId));
    }
    total.left -= total.unopened;
    return total;
  }

  private get goingKeyId(): string | null {
    return this.masterKey.previous?.id ?? null;
  }

  /** @returns how many were taken in hand; those that could not be opened are added to `unopened` */
  private batch(forceId: string, actor: Actor, unopened: string[]): Promise<number> {
    return this.database.inForce(forceId, async (manager) => {
      const asked = { goingKeyId: this.goingKeyId, except: unopened, limit: BATCH };
      const rows = await rowsToRenew(manager, forceId, asked);
      const renewed = rows.flatMap((row) => this.renewed(forceId, row, unopened));
      if (renewed.length === 0) return rows.length;
      await storeRenewed(manager, forceId, renewed);
      await this.audit.record(manager, {
        ...{
          forceId,
          at: this.clock.now(),
          actor,
          action: 'alter',
          subjectKind: 'force',
          subjectId: forceId,
        },
        detail: { kind: 'keys-renewed', masterKey: this.masterKey.id, contacts: renewed.length },
      });
      return rows.length;
    });
  }

  private renewed(forceId: string, row: SealedRow, unopened: string[]): RenewedRow[] {
    try {
      const { enquirer } = this.vault.open(row.contactId, row);
      return [
        {
          contactId: row.contactId,
          ...this.vault.rewrap(row.contactId, row.wrappedKey),
          ...this.vault.searchDigests(forceId, enquirer),
        },
      ];
    } catch {
      unopened.push(row.contactId);
      this.logger.error({ message: 'a contact opens with no known master key', contactId: row.contactId });
      return [];
    }
  }
}
