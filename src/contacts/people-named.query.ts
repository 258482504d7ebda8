import type { EntityManager } from 'typeorm';
import type { Principal } from '../access/principal.js';
import {
  type NamedPerson,
  personText,
  readsWithheldNames,
  withheldNumber,
} from '../registry/officer-wording.js';

/** Who are these people, as whoever asks may read it? By their ids. */
export async function peopleNamed(
  manager: EntityManager,
  caller: Principal,
  ids: readonly (string | null)[],
  today: string,
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = (await manager.query(
    `select p.id, p.name, ${withheldNumber('o', '$3')} as "withheldNumber"
       from person p
       left join officer o on o.force_id = p.force_id and o.id = p.officer_id
      where p.force_id = $1 and p.id = any($2)`,
    [caller.forceId, wanted, today],
  )) as (NamedPerson & { id: string })[];
  const readsWithheld = readsWithheldNames(caller);
  return new Map(rows.map((person) => [person.id, personText(person, readsWithheld)]));
}
