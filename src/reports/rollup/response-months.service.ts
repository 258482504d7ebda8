import { Injectable } from '@nestjs/common';
import { ForceDatabase } from '../../database/force-database.js';
import { compareResponseMonth, monthsOfClocks, refreshResponseMonths } from './response-months.query.js';

/** What one run has done. */
export interface CountedAnew {
  forces: number;
  cells: number;
}

/** What is counted beforehand of closed clocks: kept as the clocks are, and compared with them. */
@Injectable()
export class ResponseMonths {
  constructor(private readonly database: ForceDatabase) {}

  /** Count what was marked anew, force by force. The second time there is nothing to do. */
  async refresh(): Promise<CountedAnew> {
    const done: CountedAnew = { forces: 0, cells: 0 };
    for (const forceId of await this.forces()) {
      const cells = await this.database.inForce(forceId, (manager) =>
        refreshResponseMonths(manager, forceId),
      );
      if (cells > 0) done.forces += 1;
      done.cells += cells;
    }
    return done;
  }

  /** Compare every month of every force with its clocks, a month in a transaction. @returns how many cells differed */
  async compare(): Promise<{ months: number; differing: number }> {
    const found = { months: 0, differing: 0 };
    for (const forceId of await this.forces()) {
      const months = await this.database.inForce(forceId, (manager) => monthsOfClocks(manager, forceId));
      for (const month of months) {
        found.months += 1;
        found.differing += await this.database.inForce(forceId, (manager) =>
          compareResponseMonth(manager, forceId, month),
        );
      }
    }
    return found;
  }

  private async forces(): Promise<string[]> {
    const rows = await this.database.statement<{ id: string }>(
      'forces-with-response-months',
      `select id from force order by id`,
    );
    return rows.map(({ id }) => id);
  }
}
