import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ForceDatabase } from '../../src/database/force-database.js';
import {
  borrowedEyes,
  holesInTheWall,
  keysThatCross,
  rightsOf,
  tablesOfAForce,
  tablesOfNoForce,
} from './isolation-catalogue.js';
import { markedWorld, POOL_SIZE, type World } from './isolation-world.js';

/** What it may do, and to what. Whoever gives it more writes it here, and why: it sees the rows of every force. */
const RIGHTS_OF_THE_SWEEPER: [rights: string, tables: string[]][] = [
  [
    'select',
    [
      ...[
        'absence',
        'alert_preference',
        'assignment',
        'command_area',
        'command_area_neighbourhood',
        'command_area_supervisor',
      ],
      ...['contact_route', 'duty_month', 'establishment', 'force', 'force_post', 'link'],
      ...[
        'neighbourhood',
        'neighbourhood_event',
        'neighbourhood_former_name',
        'neighbourhood_overlap',
        'neighbourhood_succession',
        'officer',
      ],
      ...['officer_name_withheld', 'officer_rank', 'person', 'place', 'priority', 'priority_review'],
      ...['recourse_request', 'route_failure', 'senior_officer', 'team_digest', 'ward', 'ward_choice'],
      ...['ward_share'],
    ],
  ],
  ['insert, select, update', ['alert', 'delivery', 'listening_gap', 'outbox_mail']],
  ['insert, select', ['alerts_begun']],
  ['insert of action actor_id actor_kind at detail force_id subject_id subject_kind', ['audit_entry']],
  ['select, update of next_alert_at', ['clock']],
  ['delete, insert, select, update', ['digest', 'heartbeat']],
  ['select of asked_at claimed_until force_id state', ['police_uk_pull']],
  ['select of claimed_until force_id id made_at state', ['registry_import']],
  ['select of asked_at claimed_until done_at force_id problem', ['report_file']],
];

let world: World;
let database: ForceDatabase;
let mine: string;

beforeAll(async () => {
  world = await markedWorld(3);
  database = world.house.app.get(ForceDatabase);
  mine = world.forces[0]!.id;
}, 60_000);
afterAll(() => world.house.close());

describe('a statement without its where', () => {
  const FORGOTTEN = 'select force_id, count(*)::int as rows from contact group by 1';

  it('finds the rows of the force it acts for', async () => {
    const rows = await database.inForce(mine, (manager) => manager.query<unknown>(FORGOTTEN));
    expect(rows).toEqual([{ force_id: mine, rows: 4 }]);
    const read = await database.inForceSnapshot(mine, (manager) => manager.query<unknown>(FORGOTTEN));
    expect(read).toEqual(rows);
    expect(await database.readInForce(mine, (manager) => manager.query<unknown>(FORGOTTEN))).toEqual(rows);
    expect(await database.readInForceSnapshot(mine, (manager) => manager.query<unknown>(FORGOTTEN))).toEqual(
      rows,
    );
    expect(await database.triedInForce(mine, (manager) => manager.query<unknown>(FORGOTTEN))).toEqual(rows);
  });

  it('finds nothing without a force, or for one that there is not', async () => {
    expect(await database.statement('forgotten', FORGOTTEN)).toEqual([]);
    for (const nobody of ['', 'nobody', '%', `${mine}' or true --`])
      expect(await database.inForce(nobody, (manager) => manager.query<unknown>(FORGOTTEN))).toEqual([]);
  });

  it('changes and removes nothing of another force', async () => {
    const [, other] = world.forces;
    await database.triedInForce(mine, async (manager) => {
      const [, changed] = await manager.query<[unknown[], number]>(`update officer set name = 'Nobody'`);
      const [, removed] = await manager.query<[unknown[], number]>('delete from contact_personal');
      expect([changed, removed]).toEqual([2, 4]);
      const [, lost] = await manager.query<[unknown[], number]>('delete from locator');
      expect(lost).toBe(7);
    });
    const into = `insert into locator (digest, kind, force_id, target_id) values ('x', 'api-key', $1, gen_random_uuid())`;
    await expect(database.inForce(mine, (manager) => manager.query(into, [other!.id]))).rejects.toThrow(
      /row-level security/,
    );
    await expect(
      database.inForce(mine, (manager) => manager.query('update contact set force_id = $1', [other!.id])),
    ).rejects.toThrow(/row-level security|permission denied/);
  });

  it.each(['contact', 'officer', 'person', 'audit_entry', 'outbox_mail'])(
    'finds all of %s past the walls',
    async (table) => {
      // Otherwise the tests above would find nothing because there is nothing.
      const { rows } = await world.house.admin.query<{ forces: number }>(
        `select count(distinct force_id)::int as forces from ${table}`,
      );
      expect(rows[0]!.forces).toBe(3);
    },
  );
});

describe('every table of a force, by the catalogue', () => {
  it('stands behind a wall without a hole, but for the locator', async () => {
    const { admin } = world.house;
    expect((await tablesOfAForce(admin)).length).toBeGreaterThan(40);
    // The digest of a secret leads to a force before the force is known: that one row, and nothing else is in it.
    expect(await holesInTheWall(admin)).toEqual([
      'locator: the policy locator_is_looked_up lets the application past the wall: ' +
        '((force_id = current_force()) OR (digest = looked_up()))',
    ]);
  });

  it('shows the application its own rows alone, and without a force none', async () => {
    const { admin } = world.house;
    const rights = await rightsOf(admin, 'npg_app');
    const tables = (await tablesOfAForce(admin)).filter((table) => rights[table] !== undefined);
    const seen: Record<string, number> = {};
    for (const table of tables) {
      const found = `select force_id, count(*)::int as rows from ${table} group by 1`;
      expect([table, await database.statement(`without-${table}`, found)]).toEqual([table, []]);
      const own = await database.inForce(mine, (manager) =>
        manager.query<{ force_id: string; rows: number }[]>(found),
      );
      expect([table, own.filter(({ force_id }) => force_id !== mine)]).toEqual([table, []]);
      seen[table] = own[0]?.rows ?? 0;
    }
    expect(Object.values(seen).filter((rows) => rows > 0).length).toBeGreaterThan(15);
  });

  it('shows of the locator, before a force is known, the one row that a secret leads to', async () => {
    const { rows } = await world.house.admin.query<{ digest: Buffer; force_id: string; kind: string }>(
      'select digest, force_id, kind from locator',
    );
    expect(new Set(rows.map(({ force_id: force }) => force)).size).toBeGreaterThan(1);
    const one = rows.find(({ kind }) => kind === 'api-key')!;
    await database.inForce('nobodys', async (manager) => {
      const seen = (): Promise<unknown[]> => manager.query('select digest from locator');
      expect(await seen()).toEqual([]);
      await manager.query(`select set_config('npg.looked_up', $1, true)`, [one.digest.toString('hex')]);
      expect(await seen()).toEqual([{ digest: one.digest }]);
    });
    expect(await database.statement('locator-after', 'select digest from locator')).toEqual([]);
  });

  it('points into no other force', async () => {
    expect(await keysThatCross(world.house.admin)).toEqual([]);
  });

  it('is seen by no view and no function with the eyes of the owner', async () => {
    expect(await borrowedEyes(world.house.admin)).toEqual([]);
  });

  it('would be missed without its wall, whatever the hole', async () => {
    const { admin } = world.house;
    const before = await holesInTheWall(admin);
    await admin.query(`begin;
      create table planted (force_id text not null, id int);
      grant select on planted to npg_app, public;
      create table leaning (force_id text not null, id int primary key);
      alter table leaning enable row level security;
      alter table leaning force row level security;
      create policy leaning_open on leaning to npg_app using (true);
      grant select, truncate on leaning to npg_app;
      alter table planted add constraint planted_crosses foreign key (id) references leaning (id);
      create view peep as select * from leaning`);
    try {
      const holes = (await holesInTheWall(admin)).filter((hole) => !before.includes(hole));
      expect(holes).toEqual([
        'leaning may be emptied or taken over by npg_app',
        'leaning: the policy leaning_open lets the application past the wall: true',
        'planted has no forced row-level security',
        'planted has no policy for the application',
        'planted is open to everybody who may connect',
      ]);
      expect(await keysThatCross(admin)).toEqual(['planted_crosses']);
      expect(await borrowedEyes(admin)).toEqual(['peep']);
    } finally {
      await admin.query('rollback');
    }
  });

  it('is every table but these', async () => {
    expect(await tablesOfNoForce(world.house.admin)).toEqual([
      // Which forces there are is public.
      'force',
      'heartbeat',
      'migration',
      // With which anybody checks a report.
      'report_signing_key',
      // When which host was last asked whether a route works.
      'route_host',
      'stranger_turn',
    ]);
  });
});

describe('after a transaction', () => {
  const WHO = `select pg_backend_pid() as pid, current_user::text as role, coalesce(current_setting('npg.force_id', true), '') as force,
    coalesce(current_setting('npg.actor_id', true), '') as actor, pg_sleep(0.05)`;

  /** On each connection of the pool. */
  async function left(): Promise<{ pids: number; states: Set<string> }> {
    const rows = await Promise.all(
      Array.from({ length: 4 * POOL_SIZE }, () =>
        database.statement<{ pid: number; role: string; force: string; actor: string }>('who', WHO),
      ),
    );
    const flat = rows.flat();
    return {
      pids: new Set(flat.map(({ pid }) => pid)).size,
      states: new Set(flat.map(({ role, force, actor }) => `${role}|${force}|${actor}`)),
    };
  }

  const fails = new Error('on purpose');
  const works: [string, () => Promise<unknown>][] = [
    ['for a force', () => database.inForce(mine, (manager) => manager.query('select 1'))],
    ['of one instant', () => database.inForceSnapshot(mine, (manager) => manager.query('select 1'))],
    ['that only read', () => database.readInForce(mine, (manager) => manager.query('select 1'))],
    [
      'that only read of one instant',
      () => database.readInForceSnapshot(mine, (manager) => manager.query('select 1')),
    ],
    ['that was only tried', () => database.triedInForce(mine, (manager) => manager.query('select 1'))],
    ['of the sweeper', () => database.asSweeper((manager) => manager.query('select count(*) from clock'))],
    ['that threw', () => database.inForce(mine, () => Promise.reject(fails))],
    ['that the database refused', () => database.inForce(mine, (manager) => manager.query('select 1 / 0'))],
    [
      'of the sweeper that was refused',
      () => database.asSweeper((manager) => manager.query('select * from contact_personal')),
    ],
    [
      'of a function that sets the force itself',
      () => world.house.ask({ url: '/api/v1/officers', headers: { authorization: world.forces[0]!.bearer } }),
    ],
  ];

  it.each(works)('%s nothing of it is left on any connection', async (_name, work) => {
    await Promise.allSettled(Array.from({ length: 3 * POOL_SIZE }, work));
    expect(await left()).toEqual({ pids: POOL_SIZE, states: new Set(['npg_app||']) });
  });
});

describe('the roles', () => {
  const ROLES = `select oid from pg_roles where rolname in ('npg_app', 'npg_sweeper', $1)`;
  const login = (): string => decodeURIComponent(new URL(world.house.database.applicationUrl).username);

  it('of the application, the sweeper and the sign-in own nothing of any kind', async () => {
    const { rows } = await world.house.admin.query(
      `select classid::regclass, objid from pg_shdepend where deptype = 'o' and refclassid = 'pg_authid'::regclass and refobjid in (${ROLES})`,
      [login()],
    );
    expect(rows).toEqual([]);
  });

  it('can pass no policy, and make or become nobody who can', async () => {
    const { admin } = world.house;
    const { rows } = await admin.query<{ rolname: string }>(
      `select rolname from pg_roles where oid in (${ROLES}) and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication) order by 1`,
      [login()],
    );
    expect(rows.map(({ rolname }) => rolname)).toEqual(['npg_app', login(), 'npg_sweeper'].sort());
    const { rows: groups } = await admin.query<{ member: string; of: string }>(
      `select m.member::regrole::text as member, m.roleid::regrole::text as of from pg_auth_members m where m.member in (${ROLES}) order by 1, 2`,
      [login()],
    );
    expect(groups).toEqual([
      { member: login(), of: 'npg_app' },
      { member: login(), of: 'npg_sweeper' },
    ]);
  });

  it('of the sweeper sees what alerting needs and no personal field', async () => {
    const expected = RIGHTS_OF_THE_SWEEPER.flatMap(([rights, tables]) =>
      tables.map((table) => [table, rights]),
    );
    expect(await rightsOf(world.house.admin, 'npg_sweeper')).toEqual(Object.fromEntries(expected));
  });
});
