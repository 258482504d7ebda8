import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type pg from 'pg';
import { parse } from 'yaml';
import { digestOf, newApiKey } from '../../src/access/tokens.js';
import { ROOT } from '../support/postgres/trial-process.js';

/** A rung of the response standard, as whoever reviews the file reads it. */
export interface Rung {
  stage: string;
  hoursFromDue: number;
  repeatEveryHours?: number;
  hears: string[];
}

/** The rungs of `config/response-standard.yaml`, read here and not by the product. */
export function rungsOfTheFile(): { version: string; rungs: Rung[] } {
  const file = parse(readFileSync(join(ROOT, 'config/response-standard.yaml'), 'utf8')) as {
    versions: { version: string; rungs: Rung[] }[];
  };
  return file.versions.at(-1)!;
}

export interface Place {
  forceId: string;
  id: string;
  code: string;
  /** Who hears for it, by role: addresses. */
  hearers: Record<string, { kind: string; id: string; address: string }[]>;
}

export interface Force {
  id: string;
  apiKey: string;
  places: Place[];
}

/**
 * Forces with neighbourhoods that each have a lead, every second a team mailbox, every third a deputy, and a supervisor
 * for ten of them, written straight into the tables; one force admin with an address each.
 */
export async function settle(admin: pg.Client, forces: number, placesEach: number): Promise<Force[]> {
  const settled: Force[] = [];
  for (let number = 1; number <= forces; number += 1)
    settled.push(await settleOne(admin, number, placesEach));
  return settled;
}

async function settleOne(admin: pg.Client, number: number, count: number): Promise<Force> {
  const id = `force-${number}`;
  const apiKey = newApiKey();
  const keyId = randomUUID();
  const adminId = randomUUID();
  await admin.query(
    `with f as (insert into force (id, name, starts_on, created_at) values ($1, $1, '2025-07-01', now()) returning id),
       p as (insert into person (force_id, id, name, email, role, created_at) select id, $2, 'Admin', $3, 'force-admin', now() from f),
       k as (insert into api_key (force_id, id, name, scopes, created_at)
             select id, $4, 'chaos', '{contacts:write,contacts:read}', now() from f)
     insert into locator (digest, kind, force_id, target_id) select $5, 'api-key', id, $4::uuid from f`,
    [id, adminId, addressOf(id, 'admin'), keyId, digestOf(apiKey)],
  );
  const rows = { places: [] as unknown[], officers: [] as unknown[], assignments: [] as unknown[] };
  const admins = [{ kind: 'person', id: adminId, address: addressOf(id, 'admin') }];
  const places: Place[] = [];
  let supervisor = '';
  for (let index = 0; index < count; index += 1) {
    const place: Place = {
      forceId: id,
      id: randomUUID(),
      code: `N${index}`,
      hearers: { 'force-admin': admins },
    };
    const mailbox = index % 2 === 0 ? addressOf(id, `team.${index}`) : null;
    if (mailbox) place.hearers['mailbox'] = [{ kind: 'mailbox', id: place.id, address: mailbox }];
    rows.places.push({ id: place.id, code: place.code, name: `Square ${index}`, mailbox });
    const assign = (role: string, officer: string): void => {
      rows.assignments.push({ id: randomUUID(), place: place.id, officer, role });
      place.hearers[role] = [{ kind: 'officer', id: officer, address: addressOf(id, officer) }];
    };
    const recruit = (): string => {
      const officer = randomUUID();
      rows.officers.push({
        id: officer,
        collar: String(rows.officers.length + 1),
        address: addressOf(id, officer),
      });
      return officer;
    };
    assign('lead', recruit());
    if (index % 3 === 0) assign('deputy', recruit());
    if (index % 10 === 0) supervisor = recruit();
    assign('supervisor', supervisor);
    places.push(place);
  }
  await admin.query(
    `insert into neighbourhood (force_id, id, code, name, during, team_mailbox, created_at, updated_at)
     select $1, id, code, name, '[2025-07-01,)', mailbox, now(), now() from json_to_recordset($2) as r (id uuid, code text, name text, mailbox text)`,
    [id, JSON.stringify(rows.places)],
  );
  await admin.query(
    `insert into officer (force_id, id, collar_number, name, rank, duty_email, created_at, updated_at)
     select $1, id, collar, 'Officer ' || collar, 'constable', address, now(), now() from json_to_recordset($2) as r (id uuid, collar text, address text)`,
    [id, JSON.stringify(rows.officers)],
  );
  await admin.query(
    `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     select $1, id, place, officer, role, '[2025-07-01,)', now() from json_to_recordset($2) as r (id uuid, place uuid, officer uuid, role text)`,
    [id, JSON.stringify(rows.assignments)],
  );
  return { id, apiKey, places };
}

const addressOf = (force: string, who: string): string => `${who}@${force}.example`;
