import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { formatDay, localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { refuseIfChanged, type SeenVersions } from '../../web/etag.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import { type ChoicePlace, lockChoice, removeChoice, storeChoice } from './ward-choices.query.js';

export interface WardChoice {
  belongs: boolean;
  /** Why, whatever the areas say. */
  reason: string;
}

/** Counted by the database at every change. */
export type HeldChoice = WardChoice & { version: number };

type Located = Omit<ChoicePlace, 'belongs' | 'reason' | 'version'> & {
  neighbourhoodId: string;
  choice: HeldChoice | null;
};

/** A force admin's word on which neighbourhoods a ward maps to, which goes before what the areas say. */
@Injectable()
export class WardChoices {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * What was decided about a ward and a neighbourhood.
   * @throws DomainError `not-found`
   */
  async find(forceId: string, place: { ward: string; neighbourhood: string }): Promise<HeldChoice> {
    const { choice } = await this.database.inForce(forceId, (manager) => located(manager, forceId, place));
    if (!choice) throw DomainError.notFound('Nothing was decided about this ward and this neighbourhood.');
    return choice;
  }

  /**
   * Decide that a neighbourhood counts for a ward, or does not. The same again changes nothing.
   * @throws DomainError `not-found` (ward, neighbourhood), `invalid` (a neighbourhood that has ended), `conflict`
   * (decided otherwise meanwhile)
   */
  async choose(
    forceId: string,
    place: { ward: string; neighbourhood: string },
    choice: WardChoice,
    seen: SeenVersions,
    by: ChangedBy,
  ): Promise<HeldChoice & { outcome: 'changed' | 'unchanged' }> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      const held = await located(manager, forceId, place);
      if (held.untilOn !== null && held.untilOn < localDayOf(at)) {
        throw DomainError.field(
          'neighbourhood',
          `The neighbourhood ended on ${formatDay(held.untilOn)}; choose one that exists`,
        );
      }
      const before = held.choice;
      if (before?.belongs === choice.belongs && before.reason === choice.reason) {
        return { ...before, outcome: 'unchanged' };
      }
      if (before) refuseIfChanged(seen, before.version, before);
      await nameChange(manager, by, at);
      const { wardId, neighbourhoodId } = held;
      await storeChoice(manager, forceId, { wardId, neighbourhoodId, ...choice });
      await this.record(manager, forceId, held, choice.belongs, { by, at });
      return { ...choice, version: (before?.version ?? 0) + 1, outcome: 'changed' };
    });
  }

  /** Take the decision back: the areas decide again. Without one nothing changes. */
  async clear(
    forceId: string,
    place: { ward: string; neighbourhood: string },
    seen: SeenVersions,
    by: ChangedBy,
  ): Promise<'changed' | 'unchanged'> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      const held = await located(manager, forceId, place);
      if (held.choiceId === null || held.choice === null) return 'unchanged';
      refuseIfChanged(seen, held.choice.version, held.choice);
      await nameChange(manager, by, at);
      await removeChoice(manager, forceId, held.choiceId);
      await this.record(manager, forceId, held, null, { by, at });
      return 'changed';
    });
  }

  private async record(
    manager: EntityManager,
    forceId: string,
    { wardId, neighbourhoodId }: Located,
    belongs: boolean | null,
    { by, at }: { by: ChangedBy; at: DateTime },
  ): Promise<void> {
    await this.audit.record(manager, {
      forceId,
      at,
      ...by,
      action: 'alter',
      subjectKind: 'neighbourhood',
      subjectId: neighbourhoodId,
      detail: { wardId, belongs },
    });
  }
}

async function located(
  manager: EntityManager,
  forceId: string,
  { ward, neighbourhood }: { ward: string; neighbourhood: string },
): Promise<Located> {
  const held = await lockChoice(manager, forceId, ward, neighbourhood);
  if (!held) throw DomainError.notFound('No ward of the force has this code. Find it in the list of wards.');
  if (held.neighbourhoodId === null)
    throw DomainError.notFound('No neighbourhood of the force has this code.');
  const { belongs, reason, version, neighbourhoodId, ...place } = held;
  const choice = belongs === null ? null : { belongs, reason: reason!, version: version! };
  return { ...place, neighbourhoodId, choice };
}
