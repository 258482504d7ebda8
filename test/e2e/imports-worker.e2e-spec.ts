import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportWorker } from '../../src/registry/import/import-worker.js';
import { Imports } from '../../src/registry/import/imports.service.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { collection, csv, feature, importBrowser, OFFICER_HEADER } from '../support/registry-import.js';

const BY = { actor: { kind: 'person', id: '01a200d1-7706-741e-9958-570afa83f3db' } } as const;

describe('the work on imports', () => {
  let app: RegistryApp;
  let imports: Imports;
  let worker: ImportWorker;

  beforeAll(async () => {
    app = await startRegistryApp();
    await app.take('neighbourhoods', collection(feature('NC01')));
    imports = app.app.get(Imports);
    worker = app.app.get(ImportWorker);
  });
  afterAll(() => app.close());

  const take = (...lines: string[]): Promise<string> =>
    imports.takeFile(
      FORCE,
      { kind: 'officers', source: 'o.csv', content: Buffer.from(csv(OFFICER_HEADER, ...lines)) },
      BY,
    );
  const officers = async (): Promise<number> =>
    (await app.rows<{ n: number }>('select count(*)::int as n from officer'))[0]!.n;
  /** What a process leaves that is killed during the work: the state, and a claim that nobody moves on. */
  const leaveBehind = (id: string, state: string): Promise<unknown> =>
    app.rows(
      `update registry_import set state = $2, claim = gen_random_uuid(), claimed_until = $3, applied_by = $4 where id = $1`,
      [id, state, app.clock.now().plus({ seconds: 60 }), BY.actor.id],
    );

  it.each(['previewing', 'applying', 'undoing'])(
    'that a dead process was %s is taken up once its claim has run out, and not before',
    async (state) => {
      const id = await take(`${state.length},Officer ${state},PC,,,,`);
      if (state === 'undoing') await imports.apply(FORCE, id, false, BY);
      const before = await officers();
      await leaveBehind(id, state);
      await worker.workOff();
      expect((await imports.read(FORCE, id)).state).toBe(state);
      app.clock.set(app.clock.now().plus({ seconds: 61 }));
      await worker.workOff();
      const done = { previewing: 'previewed', applying: 'applied', undoing: 'undone' }[state];
      expect((await imports.read(FORCE, id)).state).toBe(done);
      const change = { previewing: 0, applying: 1, undoing: -1 }[state]!;
      expect(await officers()).toBe(before + change);
    },
  );

  it('is on one import of a force at a time, in the order in which they came', async () => {
    const first = await take('6001,First,PC,,,,');
    const second = await take('6002,Second,PC,,,,');
    await leaveBehind(first, 'applying');
    await expect(imports.apply(FORCE, second, false, BY)).resolves.toBeUndefined();
    expect((await imports.read(FORCE, second)).state).toBe('applying');
    expect(await app.rows(`select 1 from officer where collar_number = '6002'`)).toEqual([]);
    app.clock.set(app.clock.now().plus({ seconds: 61 }));
    await worker.workOff();
    expect((await imports.read(FORCE, first)).state).toBe('applied');
    expect((await imports.read(FORCE, second)).state).toBe('applied');
  });

  it('is done once, however many look for it at once', async () => {
    const id = await take('6003,Third,PC,,,,');
    await leaveBehind(id, 'applying');
    app.clock.set(app.clock.now().plus({ seconds: 61 }));
    await Promise.all(Array.from({ length: 10 }, () => worker.workOff()));
    const kept = await app.rows(
      `select count(*)::int as n from registry_history where kind = 'officer' and import_id = $1`,
      [id],
    );
    expect(kept).toEqual([{ n: 1 }]);
  });

  it('shows how far it is on a page that refreshes itself, while the server answers', async () => {
    const rows = Array.from({ length: 15_000 }, (_, i) => `8${i},Officer ${i},PC,,,,`);
    const id = await take(...rows);
    await worker.wake(FORCE);
    const admin = importBrowser(app.url, await app.signIn('force-admin'));
    const applied = imports.apply(FORCE, id, false, BY).then(() => worker.wake(FORCE));
    const shown = new Set<number>();
    let over = false;
    while (!over) {
      const { html, refresh } = await admin.get(`/imports/${id}`);
      over = html.includes('Undo the whole import');
      const percent = /(\d+)% done/.exec(html)?.[1];
      if (percent === undefined) continue;
      expect(refresh).toBe('2');
      shown.add(Number(percent));
    }
    await applied;
    expect([...shown].toSorted((a, b) => a - b)).toEqual([...shown]);
    expect(shown.size).toBeGreaterThan(2);
    expect(await admin.get(`/imports/${id}`)).toMatchObject({ status: 200, refresh: null });
  }, 120_000);
});
