import type { EntityManager } from 'typeorm';
import type { Role } from '../../access/principal.js';
import { type NamedPerson, personText, withheldNumber } from '../../registry/officer-wording.js';
import type { Signatory } from './issued-document.js';

const PEOPLE = `
-- Who are these people of a force, on a day?
select p.id, p.name, ${withheldNumber('o', '$3')} as "withheldNumber"
from person p left join officer o on o.force_id = p.force_id and o.id = p.officer_id
where p.force_id = $1 and p.id = any($2::uuid[])`;

/** Names those who signed, in the role they signed in; an officer whose name is withheld by the number. */
export class Signatories {
  private constructor(private readonly people: ReadonlyMap<string, NamedPerson>) {}

  static async read(
    manager: EntityManager,
    forceId: string,
    ids: readonly string[],
    on: string,
  ): Promise<Signatories> {
    const rows: (NamedPerson & { id: string })[] =
      ids.length === 0 ? [] : await manager.query(PEOPLE, [forceId, [...new Set(ids)], on]);
    return new Signatories(new Map(rows.map(({ id, ...person }) => [id, person])));
  }

  of(id: string, role: Role): Signatory {
    return { id, role, name: personText(this.people.get(id)!, false) };
  }
}
