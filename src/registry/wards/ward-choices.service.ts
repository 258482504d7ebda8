import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { formatDay, localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import { type ChoicePlace, lockChoice, removeChoice, storeChoice } from './ward-choices.query.js';

export interface WardChoice {
  belongs: boolean;
  /** Why, whatever the areas say. */
  reason: string;
}

type Located = ChoicePlace & { neighbourhoodId: string };

/** A force admin's word on which neighbourhoods a ward maps to, which goes before what the areas say. */
@Injectable()
export class WardChoices {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Decide that a neighbourhood counts for a ward, or does not. The same again changes nothing.
   * @throws DomainError `not-found` (ward, neighbourhood), `invalid` (a neighbourhood that has ended)
   */
  async choose(
    forceId: string,
    place: { ward: string; neighbourhood: string },
    choice: WardChoice,
    by: ChangedBy,
  ): Promise<'changed' | 'unchanged'> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      const held = await located(manager, forceId, place);
      if (held.untilOn !== null && held.untilOn < localDayOf(at)) {
        throw DomainError.field(
          'neighbourhood',
          `The neighbourhood ended on ${formatDay(held.untilOn)}; choose one that exists`,
        );
      }
      if (held.belongs === choice.belongs && held.reason === choice.reason) return 'unchanged';
      await nameChange(manager, by, at);
      await storeChoice(manager, forceId, { ...held, ...choice });
      await this.record(manager, forceId, held, choice.belongs, { by, at });
      return 'changed';
    });
  }

  /** Take the decision back: the areas decide again. Without one nothing changes. */
  async clear(
    forceId: string,
    place: { ward: string; neighbourhood: string },
    by: ChangedBy,
  ): Promise<'changed' | 'unchanged'> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      const held = await located(manager, forceId, place);
      if (held.choiceId === null) return 'unchanged';
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
  return { ...held, neighbourhoodId: held.neighbourhoodId };
}
