import { ApiKeys } from '../../src/access/api-keys.js';
import { type Role, ROLES, SCOPES } from '../../src/access/principal.js';
import { People } from '../../src/access/people.js';
import { Sessions } from '../../src/access/sessions.js';
import { Forces } from '../../src/registry/forces.js';
import { RegistryImport } from '../../src/registry/import/registry-import.js';
import { NOW } from '../support/access-app.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { csvOf } from '../support/real-input/csv-file.js';

export const FORCES = 43;
export const POOL_SIZE = 5;
const BY = { kind: 'command', id: 'test' } as const;
const CONTACTS_EACH = 4;

/** Stands in every text, name, code and address of one force and of no other. */
export const markOf = (number: number): string => `mk${String(number).padStart(2, '0')}x`;

export interface MarkedForce {
  id: string;
  bearer: string;
  cookies: Record<Role, string>;
  references: string[];
}

export interface World {
  house: WholeApp;
  forces: MarkedForce[];
  /** To which force each id and each reference in any table belongs, as the superuser sees it. */
  owners(): Promise<Map<string, string>>;
}

/** As many forces as there are in England and Wales, alike but for their marks, behind a pool of five connections. */
export async function markedWorld(count = FORCES): Promise<World> {
  const house = await startWholeApp({ environment: { DATABASE_POOL_SIZE: String(POOL_SIZE) } });
  const forces: MarkedForce[] = [];
  for (let number = 1; number <= count; number += 1) forces.push(await markedForce(house, markOf(number)));
  return { house, forces, owners: () => owners(house) };
}

/** By role, who is an officer and which. */
const OFFICERS: Partial<Record<Role, string>> = { team: '1', supervisor: '2' };

async function officerOf({ admin }: WholeApp, mark: string, number: string): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    'select id from officer where force_id = $1 and collar_number = $2',
    [mark, `${number}${mark}`],
  );
  return rows[0]!.id;
}

/** One force with two neighbourhoods, two officers, a person of each role, a key for everything, and some contacts. */
export async function markedForce(house: WholeApp, mark: string): Promise<MarkedForce> {
  const found = <T>(type: new (...given: never[]) => T): T => house.app.get(type, { strict: false });
  await found(Forces).add({ id: mark, name: `Force ${mark}`, startsOn: '2026-01-01' }, BY);
  for (const [kind, content] of filesOf(mark))
    await found(RegistryImport).importFile({ kind, forceId: mark, content, actor: BY });
  const { key } = await found(ApiKeys).make(mark, `key ${mark}`, [...SCOPES]);
  const bearer = `Bearer ${key}`;
  const cookies = {} as Record<Role, string>;
  for (const role of ROLES) {
    const officer = role in OFFICERS && { officerId: await officerOf(house, mark, OFFICERS[role]!) };
    const id = await found(People).add(mark, { name: `${role} ${mark}`, role, ...officer }, BY);
    cookies[role] = `npg-session=${await found(Sessions).start(mark, id)}`;
  }
  const references: string[] = [];
  for (let count = 0; count < CONTACTS_EACH; count += 1) {
    const answer = await house.ask(newContact(mark, bearer, `first-${count}`));
    if (answer.statusCode !== 201) throw new Error(answer.body);
    references.push(answer.json().reference as string);
  }
  return { id: mark, bearer, cookies, references };
}

/** What a program of the force pushes. */
export const newContact = (
  mark: string,
  bearer: string,
  key: string,
): Parameters<WholeApp['ask']>[0] & { method: string } => ({
  method: 'POST',
  url: '/api/v1/contacts',
  headers: { authorization: bearer, 'idempotency-key': key },
  payload: {
    neighbourhood: `N-${mark}`,
    submittedAt: NOW.toISO(),
    subject: `Subject ${mark}`,
    message: `Message ${mark}`,
    enquirer: { name: `Person ${mark}`, email: `person@${mark}.example` },
  },
});

function filesOf(mark: string): ['neighbourhoods' | 'officers' | 'assignments', string][] {
  const square = [
    [-1, 52],
    [-0.99, 52],
    [-0.99, 52.01],
    [-1, 52.01],
    [-1, 52],
  ];
  const place = (code: string): object => ({
    type: 'Feature',
    properties: { code, name: `Place ${code}`, team_mailbox: `team@${mark}.example`, from: '2026-01-01' },
    geometry: { type: 'Polygon', coordinates: [square] },
  });
  return [
    [
      'neighbourhoods',
      JSON.stringify({ type: 'FeatureCollection', features: [place(`N-${mark}`), place(`M-${mark}`)] }),
    ],
    [
      'officers',
      csvOf(
        ['collar_number', 'name', 'rank', 'duty_email', 'public_email', 'public_telephone', 'name_withheld'],
        ['1', '2'].map((number) => [
          `${number}${mark}`,
          `Officer ${number} ${mark}`,
          'PC',
          `d${number}@${mark}.example`,
          null,
          null,
          'no',
        ]),
      ),
    ],
    [
      'assignments',
      csvOf(
        ['neighbourhood_code', 'collar_number', 'role', 'from', 'until'],
        [
          [`N-${mark}`, `1${mark}`, 'lead', '2026-01-01', null],
          [`M-${mark}`, `2${mark}`, 'named', '2026-01-01', null],
        ],
      ),
    ],
  ];
}

/** Taken from the catalogue, so a table that is added tomorrow is looked through tomorrow. */
async function owners({ admin }: WholeApp): Promise<Map<string, string>> {
  const { rows: columns } = await admin.query<{ name: string; column: string }>(
    `select c.oid::regclass::text as name, quote_ident(a.attname) as column
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
        and (a.atttypid = 'uuid'::regtype or (c.relname, a.attname) = ('contact', 'reference'))
        and exists (select from pg_attribute f where f.attrelid = c.oid and f.attname = 'force_id' and not f.attisdropped)`,
  );
  const found = new Map<string, string>();
  for (const { name, column } of columns) {
    const { rows } = await admin.query<{ id: string; force_id: string }>(
      `select distinct ${column}::text as id, force_id from ${name} where ${column} is not null`,
    );
    for (const { id, force_id } of rows) found.set(id, force_id);
  }
  return found;
}
