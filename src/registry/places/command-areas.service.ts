import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { type AuditEntry, AuditLog } from '../../audit/audit-log.js';
import { formatDay, localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { refuseIfChanged, type SeenVersions } from '../../web/etag.js';
import { lockNeighbourhood } from '../assignment-changes.query.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import type { DayRange } from '../domain/day-range.js';
import { officersByCollarNumber } from '../officer-lookup.query.js';
import { RANKS } from '../ranks.js';
import {
  commandAreas,
  type HeldKind,
  insertArea,
  insertPeriod,
  lockArea,
  type LockedArea,
  periodsOf,
  renameArea,
  setPeriod,
} from './command-areas.query.js';
import { planPeriod } from './domain/area-period.js';

export type Outcome = 'changed' | 'unchanged';

/** Which area is to be changed, and over which of its versions. */
export interface SeenArea {
  code: string;
  seen: SeenVersions;
}

/** Command areas, what belongs to them and who supervises them, in periods of days. */
@Injectable()
export class CommandAreas {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** @throws DomainError `conflict` if there is an area with this code */
  create(
    forceId: string,
    area: { code: string; name: string; fromOn: string },
    by: ChangedBy,
  ): Promise<void> {
    return this.changing(forceId, by, async (manager, record) => {
      const id = await insertArea(manager, forceId, area);
      if (!id) {
        const message = 'There is a command area with this code already; choose another code';
        throw DomainError.conflict(message, [{ field: 'code', message }]);
      }
      record('collect', 'force', forceId, { commandAreaId: id });
    });
  }

  rename(forceId: string, wanted: SeenArea, name: string, by: ChangedBy): Promise<Outcome> {
    return this.changing(forceId, by, async (manager, record, todayOn) => {
      const area = await existing(manager, forceId, wanted, todayOn);
      if (area.name === name) return 'unchanged';
      await renameArea(manager, forceId, area.id, name);
      record('alter', 'force', forceId, { commandAreaId: area.id });
      return 'changed';
    });
  }

  /**
   * Let a neighbourhood belong to an area over a period of days; the same beginning again moves the end.
   * @throws DomainError `not-found` (area, neighbourhood), `invalid` (days; it is in another area then)
   */
  placeNeighbourhood(
    forceId: string,
    wanted: SeenArea,
    neighbourhood: string,
    days: DayRange,
    by: ChangedBy,
  ): Promise<Outcome> {
    return this.changing(forceId, by, async (manager, record, todayOn) => {
      const area = await existing(manager, forceId, wanted, todayOn);
      const place = await lockNeighbourhood(manager, forceId, neighbourhood);
      if (!place) {
        const code = JSON.stringify(neighbourhood);
        throw DomainError.notFound(`No neighbourhood of the force has the code ${code}`, 'neighbourhood');
      }
      if (place.untilOn !== null && (days.untilOn ?? place.untilOn) < days.fromOn) {
        throw DomainError.field('from', `The neighbourhood ended on ${formatDay(place.untilOn)}`);
      }
      const what = `The neighbourhood ${place.code}`;
      const subject = { kind: 'neighbourhood', id: place.id, what, alone: true } as const;
      return keepPeriod(manager, forceId, area, subject, days, record);
    });
  }

  /**
   * Let an officer supervise an area over a period of days; the same beginning again moves the end.
   * @throws DomainError `not-found` (area, officer), `invalid` (rank, days)
   */
  nameSupervisor(
    forceId: string,
    wanted: SeenArea,
    collarNumber: string,
    days: DayRange,
    by: ChangedBy,
  ): Promise<Outcome> {
    return this.changing(forceId, by, async (manager, record, todayOn) => {
      const area = await existing(manager, forceId, wanted, todayOn);
      const [officer] = await officersByCollarNumber(manager, forceId, [collarNumber]);
      if (!officer)
        throw DomainError.notFound('No officer of the force has this collar number', 'collarNumber');
      if (!maySupervise(officer.rank)) {
        throw DomainError.field(
          'collarNumber',
          'A command area is supervised by a sergeant, an inspector or above',
        );
      }
      const what = `Officer ${collarNumber}`;
      const subject = { kind: 'supervisor', id: officer.id, what, alone: false } as const;
      return keepPeriod(manager, forceId, area, subject, days, record);
    });
  }

  private changing<T>(
    forceId: string,
    by: ChangedBy,
    work: (manager: EntityManager, record: Recording, todayOn: string) => Promise<T>,
  ): Promise<T> {
    const at: DateTime = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      const entries: AuditEntry[] = [];
      const record: Recording = (action, subjectKind, subjectId, detail) =>
        entries.push({ forceId, at, ...by, action, subjectKind, subjectId, detail });
      const done = await work(manager, record, localDayOf(at));
      if (entries.length > 0) await this.audit.record(manager, ...entries);
      return done;
    });
  }
}

type Recording = (
  action: AuditEntry['action'],
  subjectKind: AuditEntry['subjectKind'],
  subjectId: string,
  detail: Record<string, unknown>,
) => void;

async function keepPeriod(
  manager: EntityManager,
  forceId: string,
  area: LockedArea,
  subject: { kind: HeldKind; id: string; what: string; alone: boolean },
  days: DayRange,
  record: Recording,
): Promise<Outcome> {
  const known = await periodsOf(manager, forceId, subject.kind, subject.id, days.fromOn);
  const plan = planPeriod(area, known, days, subject);
  if (plan.kind === 'problem') throw DomainError.field(plan.problem.field, plan.problem.message);
  if (plan.kind === 'unchanged') return 'unchanged';
  if (plan.kind === 'changed') await setPeriod(manager, forceId, subject.kind, plan.id, days);
  else
    await insertPeriod(manager, forceId, subject.kind, { areaId: area.id, subjectId: subject.id, ...days });
  const subjectKind = subject.kind === 'supervisor' ? 'officer' : 'neighbourhood';
  record('alter', subjectKind, subject.id, { commandAreaId: area.id, ...days });
  return 'changed';
}

/** @throws DomainError `not-found`; ChangedMeanwhile with the area as it is now */
async function existing(
  manager: EntityManager,
  forceId: string,
  { code, seen }: SeenArea,
  todayOn: string,
): Promise<LockedArea> {
  const area = await lockArea(manager, forceId, code);
  if (!area) throw DomainError.notFound('No command area of the force has this code. Find it in the list.');
  if (seen === null) return area;
  const [now] = await commandAreas(manager, forceId, todayOn, code);
  refuseIfChanged(seen, area.version, now);
  return area;
}

/** "Supervisor (a sergeant or inspector over neighbourhoods or over a command area)"; ranks are listed lowest first. */
function maySupervise(rank: string): boolean {
  const order = RANKS.map(({ id }) => id);
  return order.indexOf(rank) >= order.indexOf('sergeant');
}
