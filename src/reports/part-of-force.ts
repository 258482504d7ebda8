import type { EntityManager } from 'typeorm';
import { DomainError } from '../common/errors.js';
import { belonging } from '../registry/wards/belonging.js';
import { LEAST_SHARE } from '../registry/coverage/domain/ward-state.js';
import type { ReportPart } from './compliance-report.js';
import type { CountedPart } from './measures/measure.js';

/** A part of a force with what it counts. */
export interface PartOfForce extends ReportPart, CountedPart {}

/** What can be chosen instead of the whole force. */
export interface PartChoice extends ReportPart {
  /** As an address or a form says it: `command-area:NORTH`, `neighbourhood:NC04`. */
  value: string;
}

export const valueOfPart = ({ kind, code }: Pick<ReportPart, 'kind' | 'code'>): string => `${kind}:${code}`;

interface Found {
  id: string;
  name: string;
  neighbourhoodIds: string[];
}

const COMMAND_AREA = `
-- Which neighbourhoods belong to a command area of a force on a day?
select a.id, a.name, coalesce(array_agg(b.neighbourhood_id) filter (where b.neighbourhood_id is not null), '{}') as "neighbourhoodIds"
from command_area a
left join command_area_neighbourhood b on b.force_id = a.force_id and b.command_area_id = a.id and b.during @> $3::date
where a.force_id = $1 and a.code = $2
group by a.id, a.name`;

const NEIGHBOURHOOD = `
-- Which neighbourhood of a force has this code?
select id, name, array[id] as "neighbourhoodIds" from neighbourhood where force_id = $1 and code = $2`;

/**
 * The part of a force that was asked for: a command area with the neighbourhoods that belong to it on a day, or one
 * neighbourhood, whether or not it exists on the day.
 * @param typed `command-area:CODE` or `neighbourhood:CODE`; nothing for the whole force, which is null
 * @param on the last day that the report counts
 * @throws DomainError `invalid`, with what to do, if there is no such part
 */
export async function readPart(
  manager: EntityManager,
  forceId: string,
  typed: string | undefined,
  on: string,
): Promise<PartOfForce | null> {
  if (!typed) return null;
  const [, kind, code] = /^(command-area|neighbourhood):(.+)$/s.exec(typed) ?? [];
  const [found]: Found[] =
    kind === 'command-area'
      ? await manager.query(COMMAND_AREA, [forceId, code, on])
      : kind
        ? await manager.query(NEIGHBOURHOOD, [forceId, code])
        : [];
  if (!found) {
    throw DomainError.field(
      'part',
      'Choose a command area or a neighbourhood of this force, like part=command-area:NORTH or part=neighbourhood:NC04, or leave part out for the whole force',
    );
  }
  const isArea = kind === 'command-area';
  return {
    kind: isArea ? 'command-area' : 'neighbourhood',
    code: code!,
    name: found.name,
    commandAreaId: isArea ? found.id : null,
    neighbourhoodIds: found.neighbourhoodIds,
  };
}

const CHOICES = `
-- Which command areas and which neighbourhoods has a force, those that ended too?
select 'command-area' as kind, code, name from command_area where force_id = $1
union all
select 'neighbourhood', code, name from neighbourhood where force_id = $1
order by kind, name, code`;

/** What of a force can be chosen, command areas first, each by name. */
export async function partsToChoose(manager: EntityManager, forceId: string): Promise<PartChoice[]> {
  const parts: ReportPart[] = await manager.query(CHOICES, [forceId]);
  return parts.map((part) => ({ ...part, value: valueOfPart(part) }));
}

const WARDS = `
-- For which wards of a force does one of these neighbourhoods count?
select distinct ward_id as id from (${belonging('$3')}) b where b.neighbourhood_id = any ($2::uuid[])`;

/** The wards that a part of the force reaches into. */
export async function wardsOfPart(
  manager: EntityManager,
  forceId: string,
  { neighbourhoodIds }: CountedPart,
): Promise<Set<string>> {
  const rows: { id: string }[] = await manager.query(WARDS, [forceId, neighbourhoodIds, LEAST_SHARE]);
  return new Set(rows.map(({ id }) => id));
}
