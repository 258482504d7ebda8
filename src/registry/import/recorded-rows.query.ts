import type { EntityManager } from 'typeorm';

// Instants and hours come as the texts in which files are compared: ISO in UTC, two decimals.
const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const iso = (column: string): string => `to_char(${column} at time zone 'UTC', ${ISO})`;

export interface RecordedDutyMonth {
  id: string;
  officerId: string;
  monthOn: string;
  rosteredHours: string;
  abstractedHours: string;
}

/** Which hours are recorded of these officers in these months? */
export function recordedDutyMonths(
  manager: EntityManager,
  forceId: string,
  keys: readonly { officerId: string; monthOn: string }[],
): Promise<RecordedDutyMonth[]> {
  return manager.query<RecordedDutyMonth[]>(
    `select d.id, d.officer_id as "officerId", d.month_on as "monthOn",
            d.rostered_hours::text as "rosteredHours", d.abstracted_hours::text as "abstractedHours"
     from unnest($2::uuid[], $3::date[]) as w (officer_id, month_on)
       join duty_month d on d.force_id = $1 and d.officer_id = w.officer_id and d.month_on = w.month_on`,
    [forceId, keys.map(({ officerId }) => officerId), keys.map(({ monthOn }) => monthOn)],
  );
}

export interface RecordedAbsence {
  id: string;
  officerId: string;
  collarNumber: string;
  kind: string;
  fromOn: string;
  untilOn: string | null;
  hours: string | null;
  externalId: string | null;
}

/** Which absences are recorded of these officers, or under these ids of the force, of any time? */
export function recordedAbsences(
  manager: EntityManager,
  forceId: string,
  { officerIds, externalIds }: { officerIds: readonly string[]; externalIds: readonly string[] },
): Promise<RecordedAbsence[]> {
  return manager.query<RecordedAbsence[]>(
    `select a.id, a.officer_id as "officerId", o.collar_number as "collarNumber", a.kind, lower(a.during) as "fromOn",
            upper(a.during) - 1 as "untilOn", a.hours::text as hours, a.external_id as "externalId"
     from absence a join officer o on o.force_id = a.force_id and o.id = a.officer_id
     where a.force_id = $1 and (a.officer_id = any($2) or a.external_id = any($3))`,
    [forceId, officerIds, externalIds],
  );
}

export interface RecordedPriority {
  id: string;
  neighbourhoodId: string;
  code: string;
  issue: string;
  issueAt: string;
  action: string | null;
  actionAt: string | null;
  endedOn: string | null;
  externalId: string | null;
}

/** Which priorities do these neighbourhoods have, or are known under these ids of the force, ended ones included? */
export function recordedPriorities(
  manager: EntityManager,
  forceId: string,
  { placeIds, externalIds }: { placeIds: readonly string[]; externalIds: readonly string[] },
): Promise<RecordedPriority[]> {
  return manager.query<RecordedPriority[]>(
    `select p.id, p.neighbourhood_id as "neighbourhoodId", n.code, p.issue, ${iso('p.issue_at')} as "issueAt", p.action,
            ${iso('p.action_at')} as "actionAt", p.ended_on as "endedOn", p.external_id as "externalId"
     from priority p join neighbourhood n on n.force_id = p.force_id and n.id = p.neighbourhood_id
     where p.force_id = $1 and (p.neighbourhood_id = any($2) or p.external_id = any($3))`,
    [forceId, placeIds, externalIds],
  );
}

export interface RecordedEvent {
  id: string;
  neighbourhoodId: string;
  code: string;
  type: string;
  title: string;
  address: string;
  description: string | null;
  startsAt: string;
  endsAt: string | null;
  email: string | null;
  telephone: string | null;
  attended: string | null;
  volunteers: string | null;
  cancelled: boolean;
  externalId: string | null;
}

/** Which events do these neighbourhoods have, or are known under these ids of the force, past ones included? */
export function recordedEvents(
  manager: EntityManager,
  forceId: string,
  { placeIds, externalIds }: { placeIds: readonly string[]; externalIds: readonly string[] },
): Promise<RecordedEvent[]> {
  return manager.query<RecordedEvent[]>(
    `select e.id, e.neighbourhood_id as "neighbourhoodId", n.code, e.type, e.title, e.address, e.description,
            ${iso('e.starts_at')} as "startsAt", ${iso('e.ends_at')} as "endsAt", e.email, e.telephone,
            e.attended::text as attended, e.volunteers::text as volunteers, e.cancelled, e.external_id as "externalId"
     from neighbourhood_event e join neighbourhood n on n.force_id = e.force_id and n.id = e.neighbourhood_id
     where e.force_id = $1 and (e.neighbourhood_id = any($2) or e.external_id = any($3))`,
    [forceId, placeIds, externalIds],
  );
}
