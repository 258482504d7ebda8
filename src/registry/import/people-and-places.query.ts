import type { EntityManager } from 'typeorm';
import { gather } from './import-context.js';

export interface OfficerOfFile {
  id: string;
  collarNumber: string;
  rank: string;
  nameWithheld: boolean;
  /** The first and the last day of service; null: not recorded. */
  joinedOn: string | null;
  leftOn: string | null;
}

/** Which officers have these collar numbers, and when do they serve? */
export async function officersOfFile(
  manager: EntityManager,
  forceId: string,
  collarNumbers: Iterable<string>,
): Promise<Map<string, OfficerOfFile>> {
  const officers = await gather([...new Set(collarNumbers)], (batch) =>
    manager.query<OfficerOfFile[]>(
      `select id, collar_number as "collarNumber", rank, name_withheld as "nameWithheld",
              lower(in_service) as "joinedOn", upper(in_service) - 1 as "leftOn"
       from officer where force_id = $1 and collar_number = any($2)`,
      [forceId, batch],
    ),
  );
  return new Map(officers.map((officer) => [officer.collarNumber, officer]));
}

export interface NamedPlace {
  id: string;
  code: string;
  fromOn: string;
  untilOn: string | null;
}

/** Which neighbourhoods have these codes, and when did they exist? */
export async function placesOfFile(
  manager: EntityManager,
  forceId: string,
  codes: Iterable<string>,
): Promise<Map<string, NamedPlace>> {
  const places = await gather([...new Set(codes)], (batch) =>
    manager.query<NamedPlace[]>(
      `select id, code, coalesce(lower(during), date '1900-01-01') as "fromOn", upper(during) - 1 as "untilOn"
       from neighbourhood where force_id = $1 and code = any($2)`,
      [forceId, batch],
    ),
  );
  return new Map(places.map((place) => [place.code, place]));
}

/** What a row says when its officer is not there. */
export const noOfficer = (collarNumber: string, forceId: string): string =>
  `${collarNumber} is no officer of ${forceId}; import the officers first`;

/** What a row says when its neighbourhood is not there. */
export const noPlace = (code: string, forceId: string): string =>
  `${code} is no neighbourhood of ${forceId}; import the neighbourhoods first`;
