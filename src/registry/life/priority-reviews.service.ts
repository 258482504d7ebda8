import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../common/calendar.js';
import { PRIORITIES } from './priorities.kind.js';
import type { PriorityRow } from './priorities.query.js';
import { lastReviews, recordReview } from './priority-reviews.query.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type Editor, LifeRecords } from './life-records.service.js';

/** When the priorities of a neighbourhood were last looked through, changed or not. */
@Injectable()
export class PriorityReviews {
  constructor(
    private readonly database: ForceDatabase,
    private readonly records: LifeRecords,
  ) {}

  /** The priorities of a neighbourhood with the last day by which they were reviewed. @throws DomainError `not-found` */
  async read(
    forceId: string,
    code: string,
    on: string,
  ): Promise<{ rows: PriorityRow[]; reviewedOn: string | null }> {
    const { place, rows } = await this.records.list(PRIORITIES, forceId, code);
    const reviews = await this.database.inForce(forceId, (manager) => lastReviews(manager, forceId, on));
    const own = reviews.find(({ neighbourhoodId }) => neighbourhoodId === place.id);
    return { rows, reviewedOn: own?.reviewedOn ?? null };
  }

  /** They were reviewed today. @returns false if that is recorded already */
  record(editor: Editor, code: string): Promise<boolean> {
    return this.records.change(editor, code, async ({ manager, forceId, place, at, log }) => {
      const reviewedOn = localDayOf(at);
      const isNew = await recordReview(manager, forceId, place.id, reviewedOn);
      if (isNew) await log('collect', { reviewedOn });
      return isNew;
    });
  }
}
