import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sideBySide } from '../../common/side-by-side.js';
import { ForceDatabase } from '../../database/force-database.js';
import {
  compareResponseMonth,
  markedMonths,
  monthsOfClocks,
  refreshResponseMonth,
} from './response-months.query.js';

/** A month is read by PostgreSQL alone, so a second one meanwhile takes half the time; more would leave too little for others. */
const AT_ONCE = 2;

/** What one run has done. */
export interface CountedAnew {
  forces: number;
  cells: number;
}

/** What is counted beforehand of closed clocks: kept as the clocks are, and compared with them. */
@Injectable()
export class ResponseMonths {
  constructor(private readonly database: ForceDatabase) {}

  /**
   * Count what was marked anew, a month of a force in a transaction, so that however much was marked, no statement is
   * long. The second time there is nothing to do.
   */
  async refresh(): Promise<CountedAnew> {
    const forces = new Set<string>();
    let cells = 0;
    await sideBySide(await this.monthByMonth(markedMonths), AT_ONCE, async ({ forceId, month }) => {
      forces.add(forceId);
      const counted = await this.database.redoneInForce(forceId, (manager) =>
        refreshResponseMonth(manager, forceId, month),
      );
      cells += counted;
    });
    return { forces: forces.size, cells };
  }

  /** Compare every month of every force with its clocks, a month in a transaction. @returns how many cells differed */
  async compare(): Promise<{ months: number; differing: number }> {
    const found = { months: 0, differing: 0 };
    await sideBySide(await this.monthByMonth(monthsOfClocks), AT_ONCE, async ({ forceId, month }) => {
      const differing = await this.database.inForce(forceId, (manager) =>
        compareResponseMonth(manager, forceId, month),
      );
      found.months += 1;
      found.differing += differing;
    });
    return found;
  }

  /**
   * The newest month first, and each for one force after the other: the contacts of a month lie together on the disk, so
   * that ten million of them are read from it once and not once a force.
   */
  private async monthByMonth(
    monthsOf: (manager: EntityManager, forceId: string) => Promise<string[]>,
  ): Promise<{ forceId: string; month: string }[]> {
    const forces = await this.database.statement<{ id: string }>(
      'forces-with-response-months',
      `select id from force order by id`,
    );
    const all: { forceId: string; month: string }[] = [];
    for (const { id: forceId } of forces) {
      const months = await this.database.inForce(forceId, (manager) => monthsOf(manager, forceId));
      all.push(...months.map((month) => ({ forceId, month })));
    }
    return all.sort((a, b) => b.month.localeCompare(a.month));
  }
}
