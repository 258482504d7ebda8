import type { EntityManager } from 'typeorm';
import type { AbsenceKind } from './absences/domain/absence-kind.js';
import type { AssignmentRole } from './domain/assignment-role.js';
import type { Dated } from './domain/dated-value.js';
import type { DayRange } from './domain/day-range.js';

export interface RecordedAbsence extends DayRange {
  id: string;
  kind: AbsenceKind;
  hours: number | null;
  externalId: string | null;
  version: number;
}

export interface RecordedRole extends DayRange {
  id: string;
  neighbourhoodId: string;
  code: string;
  neighbourhood: string;
  role: AssignmentRole;
}

/** Everything that is recorded of an officer, of every time. The name may be withheld: see `withheld`. */
export interface OfficerRecord {
  id: string;
  collarNumber: string;
  externalId: string | null;
  name: string;
  /** Today's; `ranks` has those of every day. */
  rank: string;
  nameWithheld: boolean;
  publicEmail: string | null;
  publicTelephone: string | null;
  dutyEmail: string | null;
  /** The first and the last day of service, null if none is known. */
  serviceFromOn: string | null;
  serviceUntilOn: string | null;
  version: number;
  ranks: Dated<string>[];
  withheld: Omit<Dated<true>, 'value'>[];
  absences: RecordedAbsence[];
  assignments: RecordedRole[];
  routes: (Dated<string> & { kind: string })[];
}

/** What is recorded of the officer with this collar number, through all time? */
const OFFICER_RECORD = `
select o.id, o.collar_number as "collarNumber", o.external_id as "externalId", o.name, o.rank,
       o.name_withheld as "nameWithheld", o.public_email as "publicEmail", o.public_telephone as "publicTelephone",
       o.duty_email as "dutyEmail", lower(o.in_service) as "serviceFromOn", upper(o.in_service) - 1 as "serviceUntilOn",
       o.version,
       (select coalesce(jsonb_agg(jsonb_build_object('value', r.rank, 'fromOn', lower(r.during), 'untilOn', upper(r.during) - 1)
                 order by lower(r.during) nulls first), '[]')
          from officer_rank r where r.force_id = o.force_id and r.officer_id = o.id) as ranks,
       (select coalesce(jsonb_agg(jsonb_build_object('fromOn', lower(w.during), 'untilOn', upper(w.during) - 1)
                 order by lower(w.during) nulls first), '[]')
          from officer_name_withheld w where w.force_id = o.force_id and w.officer_id = o.id) as withheld,
       (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'kind', b.kind, 'fromOn', lower(b.during),
                 'untilOn', upper(b.during) - 1, 'hours', b.hours, 'externalId', b.external_id, 'version', b.version)
                 order by lower(b.during) desc, b.kind), '[]')
          from absence b where b.force_id = o.force_id and b.officer_id = o.id) as absences,
       (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'neighbourhoodId', n.id, 'code', n.code,
                 'neighbourhood', n.name, 'role', a.role, 'fromOn', lower(a.during), 'untilOn', upper(a.during) - 1)
                 order by lower(a.during) desc, n.name, n.code), '[]')
          from assignment a join neighbourhood n on n.force_id = a.force_id and n.id = a.neighbourhood_id
         where a.force_id = o.force_id and a.officer_id = o.id) as assignments,
       (select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'value', c.value, 'fromOn', lower(c.during),
                 'untilOn', upper(c.during) - 1) order by lower(c.during) desc nulls last, c.kind), '[]')
          from contact_route c where c.force_id = o.force_id and c.officer_id = o.id) as routes
from officer o
where o.force_id = $1 and o.collar_number = $2`;

export async function officerRecord(
  manager: EntityManager,
  forceId: string,
  collarNumber: string,
): Promise<OfficerRecord | null> {
  const [found] = await manager.query<OfficerRecord[]>(OFFICER_RECORD, [forceId, collarNumber]);
  return found ?? null;
}

/** As `officerRecord`; whoever else changes this officer waits until we are done. */
export async function lockOfficer(
  manager: EntityManager,
  forceId: string,
  collarNumber: string,
): Promise<OfficerRecord | null> {
  await manager.query(`select id from officer where force_id = $1 and collar_number = $2 for update`, [
    forceId,
    collarNumber,
  ]);
  return officerRecord(manager, forceId, collarNumber);
}
