import { Injectable, Logger } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { Clock } from '../../common/clock.js';
import { ForceDatabase } from '../../database/force-database.js';

/** So many at once that a transaction stays short. */
const BATCH = 2_000;

/** Puts the entries of the log into their forces' chains, as soon as no other can come before them any more. */
@Injectable()
export class Sealer {
  private readonly logger = new Logger(Sealer.name);
  private stopping = false;

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
  ) {}

  /** Begin no other batch: after an upgrade there may be hours of them. */
  stop(): void {
    this.stopping = true;
  }

  /**
   * Seal whatever can be sealed, force by force; the second time there is nothing to do. Any number of instances may:
   * what one is at, the others leave to it. A force whose entries cannot be sealed holds up no other.
   */
  async sealDue(now: DateTime = this.clock.now()): Promise<{ sealed: number }> {
    let sealed = 0;
    for (const { id } of await this.database.statement<{ id: string }>(
      'forces-to-seal',
      'select id from forces_to_seal() as id',
    )) {
      if (this.stopping) break;
      try {
        sealed += await this.sealForce(id, now);
      } catch (error) {
        this.logger.error({
          message: 'the log of a force could not be sealed and will be tried again',
          forceId: id,
          why: (error as Error).message,
        });
      }
    }
    return { sealed };
  }

  private async sealForce(forceId: string, now: DateTime): Promise<number> {
    for (let all = 0; ;) {
      const [row] = await this.database.statement<{ sealed: number }>(
        'seal-audit-entries',
        'select seal_audit_entries($1, $2, $3) as sealed',
        [forceId, now, BATCH],
      );
      all += row!.sealed;
      if (row!.sealed < BATCH || this.stopping) return all;
    }
  }
}
