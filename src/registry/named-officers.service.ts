import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditEntry, AuditLog } from '../audit/audit-log.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import {
  type HeldAssignment,
  insertAssignment,
  removeAssignment,
  setLastDay,
} from './assignment-changes.query.js';
import { type ChangedBy, type Changing, nameChange } from './changed-by.js';
import { withCoverage } from './coverage/coverage-outcome.js';
import { statesWithin } from './coverage/domain/state-runs.js';
import { lackTexts, lossTexts } from './coverage/outcome-wording.js';
import type { Handover } from './domain/handover.js';
import { type HandoverCheck, planKey, prepareHandover } from './handover-check.js';
import { holdsText, overlapRefusal } from './overlap-refusal.js';

export interface Replacement {
  outcome: 'replaced' | 'unchanged';
  /** The lead of the first day, now recorded or already there. */
  assignment: HeldAssignment;
  ended: { id: string; untilOn: string }[];
  removed: string[];
  /** What a person should know, without names. */
  warnings: string[];
}

export interface NewLead {
  collarNumber: string;
  fromOn: string;
  /** The consequences that a person has agreed to; other ones are refused. Machines leave it out. */
  agreedTo?: string | undefined;
}

type Replaced = Extract<Handover, { kind: 'replaced' }>;
/** Hears which period is about to be stored. */
type OnPeriod = (wanted: HeldAssignment) => void;

/** Hands the lead of a neighbourhood over, without a gap and without a double. */
@Injectable()
export class NamedOfficers {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * What a handover would do, without doing it.
   * @throws DomainError `not-found` (neighbourhood), `invalid` (officer, rank, day)
   */
  async checkHandover(
    forceId: string,
    neighbourhoodCode: string,
    lead: NewLead,
    by: ChangedBy,
  ): Promise<HandoverCheck> {
    const changing = { forceId, at: this.clock.now(), by };
    return this.refusingOverlaps(forceId, (onPeriod) =>
      this.database.triedInForce(forceId, async (manager) => {
        const { check } = await this.hand(manager, changing, neighbourhoodCode, lead, onPeriod);
        return check;
      }),
    );
  }

  /**
   * Make an officer the lead named officer of a neighbourhood from a day on, in one transaction. The second time the
   * same changes nothing and says so.
   * @throws DomainError `not-found` (neighbourhood), `invalid` (officer, rank, day), `conflict` (changed meanwhile)
   */
  async replaceNamedOfficer(
    forceId: string,
    neighbourhoodCode: string,
    lead: NewLead,
    by: ChangedBy,
  ): Promise<Replacement> {
    const changing = { forceId, at: this.clock.now(), by };
    return this.refusingOverlaps(forceId, (onPeriod) =>
      this.database.inForce(forceId, async (manager) => {
        const done = await this.hand(manager, changing, neighbourhoodCode, lead, onPeriod);
        const isOther = lead.agreedTo !== undefined && lead.agreedTo !== planKey(done.check);
        if (isOther && done.replacement.outcome === 'replaced') throw changedSince();
        return done.replacement;
      }),
    );
  }

  private async refusingOverlaps<T>(forceId: string, work: (onPeriod: OnPeriod) => Promise<T>): Promise<T> {
    let wanted: HeldAssignment | undefined;
    try {
      return await work((period) => (wanted = period));
    } catch (error) {
      throw await overlapRefusal(this.database, forceId, error, wanted);
    }
  }

  /** The handover itself, and what it does to coverage. */
  private async hand(
    manager: EntityManager,
    changing: Changing,
    neighbourhoodCode: string,
    lead: NewLead,
    onPeriod: OnPeriod,
  ): Promise<{ check: HandoverCheck; replacement: Replacement }> {
    const { forceId, at, by } = changing;
    await nameChange(manager, by, at);
    const todayOn = localDayOf(at);
    const plan = await prepareHandover(manager, forceId, neighbourhoodCode, { ...lead, todayOn });
    const { handover, place, officer, held } = plan;
    if (handover.kind === 'unchanged') {
      return { check: { ...plan, coverage: [] }, replacement: unchanged(held, handover.current.id) };
    }
    const { start } = handover;
    const wanted: HeldAssignment = {
      ...{ id: '', neighbourhoodId: place.id, neighbourhood: place.code, ...start },
      ...{ officerId: officer.id, collarNumber: officer.collarNumber },
      ...{ role: 'lead', externalId: null, version: 1 },
    };
    onPeriod(wanted);
    const { done, coverage } = await withCoverage(manager, forceId, todayOn, () =>
      this.apply(manager, changing, handover, wanted),
    );
    const after = coverage.find(({ neighbourhoodId }) => neighbourhoodId === place.id)!.after;
    const states = statesWithin(after, start);
    // Of the neighbourhood itself every day is told that is not covered then, whether it was covered before or not.
    const others = coverage.filter(({ neighbourhoodId }) => neighbourhoodId !== place.id);
    const said = [...plan.warnings, ...lackTexts(place.name, states), ...others.flatMap(lossTexts)];
    const check = { ...plan, warnings: said, coverage: states };
    const next = held.find(({ id }) => id === handover.successor?.id);
    const follows = next ? [`A later lead stays as recorded. ${holdsText(next)}`] : [];
    return { check, replacement: { ...done, warnings: [...check.warnings, ...follows] } };
  }

  private async apply(
    manager: EntityManager,
    { forceId, at, by }: Changing,
    handover: Replaced,
    wanted: HeldAssignment,
  ): Promise<Omit<Replacement, 'warnings'>> {
    const { start } = handover;
    const ended = handover.ended.map(({ assignment, untilOn }) => ({ id: assignment.id, untilOn }));
    const removed = handover.removed.map(({ id }) => id);
    // Those who leave first: the database allows no two leads even for a moment.
    for (const { id, untilOn } of ended) await setLastDay(manager, forceId, id, untilOn);
    for (const id of removed) await removeAssignment(manager, forceId, id);
    const id = await insertAssignment(manager, forceId, at, wanted);
    const { neighbourhoodId, officerId } = wanted;
    const common = { forceId, at, ...by, subjectKind: 'assignment' } as const;
    const entries: AuditEntry[] = [
      ...ended.map((end) => ({
        ...common,
        action: 'alter' as const,
        subjectId: end.id,
        detail: { untilOn: end.untilOn, for: id },
      })),
      ...removed.map((subjectId) => ({
        ...common,
        action: 'erase' as const,
        subjectId,
        detail: { for: id },
      })),
      {
        ...common,
        action: 'collect',
        subjectId: id,
        detail: { neighbourhoodId, officerId, role: 'lead', ...start },
      },
    ];
    await this.audit.record(manager, ...entries);
    return { outcome: 'replaced', assignment: { ...wanted, id }, ended, removed };
  }
}

function changedSince(): DomainError {
  const message = 'The assignments changed after you looked. Check what happens now, and confirm it again.';
  return DomainError.conflict(message, [{ field: 'agreedTo', message }]);
}

function unchanged(held: readonly HeldAssignment[], currentId: string): Replacement {
  const assignment = held.find(({ id }) => id === currentId)!;
  return {
    outcome: 'unchanged',
    assignment,
    ended: [],
    removed: [],
    warnings: [`Nothing was changed. ${holdsText(assignment)}`],
  };
}
