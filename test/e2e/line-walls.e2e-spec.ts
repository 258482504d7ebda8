import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ask } from '../support/real-input/api.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;
let reference: string;
let otherKey: string;
/** What the application signs in as. */
let application: pg.Client;

const OF_A_FORCE = [
  ...[
    'neighbourhood',
    'officer',
    'assignment',
    'person',
    'session',
    'api_key',
    'audit_entry',
    'contact',
    'contact_personal',
  ],
  ...[
    'contact_text',
    'clock',
    'response',
    'timeline_entry',
    'idempotency_key',
    'alert',
    'outbox_mail',
    'delivery',
    'compliance_report',
  ],
];

beforeAll(async () => {
  line = await SmallStage.set();
  reference = await line.received();
  otherKey = await line.otherForce('elsewhere');
  await line.push(line.contact({ neighbourhood: 'O1' }), { key: otherKey });
  application = new pg.Client({ connectionString: line.stage.applicationUrl });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await line.leave();
});

/** Runs in a transaction that is rolled back; as the application's role, for a force if one is given. */
async function asApplication<T>(force: string | null, work: () => Promise<T>): Promise<T> {
  await application.query('begin');
  try {
    await application.query('set local role npg_app');
    if (force) await application.query(`select set_config('npg.force_id', $1, true)`, [force]);
    return await work();
  } finally {
    await application.query('rollback');
  }
}

const count = async (table: string): Promise<number> => {
  const { rows } = await application.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]!.count;
};

describe('a key of another force', () => {
  it('finds no contact of this one, to read, answer or take out', async () => {
    const options = { key: otherKey };
    const body = { route: 'phone', respondedAt: NOW, text: 'Told.', nextSteps: 'We patrol.' };
    const answers = [
      await line.to(reference, undefined, options),
      await line.to(`${reference}/responses`, body, options),
      await line.to(`${reference}/out-of-scope`, { reason: 'spam' }, options),
      await line.to(`${reference}/out-of-scope`, undefined, { ...options, method: 'DELETE' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const unknown = await line.to('CCC-CCC-CCC', undefined, options);
    const same = ({ json }: (typeof answers)[number]): unknown[] => [json.status, json.title, json.detail];
    expect(same(answers[0]!)).toEqual(same(unknown));
  });

  it('cannot push into a neighbourhood of this one', async () => {
    const answer = await line.push(line.contact(), { key: otherKey });
    expect([answer.status, answer.json.errors[0].field]).toEqual([400, 'neighbourhood']);
  });

  it('sees its own force alone in the report', async () => {
    const { json } = await ask(line.stage.url, '/api/v1/reports/compliance?from=2026-06-01&to=2026-06-01', {
      key: otherKey,
    });
    expect([json.force.id, json.neighbourhoods]).toEqual(['elsewhere', [{ code: 'O1', name: 'Square O1' }]]);
  });

  it('opens only what its scopes say', async () => {
    const writer = await line.keyFor('squares', ['contacts:write']);
    const reader = await line.keyFor('squares', ['contacts:read']);
    expect((await line.to(reference, undefined, { key: writer })).status).toBe(403);
    expect((await line.push(line.contact(), { key: reader })).status).toBe(403);
    expect(
      (await ask(line.stage.url, '/api/v1/reports/compliance?from=2026-06-01&to=2026-06-01', { key: reader }))
        .status,
    ).toBe(403);
  });
});

describe('row-level security', () => {
  it('stands, forced, on every table of a force', async () => {
    const { rows } = await line.admin.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'force_id' and not a.attisdropped
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([]);
  });

  it.each(OF_A_FORCE)('shows nothing of %s without a force, and only its own with one', async (table) => {
    expect(await asApplication(null, () => count(table))).toBe(0);
    expect(await asApplication('nobody', () => count(table))).toBe(0);
    const seen = await asApplication('elsewhere', () =>
      application.query<{ force_id: string }>(`select distinct force_id from ${table}`),
    );
    expect(seen.rows.filter(({ force_id }) => force_id !== 'elsewhere')).toEqual([]);
  });

  it('does not let a force write a row into another', async () => {
    const into = (force: string): Promise<unknown> =>
      asApplication('elsewhere', () =>
        application.query(
          `insert into person (force_id, id, name, role, created_at) values ($1, gen_random_uuid(), 'x', 'team', now())`,
          [force],
        ),
      );
    await expect(into('squares')).rejects.toThrow(/row-level security/);
    await expect(into('elsewhere')).resolves.toBeDefined();
  });

  it('keeps the sweeper from everything personal and from the log', async () => {
    for (const table of [
      'contact_personal',
      'contact_text',
      'audit_entry',
      'timeline_entry',
      'response',
      'session',
      'api_key',
      'locator',
    ]) {
      await application.query('begin');
      await application.query('set local role npg_sweeper');
      await expect(count(table)).rejects.toThrow(/permission denied/);
      await application.query('rollback');
    }
  });

  it('forgets the force with the transaction', async () => {
    await asApplication('squares', () => count('contact'));
    const { rows } = await application.query<{ force: string | null }>(
      `select current_setting('npg.force_id', true) as force`,
    );
    expect(rows[0]!.force ?? '').toBe('');
  });
});

describe('a contact', () => {
  it('cannot be deleted by the application: its timeline, key and personal fields point to it for good', async () => {
    const remove = (): Promise<unknown> => application.query('delete from contact');
    await expect(asApplication('squares', remove)).rejects.toThrow(/permission denied/);
  });
});

describe('the log', () => {
  const CHANGES = [
    `update audit_entry set actor_id = 'me'`,
    'delete from audit_entry',
    'truncate audit_entry',
  ];
  it.each(CHANGES)('refuses the application: %s', async (change) => {
    await expect(asApplication('squares', () => application.query(change))).rejects.toThrow(
      /permission denied|append-only/,
    );
  });

  it.each(CHANGES)('refuses the superuser, too: %s', async (change) => {
    await expect(line.admin.query(change)).rejects.toThrow(/append-only/);
  });

  it('holds ids alone: no name, address or text', async () => {
    const { rows } = await line.admin.query<{ entry: string }>(`select t::text as entry from audit_entry t`);
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter(({ entry }) => /kit|bins|burn|01632|@/i.test(entry))).toEqual([]);
  });
});

describe('the application’s roles', () => {
  const ROLES = `select oid from pg_roles where rolname in ('npg_app', 'npg_sweeper', $1)`;
  const login = (): string => decodeURIComponent(new URL(line.stage.applicationUrl).username);

  it('own nothing', async () => {
    const { rows } = await line.admin.query<{ what: string }>(
      `select relname as what from pg_class where relowner in (${ROLES})
       union all select proname from pg_proc where proowner in (${ROLES})
       union all select nspname from pg_namespace where nspowner in (${ROLES})
       union all select datname from pg_database where datdba in (${ROLES})`,
      [login()],
    );
    expect(rows).toEqual([]);
  });

  it('are neither superuser nor past row-level security, and may make neither', async () => {
    const { rows } = await line.admin.query(
      `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles
        where oid in (${ROLES}) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
      [login()],
    );
    expect(rows).toEqual([]);
    const { rows: found } = await line.admin.query(ROLES, [login()]);
    expect(found).toHaveLength(3);
  });

  it('cannot make a table or drop a wall', async () => {
    for (const change of [
      'create table mine (id int)',
      'alter table contact disable row level security',
      'drop policy contact_of_the_force on contact',
      'alter table audit_entry disable trigger all',
    ]) {
      await expect(asApplication('squares', () => application.query(change))).rejects.toThrow(
        /permission denied|must be owner/,
      );
      await expect(application.query(change)).rejects.toThrow(/permission denied|must be owner/);
    }
  });
});
