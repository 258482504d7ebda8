import pg from 'pg';
import { ApiKeys } from '../../../src/access/api-keys.js';
import { People } from '../../../src/access/people.js';
import { Sessions } from '../../../src/access/sessions.js';
import { Forces } from '../../../src/registry/forces.js';
import {
  type ImportKind,
  type ImportOutcome,
  RegistryImport,
} from '../../../src/registry/import/registry-import.js';
import { Posts } from '../../../src/registry/workforce/posts.service.js';
import { startTestApp, type TestApp } from '../test-app.js';
import { assignmentsFile, type ForceInput, neighbourhoodsFile, officersFile } from './force.js';
import { eventsFile, hoursFile, prioritiesFile } from './life.js';
import { isoOf } from './local-time.js';

export type FileKind = Exclude<ImportKind, 'wards' | 'absences'>;

export interface Stage extends TestApp {
  force: ForceInput;
  /** The superuser's connection, behind every wall. */
  admin: pg.Client;
  apiKey: string;
  apiKeyId: string;
  /** A key that changes the registry. */
  registryKey: string;
  imports: Partial<Record<FileKind, [first: ImportOutcome, second: ImportOutcome]>>;
  /** A fresh session's cookie, because one ends after some hours and the story runs for months. */
  cookieOf(role: 'force-admin' | 'local-policing-body'): Promise<string>;
  leave(): Promise<void>;
}

const BY = { kind: 'command', id: 'test' } as const;

/** The whole application with the force in it, taken in as a force would: by its files, each of them twice. */
export async function setTheStage(force: ForceInput, begins: number): Promise<Stage> {
  const app = await startTestApp({ now: isoOf(begins) });
  const found = <T>(type: new (...given: never[]) => T): T => app.app.get(type, { strict: false });
  const admin = new pg.Client({ connectionString: app.adminUrl });
  await admin.connect();
  if (force.id !== 'leicestershire') {
    await found(Forces).add({ id: force.id, name: force.name, startsOn: force.startsOn }, BY);
  }
  // An empty file is refused, so that of which the force has nothing is not taken in.
  const files: [kind: FileKind, content: string, rows: readonly unknown[]][] = [
    ['neighbourhoods', neighbourhoodsFile(force), force.places],
    ['officers', officersFile(force), force.officers],
    ['assignments', assignmentsFile(force), force.assignments],
    ['duty-hours', hoursFile(force), force.life.hours],
    ['priorities', prioritiesFile(force), force.life.priorities],
    ['events', eventsFile(force), force.life.events],
  ];
  const imports: Stage['imports'] = {};
  for (const [kind, content] of files.filter(([, , rows]) => rows.length > 0)) {
    const file = { kind, forceId: force.id, content, actor: BY };
    imports[kind] = [
      await found(RegistryImport).importFile(file),
      await found(RegistryImport).importFile(file),
    ];
  }
  await admin.query('update neighbourhood set form_enabled = false where force_id = $1 and code = any ($2)', [
    force.id,
    force.places.filter(({ formEnabled }) => !formEnabled).map(({ code }) => code),
  ]);
  await recordCoverage(admin, force);
  await recordPosts(found(Posts), force);
  const people = found(People);
  const ids: Record<string, string> = {};
  for (const [index, email] of force.adminEmails.entries()) {
    ids['force-admin'] = await people.add(
      force.id,
      { name: `Admin ${index}`, role: 'force-admin', email },
      BY,
    );
  }
  await people.add(force.id, { name: 'Admin without e-mail', role: 'force-admin' }, BY);
  ids['local-policing-body'] = await people.add(force.id, { name: 'Body', role: 'local-policing-body' }, BY);
  const scopes = ['contacts:write', 'contacts:read', 'reports:read'] as const;
  const { id, key } = await found(ApiKeys).make(force.id, 'hub', scopes);
  const registry = await found(ApiKeys).make(force.id, 'hr', ['registry:write']);
  return {
    ...app,
    force,
    admin,
    apiKey: key,
    apiKeyId: id,
    registryKey: registry.key,
    imports,
    cookieOf: async (role) => `npg-session=${await found(Sessions).start(force.id, ids[role]!)}`,
    async leave() {
      await admin.end();
      await app.close();
    },
  };
}

/** Named one after the other, as they came; whoever stops before the next is named ends in between. */
async function recordPosts(posts: Posts, { id, life }: ForceInput): Promise<void> {
  const by = { actor: BY };
  for (const { rank, posts: count, target, from } of life.establishment)
    await posts.setEstablishment(id, { rank, posts: count, upliftTarget: target, fromOn: from }, by);
  for (const { collar, from, until } of life.asbLeads) {
    await posts.nameAsbLead(id, { collarNumber: collar, fromOn: from }, by);
    if (until) await posts.endAsbLead(id, until, by);
  }
}

/** What no file of these brings: who never had a form, absences, the end of a service, wards and areas with their places. */
async function recordCoverage(admin: pg.Client, force: ForceInput): Promise<void> {
  const { id, places, officers, wards, areas } = force;
  await admin.query(
    `delete from contact_route r using neighbourhood n where r.force_id = $1 and r.kind = 'form'
        and n.force_id = r.force_id and n.id = r.neighbourhood_id and n.code = any ($2)`,
    [id, places.filter(({ formEnabled }) => !formEnabled).map(({ code }) => code)],
  );
  for (const { collar, absences, servesUntil } of officers) {
    const officer = 'select id from officer where force_id = $1 and collar_number = $2';
    for (const { kind, from, until } of absences)
      await admin.query(
        `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
         values ($1, gen_random_uuid(), (${officer}), $3, daterange($4::date, $5::date, '[]'), $4::date)`,
        [id, collar, kind, from, until],
      );
    if (servesUntil)
      await admin.query(
        `update officer set in_service = daterange(null, $3::date, '[]') where force_id = $1 and collar_number = $2`,
        [id, collar, servesUntil],
      );
  }
  const place = 'select id from neighbourhood where force_id = $1 and code = $3';
  const ward = 'select id from ward where force_id = $1 and code = $2';
  for (const { code, name, parts, decided } of wards) {
    await admin.query(
      `insert into ward (force_id, id, code, name, during, boundary, min_lng, min_lat, max_lng, max_lat, area_km2, created_at, updated_at)
       values ($1, gen_random_uuid(), $2, $3, '[2025-07-01,)', '{}', 0, 0, 1, 1, 1, '2025-07-01', '2025-07-01')`,
      [id, code, name],
    );
    for (const [at, share] of parts)
      await admin.query(
        `insert into ward_share (force_id, id, ward_id, neighbourhood_id, share) values ($1, gen_random_uuid(), (${ward}), (${place}), $4)`,
        [id, code, at, share],
      );
    for (const [at, belongs] of decided)
      await admin.query(
        `insert into ward_choice (force_id, id, ward_id, neighbourhood_id, belongs, reason)
         values ($1, gen_random_uuid(), (${ward}), (${place}), $4, 'decided')`,
        [id, code, at, belongs],
      );
  }
  const area = 'select id from command_area where force_id = $1 and code = $2';
  for (const { code, name, places } of areas) {
    await admin.query(
      `insert into command_area (force_id, id, code, name, during) values ($1, gen_random_uuid(), $2, $3, '[2025-07-01,)')`,
      [id, code, name],
    );
    for (const [at, from, until] of places)
      await admin.query(
        `insert into command_area_neighbourhood (force_id, id, command_area_id, neighbourhood_id, during)
         values ($1, gen_random_uuid(), (${area}), (${place}), daterange($4::date, $5::date, '[]'))`,
        [id, code, at, from, until],
      );
  }
}
