import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import { type DayRange, toDateRange } from '../domain/day-range.js';
import { withheldNumber } from '../officer-wording.js';

export interface CommandAreaMember extends DayRange {
  id: string;
  code: string;
  name: string;
}

/** Names may be withheld: see `nameWithheld` before anything is shown outside the force. */
export interface CommandAreaSupervisor extends DayRange {
  id: string;
  collarNumber: string;
  name: string;
  rank: string;
  nameWithheld: boolean;
}

export interface CommandAreaRow {
  id: string;
  /** Counts every change of the area, of what belongs to it and of who supervises it. */
  version: number;
  code: string;
  name: string;
  fromOn: string | null;
  untilOn: string | null;
  neighbourhoods: CommandAreaMember[];
  supervisors: CommandAreaSupervisor[];
}

/** Which command areas are there, by name, with what belongs to them and who supervises them, from a day on? */
const COMMAND_AREAS = `
select a.id, a.version, a.code, a.name, lower(a.during) as "fromOn", upper(a.during) - 1 as "untilOn",
       coalesce(m.members, '[]') as neighbourhoods, coalesce(s.supervisors, '[]') as supervisors
from command_area a
left join lateral (
  select jsonb_agg(jsonb_build_object('id', m.id, 'code', n.code, 'name', n.name,
           'fromOn', lower(m.during), 'untilOn', upper(m.during) - 1) order by n.name, n.code, lower(m.during)) as members
  from command_area_neighbourhood m join neighbourhood n on n.force_id = m.force_id and n.id = m.neighbourhood_id
  where m.force_id = $1 and m.command_area_id = a.id and (upper_inf(m.during) or upper(m.during) > $2::date)
) m on true
left join lateral (
  select jsonb_agg(jsonb_build_object('id', s.id, 'collarNumber', o.collar_number, 'name', o.name, 'rank', o.rank,
           'nameWithheld', ${withheldNumber('o', '$2')} is not null, 'fromOn', lower(s.during), 'untilOn', upper(s.during) - 1)
         order by o.collar_number, lower(s.during)) as supervisors
  from command_area_supervisor s join officer o on o.force_id = s.force_id and o.id = s.officer_id
  where s.force_id = $1 and s.command_area_id = a.id and (upper_inf(s.during) or upper(s.during) > $2::date)
) s on true
where a.force_id = $1 and ($3::text is null or a.code = $3)
order by a.name, a.code`;

export function commandAreas(
  manager: EntityManager,
  forceId: string,
  on: string,
  code: string | null = null,
): Promise<CommandAreaRow[]> {
  return manager.query<CommandAreaRow[]>(COMMAND_AREAS, [forceId, on, code]);
}

export interface LockedArea {
  id: string;
  version: number;
  code: string;
  name: string;
  fromOn: string;
  untilOn: string | null;
}

/** Which command area is this? Whoever else changes it waits. */
export async function lockArea(
  manager: EntityManager,
  forceId: string,
  code: string,
): Promise<LockedArea | null> {
  const [found] = await manager.query<LockedArea[]>(
    `select id, version, code, name, coalesce(lower(during), date '1900-01-01') as "fromOn", upper(during) - 1 as "untilOn"
     from command_area where force_id = $1 and code = $2 for update`,
    [forceId, code],
  );
  return found ?? null;
}

/** Record a command area. Null if the code is taken. */
export async function insertArea(
  manager: EntityManager,
  forceId: string,
  area: { code: string; name: string; fromOn: string },
): Promise<string | null> {
  const [stored] = await manager.query<{ id: string }[]>(
    `insert into command_area (force_id, id, code, name, during) values ($1, $2, $3, $4, daterange($5::date, null))
     on conflict on constraint command_area_code_once do nothing returning id`,
    [forceId, newId(), area.code, area.name, area.fromOn],
  );
  return stored?.id ?? null;
}

export async function renameArea(
  manager: EntityManager,
  forceId: string,
  id: string,
  name: string,
): Promise<void> {
  await manager.query(`update command_area set name = $3 where force_id = $1 and id = $2`, [
    forceId,
    id,
    name,
  ]);
}

/** What an area holds over periods: neighbourhoods, or officers who supervise it. */
export type HeldKind = 'neighbourhood' | 'supervisor';

const TABLES = {
  neighbourhood: { table: 'command_area_neighbourhood', column: 'neighbourhood_id' },
  supervisor: { table: 'command_area_supervisor', column: 'officer_id' },
} as const;

export interface HeldPeriod extends DayRange {
  id: string;
  areaId: string;
  area: string;
}

/** In which command areas, and when, is this neighbourhood or officer from a day on? */
export function periodsOf(
  manager: EntityManager,
  forceId: string,
  kind: HeldKind,
  subjectId: string,
  fromOn: string,
): Promise<HeldPeriod[]> {
  const { table, column } = TABLES[kind];
  return manager.query<HeldPeriod[]>(
    `select h.id, h.command_area_id as "areaId", a.name as area, lower(h.during) as "fromOn", upper(h.during) - 1 as "untilOn"
     from ${table} h join command_area a on a.force_id = h.force_id and a.id = h.command_area_id
     where h.force_id = $1 and h.${column} = $2 and (upper_inf(h.during) or upper(h.during) > $3::date)
     order by lower(h.during)`,
    [forceId, subjectId, fromOn],
  );
}

export async function insertPeriod(
  manager: EntityManager,
  forceId: string,
  kind: HeldKind,
  held: { areaId: string; subjectId: string } & DayRange,
): Promise<void> {
  const { table, column } = TABLES[kind];
  await manager.query(
    `insert into ${table} (force_id, id, command_area_id, ${column}, during) values ($1, $2, $3, $4, $5::daterange)`,
    [forceId, newId(), held.areaId, held.subjectId, toDateRange(held)],
  );
}

export async function setPeriod(
  manager: EntityManager,
  forceId: string,
  kind: HeldKind,
  id: string,
  days: DayRange,
): Promise<void> {
  await manager.query(
    `update ${TABLES[kind].table} set during = $3::daterange where force_id = $1 and id = $2`,
    [forceId, id, toDateRange(days)],
  );
}
