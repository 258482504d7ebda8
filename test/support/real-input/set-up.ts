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
import { startTestApp, type TestApp } from '../test-app.js';
import { assignmentsFile, type ForceInput, neighbourhoodsFile, officersFile } from './force.js';
import { isoOf } from './local-time.js';

export interface Stage extends TestApp {
  force: ForceInput;
  /** The superuser's connection, behind every wall. */
  admin: pg.Client;
  apiKey: string;
  apiKeyId: string;
  imports: Record<ImportKind, [first: ImportOutcome, second: ImportOutcome]>;
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
  const take = async (kind: ImportKind, content: string): Promise<[ImportOutcome, ImportOutcome]> => {
    const file = { kind, forceId: force.id, content, actor: BY };
    return [await found(RegistryImport).importFile(file), await found(RegistryImport).importFile(file)];
  };
  const imports = {
    neighbourhoods: await take('neighbourhoods', neighbourhoodsFile(force)),
    officers: await take('officers', officersFile(force)),
    assignments: await take('assignments', assignmentsFile(force)),
  };
  await admin.query('update neighbourhood set form_enabled = false where force_id = $1 and code = any ($2)', [
    force.id,
    force.places.filter(({ formEnabled }) => !formEnabled).map(({ code }) => code),
  ]);
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
  return {
    ...app,
    force,
    admin,
    apiKey: key,
    apiKeyId: id,
    imports,
    cookieOf: async (role) => `npg-session=${await found(Sessions).start(force.id, ids[role]!)}`,
    async leave() {
      await admin.end();
      await app.close();
    },
  };
}
