import type { EntityManager } from 'typeorm';
import type { AbsenceKind } from './absences/domain/absence-kind.js';
import type { Dated } from './domain/dated-value.js';
import type { DayRange } from './domain/day-range.js';

export interface NamedOfficer {
  id: string;
  collarNumber: string;
  rank: string;
  nameWithheld: boolean;
}

/** Which officers have these collar numbers? */
export function officersByCollarNumber(
  manager: EntityManager,
  forceId: string,
  collarNumbers: readonly string[],
): Promise<NamedOfficer[]> {
  return manager.query<NamedOfficer[]>(
    `select id, collar_number as "collarNumber", rank, name_withheld as "nameWithheld"
     from officer where force_id = $1 and collar_number = any($2)`,
    [forceId, collarNumbers],
  );
}

export interface OfficerInService {
  id: string;
  collarNumber: string;
  serviceFromOn: string | null;
  serviceUntilOn: string | null;
  dutyEmail: string | null;
  ranks: Dated<string>[];
  withheld: Omit<Dated<true>, 'value'>[];
  absences: (DayRange & { kind: AbsenceKind })[];
}

/** When do these officers serve, and in which rank? For naming many at once; absences and withheld names are left out. */
export function officersInService(
  manager: EntityManager,
  forceId: string,
  collarNumbers: readonly string[],
): Promise<OfficerInService[]> {
  return manager.query<OfficerInService[]>(
    `select o.id, o.collar_number as "collarNumber", lower(o.in_service) as "serviceFromOn",
            upper(o.in_service) - 1 as "serviceUntilOn", o.duty_email as "dutyEmail", '[]'::jsonb as withheld, '[]'::jsonb as absences,
            (select coalesce(jsonb_agg(jsonb_build_object('value', r.rank, 'fromOn', lower(r.during), 'untilOn', upper(r.during) - 1)), '[]')
               from officer_rank r where r.force_id = o.force_id and r.officer_id = o.id) as ranks
     from officer o where o.force_id = $1 and o.collar_number = any($2)`,
    [forceId, collarNumbers],
  );
}
