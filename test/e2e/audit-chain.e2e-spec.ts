import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GUARDS, guardFindings } from '../../src/audit/chain/verify-guards.js';
import { othersEnded } from '../support/postgres/others-ended.js';
import { AuditWorld, type Writer } from './audit-world.js';

let world: AuditWorld;
beforeAll(async () => {
  world = await AuditWorld.open();
});
afterAll(() => world.close());

const subjectsInOrder = async (force: string): Promise<string[]> => {
  const rows = await world.rows<{ subject: string }>(
    `select e.subject_id as subject from audit_chain c join audit_entry e on e.id = c.entry_id where c.force_id = '${force}' order by c.position`,
  );
  return rows.map(({ subject }) => subject);
};

describe('sealing', () => {
  it('gives every entry a place, force by force, and has nothing to do the second time', async () => {
    const [one, other] = [await world.force(), await world.force()];
    await world.write(one, 'a', 'b');
    await world.write(other, 'x');
    await world.write(one, 'c');
    expect(await world.seal()).toEqual({ sealed: 4 });
    expect(await world.seal()).toEqual({ sealed: 0 });
    expect([await subjectsInOrder(one), await subjectsInOrder(other)]).toEqual([['a', 'b', 'c'], ['x']]);
    await world.write(one, 'd');
    expect(await world.seal()).toEqual({ sealed: 1 });
    expect(await world.verify(one)).toMatchObject({ position: 4, findings: [], tail: { entries: 0 } });
    expect(await world.verify(other)).toMatchObject({ position: 1, findings: [] });
  });

  it('waits for what may still come before, and says how much waits', async () => {
    const force = await world.force();
    const slow = await world.openTransaction(force, 'first written');
    await world.write(force, 'first committed');
    expect(await world.seal()).toEqual({ sealed: 0 });
    expect(await world.verify(force)).toMatchObject({ position: 0, findings: [], tail: { entries: 1 } });
    await slow.commit();
    expect(await world.seal()).toEqual({ sealed: 2 });
    expect(await subjectsInOrder(force)).toEqual(['first written', 'first committed']);
    expect(await world.findings(force)).toEqual([]);
  });

  it('is done once by many instances at the same moment, while entries are written', async () => {
    const force = await world.force();
    const writing = Array.from({ length: 200 }, (_, index) => world.write(force, `${index}`, `${index}+`));
    const sealing = Array.from({ length: 20 }, () => world.seal());
    await Promise.all([...writing, ...sealing]);
    await world.seal();
    const report = await world.verify(force);
    expect(report).toMatchObject({ position: 400, findings: [], tail: { entries: 0, oldestAt: null } });
    expect(new Set(await subjectsInOrder(force)).size).toBe(400);
  });

  it('takes more than one batch', async () => {
    const force = await world.force();
    await world.write(force, ...Array.from({ length: 4_500 }, (_, index) => `${index}`));
    expect(await world.seal()).toEqual({ sealed: 4_500 });
    expect(await world.verify(force)).toMatchObject({ position: 4_500, findings: [] });
    expect((await subjectsInOrder(force)).slice(-1)).toEqual(['4499']);
  });

  it('hashes what is strange just as the verifier does', async () => {
    const force = await world.force();
    const strange = `"quoted", \\ back, \t\u0001\u007f, é, 😀, \u2028, null`;
    await world.record(
      force,
      world.entry(force, strange, { requestId: '', detail: { strange, n: 12345678901234567000, e: [] } }),
      world.entry(force, '', { at: world.clock.now().plus({ milliseconds: 7 }) }),
    );
    await world.seal();
    expect(await world.findings(force)).toEqual([]);
  });

  it('catches up with a log that was restored into another server, whose transactions count anew', async () => {
    const force = await world.sealedForce('a', 'b');
    await world.tamper(
      `update audit_sealing set system_id = 'another', from_transaction = '900000000000', from_entry = 0 where force_id = '${force}'`,
      `insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, transaction_id)
       values ('${force}', now(), 'job', 'test', 'consult', 'contact', 'not sealed there', '900000000001')`,
    );
    await world.write(force, 'written here');
    expect(await world.verify(force)).toMatchObject({ hasMoved: true, findings: [], tail: { entries: 2 } });
    expect(await world.seal()).toEqual({ sealed: 2 });
    await world.write(force, 'and then');
    expect(await world.seal()).toEqual({ sealed: 1 });
    expect(await world.verify(force)).toMatchObject({ hasMoved: false, findings: [], position: 5 });
  });

  it('goes on when the transactions of a server come to numbers that another’s had whose log it has', async () => {
    const force = await world.force();
    await world.tamper(
      `insert into audit_sealing (force_id, system_id) values ('${force}', 'another')`,
      `insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, transaction_id)
       select '${force}', '2020-01-01', 'job', 'test', 'consult', 'contact', n::text,
              ((select pg_snapshot_xmax(pg_current_snapshot())::text::bigint) + 20 + n)::text::xid8 from generate_series(1, 3) n`,
    );
    expect(await world.seal()).toEqual({ sealed: 3 });
    const waits = async (): Promise<unknown> =>
      (await world.database.statement('waits', 'select audit_unsealed_since() as at'))[0];
    expect(await waits()).toEqual({ at: null });
    for (let number = 0; number < 30; number++) await world.rows('select pg_current_xact_id()');
    expect(await waits()).toEqual({ at: null });
    await world.write(force, 'written here');
    expect(await waits()).not.toEqual({ at: null });
    expect(await world.seal()).toEqual({ sealed: 1 });
    expect(await world.verify(force)).toMatchObject({ position: 4, findings: [], tail: { entries: 0 } });
  });

  it('is refused in a transaction that has a number already: what began since could not be told', async () => {
    const force = await world.force();
    const sealing = world.database.inForce(force, async (manager) => {
      await world.audit.record(manager, world.entry(force, 'a'));
      await manager.query(`select seal_audit_entries($1, now(), 10)`, [force]);
    });
    await expect(sealing).rejects.toThrow(/needs a transaction of its own/);
  });

  it('notes by what an entry can be found', async () => {
    const force = await world.force();
    const [officer, contact] = [randomUUID(), randomUUID()];
    await world.record(
      force,
      world.entry(force, 'alerts', { detail: { contacts: [contact], officerId: officer, count: 2 } }),
      world.entry(force, contact, { action: 'disclose', actor: { kind: 'api-key', id: 'key-1' } }),
    );
    await world.seal();
    expect(
      await world.rows(
        `select m.mentioned, count(*)::int as entries from audit_mention m where m.force_id = '${force}' group by 1 order by 2 desc, mentioned collate "C"`,
      ),
    ).toEqual([
      { mentioned: contact, entries: 2 },
      ...['action:disclose', 'alerts', 'key-1', officer]
        .map((mentioned) => ({ mentioned, entries: 1 }))
        .sort((a, b) => (a.mentioned < b.mentioned ? -1 : 1)),
    ]);
  });
});

describe('transactions that commit in another order than they began in', () => {
  it('are whole when one that began later took its numbers first, sealed or not', async () => {
    const force = await world.force();
    const [first, second] = [await world.writer(force), await world.writer(force)];
    // The second transaction is the later one, has the lower number, and is still open when the first is sealed.
    await second.write('b');
    await first.write('a');
    await first.commit();
    expect(await world.seal()).toEqual({ sealed: 1 });
    await second.commit();
    expect(await world.verify(force)).toMatchObject({ findings: [], tail: { entries: 1 } });
    expect(await world.seal()).toEqual({ sealed: 1 });
    expect(await world.verify(force)).toMatchObject({ position: 2, findings: [], tail: { entries: 0 } });
  });

  it('are whole when they write in savepoints, are prepared, or get their numbers late', async () => {
    const force = await world.force();
    const [part, prepared] = [await world.writer(force), await world.writer(force)];
    await prepared.write('prepared');
    await part.query('savepoint one');
    await part.write('of a part');
    await part.query('rollback to savepoint one');
    await part.query('savepoint two');
    await part.write('of another part');
    const late = await world.writer(force, false);
    await world.write(force, 'in between');
    expect(await world.seal()).toEqual({ sealed: 0 });
    await part.commit();
    expect(await world.seal()).toEqual({ sealed: 1 });
    const isPrepared = await prepared.prepare('npg-audit-test');
    await late.write('late');
    await late.commit();
    if (isPrepared) {
      expect(await world.seal()).toEqual({ sealed: 0 });
      expect(await world.findings(force)).toEqual([]);
    }
    await prepared.commitPrepared('npg-audit-test');
    expect(await world.seal()).toEqual({ sealed: 3 });
    expect(await world.findings(force)).toEqual([]);
    expect(await subjectsInOrder(force)).toEqual(['of another part', 'prepared', 'in between', 'late']);
  });

  it('are whole when one commits after it was seen which had ended, and before the link is made', async () => {
    const force = await world.force();
    await world.write(force, 'before');
    await othersEnded(world.admin);
    // Another's note of the force, not committed: the sealer has its number, and waits.
    await world.admin.query('begin');
    await world.admin.query(`insert into audit_sealing (force_id, system_id) values ('${force}', 'x')`);
    const first = await world.writer(force);
    const sealing = world.sealer().sealDue();
    await world.someoneWaits();
    const second = await world.writer(force);
    await second.write('b');
    await first.write('a');
    await first.commit();
    await world.admin.query('rollback');
    expect(await sealing).toEqual({ sealed: 1 });
    expect(await subjectsInOrder(force)).toEqual(['before']);
    expect(await world.seal()).toEqual({ sealed: 1 });
    await second.commit();
    expect(await world.findings(force)).toEqual([]);
    expect(await world.seal()).toEqual({ sealed: 1 });
    expect(await subjectsInOrder(force)).toEqual(['before', 'a', 'b']);
    expect(await world.findings(force)).toEqual([]);
  });

  it('are whole whatever the order, while the log is sealed by two', async () => {
    const force = await world.force();
    const turn = turns(7);
    const open: Writer[] = [];
    let written = 0;
    const findings: unknown[] = [];
    for (let step = 0; step < 600; step++) {
      const which = turn(10);
      if (which < 3 && open.length < 6) open.push(await world.writer(force, turn(2) === 0));
      else if (which < 7 && open.length > 0) await open[turn(open.length)]!.write(`${written++}`);
      else if (which < 9 && open.length > 0) await open.splice(turn(open.length), 1)[0]!.commit();
      else {
        await Promise.all([world.sealer().sealDue(), world.sealer().sealDue()]);
        findings.push(...(await world.findings(force)));
      }
    }
    for (const writer of open) await writer.commit();
    await world.seal();
    findings.push(...(await world.findings(force)));
    expect(findings).toEqual([]);
    expect(await world.verify(force)).toMatchObject({ position: written, tail: { entries: 0 } });
    expect(written).toBeGreaterThan(150);
  });

  it('are whole when many clients write at once, slow and fast, while the log is sealed', async () => {
    const force = await world.force();
    const turn = turns(11);
    let isWriting = true;
    const client = async (name: number): Promise<void> => {
      for (let round = 0; round < 25; round++) {
        const writer = await world.writer(force);
        for (let entry = 0; entry <= turn(3); entry++) await writer.write(`${name} ${round} ${entry}`);
        if (turn(4) === 0) await sleep(turn(15));
        await writer.commit();
      }
    };
    const seal = async (): Promise<void> => {
      while (isWriting) await world.sealer().sealDue();
    };
    const sealing = [seal(), seal()];
    await Promise.all(Array.from({ length: 8 }, (_, name) => client(name)));
    isWriting = false;
    await Promise.all(sealing);
    await world.seal();
    const report = await world.verify(force);
    expect(report).toMatchObject({ findings: [], tail: { entries: 0 } });
    expect(report.position).toBeGreaterThan(200);
  });
});

/** The same turns each time: a number from 0 below `of`. */
function turns(seed: number): (of: number) => number {
  let state = seed;
  return (of) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % of;
  };
}

describe('the verifier finds', () => {
  it.each([
    ['at', `at = at - interval '1 microsecond'`],
    ['actor_kind', `actor_kind = 'public'`],
    ['actor_id', `actor_id = 'somebody'`],
    ['actor_role', `actor_role = 'auditor'`],
    ['action', `action = 'alter'`],
    ['subject_kind', `subject_kind = 'officer'`],
    ['subject_id', `subject_id = 'else'`],
    ['request_id', `request_id = ''`],
    ['detail', `detail = '{}'`],
    ['transaction_id', `transaction_id = (transaction_id::text::bigint + 1)::text::xid8`],
  ])('a changed %s', async (_, change) => {
    const force = await world.sealedForce('a', 'b', 'c');
    const [, second] = await world.ids(force);
    await world.tamper(`update audit_entry set ${change} where id = ${second}`);
    expect(await world.findings(force)).toContainEqual(['altered', second, 2]);
    expect((await world.findings(force)).filter((one) => (one as string[])[0] === 'altered')).toHaveLength(1);
  });

  it('an entry moved to another force', async () => {
    const [force, other] = [await world.sealedForce('a', 'b'), await world.sealedForce('x')];
    const [first] = await world.ids(force);
    await world.tamper(`update audit_entry set force_id = '${other}' where id = ${first}`);
    expect(await world.findings(force)).toEqual([['removed', first, 1]]);
  });

  it('a removed entry, in the middle and at the end', async () => {
    const force = await world.sealedForce('a', 'b', 'c', 'd');
    const [, second, , fourth] = await world.ids(force);
    await world.tamper(`delete from audit_entry where id in (${second}, ${fourth})`);
    expect(await world.findings(force)).toEqual([
      ['removed', second, 2],
      ['removed', fourth, 4],
    ]);
  });

  it('an entry removed with its link', async () => {
    const force = await world.sealedForce('a', 'b', 'c');
    const [, second, third] = await world.ids(force);
    await world.tamper(
      `delete from audit_chain where entry_id = ${second}`,
      `delete from audit_entry where id = ${second}`,
    );
    expect(await world.findings(force)).toEqual([
      ['link-removed', null, 2],
      ['altered', third, 3],
    ]);
  });

  it('the end removed with its links', async () => {
    const force = await world.sealedForce('a', 'b', 'c');
    const [, , third] = await world.ids(force);
    await world.tamper(
      `delete from audit_chain where entry_id = ${third}`,
      `delete from audit_entry where id = ${third}`,
    );
    expect(await world.findings(force)).toEqual([['link-removed', null, 3]]);
  });

  it('two entries swapped', async () => {
    const force = await world.sealedForce('a', 'b', 'c');
    const [first, , third] = await world.ids(force);
    await world.tamper(
      `update audit_entry set subject_id = case id when ${first} then 'c' else 'a' end where id in (${first}, ${third})`,
    );
    expect(await world.findings(force)).toEqual(
      expect.arrayContaining([
        ['altered', first, 1],
        ['altered', third, 3],
      ]),
    );
  });

  it('two links swapped', async () => {
    const force = await world.sealedForce('a', 'b', 'c');
    const [first, second] = await world.ids(force);
    await world.tamper(
      `update audit_chain set position = 99 where entry_id = ${first}`,
      `update audit_chain set position = 1 where entry_id = ${second}`,
      `update audit_chain set position = 2 where entry_id = ${first}`,
    );
    expect((await world.findings(force))[0]).toEqual(['altered', second, 1]);
  });

  it('an entry inserted in the middle of what is sealed, with a transaction of that time', async () => {
    const force = await world.sealedForce('a');
    await world.rows(`select nextval('audit_entry_id_seq')`);
    await world.write(force, 'c');
    await world.seal();
    const [first, last] = await world.ids(force);
    await world.tamper(
      `insert into audit_entry (force_id, id, at, actor_kind, actor_id, action, subject_kind, subject_id, transaction_id)
         overriding system value select force_id, id + 1, at, actor_kind, actor_id, action, subject_kind, 'b', transaction_id
         from audit_entry where id = ${first}`,
    );
    const inserted = first! + 1;
    expect(inserted).toBeLessThan(last!);
    expect(await world.findings(force)).toEqual([['inserted', inserted, null]]);
    // The sealer does not take it for one of its own.
    expect(await world.seal()).toEqual({ sealed: 0 });
    expect(await world.findings(force)).toEqual([['inserted', inserted, null]]);
  });

  it('an entry inserted with an earlier number, before and after it is sealed', async () => {
    const force = await world.sealedForce('a');
    await world.rows(`select nextval('audit_entry_id_seq')`);
    await world.write(force, 'c');
    await world.seal();
    const [first] = await world.ids(force);
    const inserted = first! + 1;
    await world.tamper(
      `insert into audit_entry (force_id, id, at, actor_kind, actor_id, action, subject_kind, subject_id)
         overriding system value values ('${force}', ${inserted}, now(), 'job', 'test', 'consult', 'contact', 'b')`,
    );
    expect(await world.findings(force)).toEqual([['inserted', inserted, null]]);
    await world.seal();
    expect(await world.findings(force)).toEqual([['out-of-turn', inserted, 3]]);
  });

  it('an entry hidden from the pages', async () => {
    const force = await world.sealedForce('a', 'b');
    const [, second] = await world.ids(force);
    await world.tamper(`delete from audit_mention where entry_id = ${second}`);
    expect(await world.findings(force)).toEqual([['unfindable', second, 2]]);
  });
});

describe('the note of how far the sealing has come', () => {
  const lose = (force: string): Promise<void> =>
    world.tamper(`delete from audit_sealing where force_id = '${force}'`);
  const LOST = [['progress-lost', null, 2]];

  it('is missed when it is gone, and when it was set back', async () => {
    const [force, other] = [await world.sealedForce('a', 'b'), await world.sealedForce('x', 'y')];
    await lose(force);
    expect(await world.findings(force)).toEqual(LOST);
    await world.tamper(`update audit_sealing set position = 1 where force_id = '${other}'`);
    expect(await world.findings(other)).toEqual(LOST);
    await world.tamper(`update audit_sealing set position = 2 where force_id = '${other}'`);
    expect(await world.findings(other)).toEqual([]);
  });

  it('when it is gone, is taken from the last link: the sealing goes on', async () => {
    const force = await world.sealedForce('a', 'b');
    await lose(force);
    await world.write(force, 'c', 'd');
    expect(await world.seal()).toEqual({ sealed: 2 });
    expect(await world.seal()).toEqual({ sealed: 0 });
    expect(await subjectsInOrder(force)).toEqual(['a', 'b', 'c', 'd']);
    await world.write(force, 'e');
    expect(await world.seal()).toEqual({ sealed: 1 });
    expect(await world.verify(force)).toMatchObject({ position: 5, findings: [], hasMoved: false, moves: 0 });
  });

  it('when it is gone, is written once by many instances at the same moment', async () => {
    const force = await world.sealedForce('a', 'b');
    await lose(force);
    await world.write(force, ...Array.from({ length: 50 }, (_, index) => `${index}`));
    await Promise.all(Array.from({ length: 10 }, () => world.seal()));
    await world.seal();
    expect(await world.verify(force)).toMatchObject({ position: 52, findings: [], tail: { entries: 0 } });
  });

  it('hides no entry that was put in while it was gone', async () => {
    const force = await world.sealedForce('a');
    await world.rows(`select nextval('audit_entry_id_seq')`);
    await world.write(force, 'c');
    await world.seal();
    const [first] = await world.ids(force);
    await lose(force);
    await world.tamper(
      `insert into audit_entry (force_id, id, at, actor_kind, actor_id, action, subject_kind, subject_id, transaction_id)
         overriding system value select force_id, id + 1, at, actor_kind, actor_id, action, subject_kind, 'b', transaction_id
         from audit_entry where id = ${first}`,
    );
    expect(await world.seal()).toEqual({ sealed: 1 });
    expect(await world.findings(force)).toEqual([['out-of-turn', first! + 1, 3]]);
  });
});

describe('a published head', () => {
  /** The third entry with all that tells of it. */
  async function removeEnd(force: string): Promise<void> {
    const [, , third] = await world.ids(force);
    await world.tamper(
      `delete from audit_entry where id = ${third}`,
      `delete from audit_mention where entry_id = ${third}`,
      `delete from audit_chain where entry_id = ${third}`,
      `update audit_sealing set position = 2, hash = (select hash from audit_chain where force_id = '${force}' and position = 2) where force_id = '${force}'`,
    );
  }

  it('shows a log whose end was removed together with all that tells of it', async () => {
    const force = await world.sealedForce('a', 'b', 'c');
    const { position, hash } = await world.verify(force);
    await removeEnd(force);
    expect(await world.findings(force)).toEqual([]);
    expect(await world.findings(force, [{ forceId: force, position, hash }])).toEqual([
      ['tail-removed', null, 3],
    ]);
  });

  it('shows a chain that was written anew over an altered entry, from there on', async () => {
    const force = await world.sealedForce('a', 'b', 'c');
    const { hash } = await world.verify(force);
    const [first, , third] = await world.ids(force);
    await world.tamper(
      `update audit_entry set actor_id = 'somebody else' where id = ${first}`,
      `set local timezone = 'UTC'`,
      `update audit_chain c set hash = n.hash from (
         select c.entry_id, audit_chained(case when c.position = 1 then decode(repeat('00', 32), 'hex') else '' end
           || audit_canonical(e, c.format, c.position, c.sealed_at, c.below_transaction, c.next_transaction)) over (order by c.position) as hash
         from audit_chain c join audit_entry e on e.id = c.entry_id where c.force_id = '${force}') n where n.entry_id = c.entry_id`,
    );
    expect(await world.findings(force)).toEqual([]);
    expect(await world.findings(force, [{ forceId: force, position: 3, hash }])).toEqual([
      ['head-differs', third, 3],
    ]);
  });

  it('is also compared when only the database itself knows it', async () => {
    const force = await world.sealedForce('a', 'b', 'c');
    await world.admin.query(
      `insert into audit_head (force_id, id, day_on, position, hash, published_at)
         select force_id, gen_random_uuid(), '2026-10-01', position, hash, now() from audit_chain
          where force_id = '${force}' and position = 3`,
    );
    expect(await world.verify(force)).toMatchObject({ findings: [], headsCompared: 0, headsKept: 1 });
    const { position, hash } = await world.verify(force);
    await removeEnd(force);
    expect(await world.findings(force)).toEqual([['tail-removed', null, 3]]);
    // Once, although two tell of it.
    expect(await world.findings(force, [{ forceId: force, position, hash }])).toEqual([
      ['tail-removed', null, 3],
    ]);
  });

  it('fits a log that only grew', async () => {
    const force = await world.sealedForce('a');
    const { position, hash } = await world.verify(force);
    await world.write(force, 'b');
    await world.seal();
    const report = await world.verify(force, [{ forceId: force, position, hash }]);
    expect(report).toMatchObject({ findings: [], headsCompared: 1, position: 2 });
  });
});

describe('the tables of the log', () => {
  const REMOVALS = ['delete from', 'truncate'];
  it.each<[string, string[]]>([
    ...['audit_entry', 'audit_chain', 'audit_mention', 'audit_head'].map((table): [string, string[]] => [
      table,
      [`update ${table} set force_id = 'x'`, ...REMOVALS.map((removal) => `${removal} ${table}`)],
    ]),
    ['audit_sealing', REMOVALS.map((removal) => `${removal} audit_sealing`)],
  ])('of %s nobody changes or removes a row, the superuser who replays changes included', async (_, all) => {
    const force = await world.sealedForce('a');
    await world.admin.query(
      `insert into audit_head (force_id, id, day_on, position, hash, published_at)
         select force_id, gen_random_uuid(), '2026-10-01', position, hash, now() from audit_chain where force_id = '${force}'`,
    );
    for (const change of all) {
      await expect(world.admin.query(change)).rejects.toThrow(/append-only/);
      await world.admin.query('set session_replication_role = replica');
      const replayed = world.admin.query(change);
      await replayed.catch(() => undefined);
      await world.admin.query('reset session_replication_role');
      await expect(replayed).rejects.toThrow(/append-only/);
      const asApplication = world.database.inForce('force-1', (manager) => manager.query(change));
      await expect(asApplication).rejects.toThrow(/permission denied/);
    }
  });

  it('have no trigger that a session could pass', async () => {
    const passed = await world.rows(
      `select tgrelid::regclass::text, tgname from pg_trigger
        where tgrelid::regclass::text ~ '^audit_' and not tgisinternal and tgenabled <> 'A'`,
    );
    expect(passed).toEqual([]);
  });

  it('are kept by every trigger that the verifier asks about, and it asks about every one', async () => {
    const found = await world.rows<{ trigger: string }>(
      `select tgname as trigger from pg_trigger where not tgisinternal and tgrelid::regclass::text ~ '^audit_'
        union select 'outbox_mail_sent_logged'`,
    );
    expect(GUARDS.map(({ trigger }) => trigger).sort()).toEqual(found.map(({ trigger }) => trigger).sort());
    expect(await guardFindings(world.database)).toEqual([]);
  });

  it('do not let the application choose an entry’s number, transaction or role', async () => {
    const force = await world.force();
    const insert = (column: string, value: string): Promise<unknown> =>
      world.database.inForce(force, (manager) =>
        manager.query(
          `insert into audit_entry (force_id, at, actor_kind, actor_id, action, subject_kind, subject_id, ${column})
             overriding system value values ($1, now(), 'job', 'x', 'consult', 'contact', 'x', ${value})`,
          [force],
        ),
      );
    await expect(insert('id', '1')).rejects.toThrow(/permission denied/);
    await expect(insert('transaction_id', `'1'`)).rejects.toThrow(/permission denied/);
    await expect(insert('actor_role', `'auditor'`)).rejects.toThrow(/permission denied/);
    await expect(insert('request_id', `'r'`)).resolves.toBeDefined();
  });

  it('are what the log’s own functions read and write, whatever a session has put before them', async () => {
    const force = await world.force();
    const person = randomUUID();
    await world.admin.query(
      `insert into person (force_id, id, name, role, created_at) values ('${force}', '${person}', 'x', 'team', now())`,
    );
    const actor = { kind: 'person', id: person } as const;
    await world.database.inForce(force, async (manager) => {
      await manager.query(
        `create temporary table person on commit drop as select '${force}' as force_id, '${person}'::uuid as id, 'auditor' as role`,
      );
      await world.audit.record(manager, world.entry(force, 'a', { actor }));
    });
    expect(
      await world.rows(`select actor_role as role from audit_entry where force_id = '${force}'`),
    ).toEqual([{ role: 'team' }]);
  });

  it('hold the role in which a person acted, as it was then', async () => {
    const force = await world.force();
    const person = randomUUID();
    await world.admin.query(
      `insert into person (force_id, id, name, role, created_at) values ('${force}', '${person}', 'x', 'team', now())`,
    );
    const actor = { kind: 'person', id: person } as const;
    await world.record(force, world.entry(force, 'a', { actor }));
    await world.admin.query(`update person set role = 'supervisor' where id = '${person}'`);
    await world.record(force, world.entry(force, 'b', { actor }), world.entry(force, 'c'));
    expect(
      await world.rows(
        `select subject_id as subject, actor_role as role from audit_entry where force_id = '${force}' order by id`,
      ),
    ).toEqual([
      { subject: 'a', role: 'team' },
      { subject: 'b', role: 'supervisor' },
      { subject: 'c', role: null },
    ]);
  });
});
