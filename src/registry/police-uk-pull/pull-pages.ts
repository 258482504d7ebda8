import { Injectable } from '@nestjs/common';
import { ForceDatabase } from '../../database/force-database.js';
import { PoliceUkPulls } from './police-uk-pulls.service.js';
import { type PullImport, rowsOf, type RowList } from './pull-import.query.js';
import { findPull, latestPulls, type ListedPull, type Pull } from './pull-queue.query.js';
import { PullRunner } from './pull-runner.js';
import type { PullRow } from './work-out.js';

export const LINES_A_PAGE = 25;

export interface PullList {
  /** Where from; null: not configured. */
  source: string | null;
  pulls: ListedPull[];
}

/** One page of what a pull brought. */
export interface PulledPage {
  one: PullImport;
  rows: PullRow[];
  total: number;
  page: number;
}

/** What the pages of pulls show. */
@Injectable()
export class PullPages {
  constructor(
    private readonly database: ForceDatabase,
    private readonly pulls: PoliceUkPulls,
    private readonly runner: PullRunner,
  ) {}

  async list(forceId: string): Promise<PullList> {
    const pulls = await this.database.inForce(forceId, (manager) => latestPulls(manager, forceId));
    return { source: this.runner.source, pulls };
  }

  /** Null of one that was made by the command line: it was never waited for. */
  pull(forceId: string, id: string): Promise<Pull | null> {
    return this.database.inForce(forceId, (manager) => findPull(manager, forceId, id));
  }

  pulled(forceId: string, id: string, list: RowList, page: number): Promise<PulledPage> {
    return this.database.inForce(forceId, async (manager) => {
      const one = await this.pulls.found(manager, forceId, id, { lock: false, withContent: false });
      const offset = (page - 1) * LINES_A_PAGE;
      return { one, page, ...(await rowsOf(manager, forceId, id, { list, limit: LINES_A_PAGE, offset })) };
    });
  }
}

export const isUnderWay = (pull: Pull | null): boolean =>
  pull?.state === 'waiting' || pull?.state === 'pulling';
