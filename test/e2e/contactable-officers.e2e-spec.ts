import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/common/calendar.js';
import { coverageStateOn } from '../../src/registry/coverage/coverage.js';
import { failureRuns, type RouteTry } from '../../src/registry/contactable/domain/failure-runs.js';
import { keepFailureRuns } from '../../src/registry/contactable/route-failures.query.js';
import { type Mailbox, startMailbox } from '../support/mailbox.js';
import { contactable, instance } from './contactable-world.js';
import { ReportsWorld, utc } from './reports-world.js';

let world: ReportsWorld;
let mailbox: Mailbox;
let force: string;
let taken = 0;
/** Whom the mail server was asked for. */
const asked: string[] = [];
let refused: string[] = [];

beforeAll(async () => {
  world = await ReportsWorld.open();
  mailbox = await startMailbox();
});
afterAll(async () => {
  await mailbox.close();
  await world.close();
});
beforeEach(async () => {
  await world.admin.query(`delete from contact_route`);
  await world.admin.query(`delete from route_try`);
  force = await world.force(`officers-${(taken += 1)}`);
  world.clock.set(utc('2026-05-04T09:00:00Z'));
  asked.length = 0;
  refused = [];
  mailbox.answer = (address) => {
    asked.push(address);
    return refused.includes(address) ? 550 : null;
  };
});

const config = () =>
  contactable({
    hosts: ['force.example'],
    mail_servers: { 'force.example': new URL(mailbox.url).host },
  });
const job = () => instance(world, config()).job;

/** Names the id; published from today on, as the registry keeps it. */
async function officer(collar: string, fields: object = {}): Promise<string> {
  const id = randomUUID();
  const at = '2025-01-01T00:00:00Z';
  const row = { force_id: force, id, collar_number: collar, name: `Somebody ${collar}`, rank: 'constable' };
  const given = { in_service: '(,)', name_withheld: false, created_at: at, updated_at: at, version: 1 };
  const email = `pc${collar}@force.example`;
  await world.insert('officer', [{ ...row, ...given, public_email: email, ...fields }]);
  return id;
}

async function named(officerId: string, fields: object = {}): Promise<string> {
  const placeId = await world.neighbourhood(force, `N${(taken += 1)}`, { form_enabled: false, ...fields });
  const row = { force_id: force, id: randomUUID(), neighbourhood_id: placeId, officer_id: officerId };
  const during = { role: 'lead', during: '[2025-07-01,)', recorded_at: '2025-07-01T00:00:00Z' };
  await world.insert('assignment', [{ ...row, ...during }]);
  return placeId;
}

const rows = async <T>(sql: string): Promise<T[]> => (await world.admin.query(sql, [force])).rows as T[];
const runs = async (): Promise<string[]> =>
  (
    await rows<{ run: string }>(
      `select o.collar_number || ' ' || f.during as run from route_failure f
         join officer o on o.force_id = f.force_id and o.id = f.officer_id where f.force_id = $1 order by 1`,
    )
  ).map(({ run }) => run);

describe("an officer's public address is tried like a mailbox", () => {
  it('of everybody in service who has one, once each, and no mail is sent', async () => {
    await named(await officer('1'));
    await officer('2');
    await officer('3', { name_withheld: true });
    await officer('4', { public_email: null });
    await officer('5', { in_service: '(,2026-05-04)' });
    await officer('6', { in_service: '(,2026-05-05)' });
    // "Once an address and officer": two who share one are two routes.
    await officer('7', { public_email: 'pc1@force.example' });
    await officer('8', { public_email: 'pc8@elsewhere.example' });
    await Promise.all([job().tryRoutesDue(), job().tryRoutesDue()]);
    await job().tryRoutesDue();
    expect(asked.sort()).toEqual([1, 1, 2, 3, 6].map((collar) => `pc${collar}@force.example`));
    expect(mailbox.mails).toEqual([]);
    expect(
      await rows(
        `select o.collar_number, t.kind, t.outcome, t.reason,
                (select count(*)::int from route_check c where c.force_id = t.force_id and c.officer_id = t.officer_id) as kept
           from route_try t join officer o on o.force_id = t.force_id and o.id = t.officer_id
          where t.force_id = $1 and o.collar_number in ('1', '8') order by 1`,
      ),
    ).toEqual([
      { collar_number: '1', kind: 'email', outcome: 'works', reason: 'accepts-mail', kept: 1 },
      { collar_number: '8', kind: 'email', outcome: 'not-checked', reason: 'host-not-allowed', kept: 0 },
    ]);
  });

  it('again after its hours, at once when it is another, and no more once nobody publishes it', async () => {
    const id = await officer('1');
    await job().tryRoutesDue();
    world.clock.set(utc('2026-05-04T15:00:00Z').minus({ milliseconds: 1 }));
    await job().tryRoutesDue();
    expect(asked).toHaveLength(1);
    world.clock.set(utc('2026-05-04T15:00:00Z'));
    await job().tryRoutesDue();
    expect(asked).toHaveLength(2);
    await world.admin.query(
      `update contact_route set value = 'new@force.example' where officer_id = $1 and kind = 'email'`,
      [id],
    );
    await job().tryRoutesDue();
    expect(asked.at(-1)).toBe('new@force.example');
    await world.admin.query(`delete from contact_route where officer_id = $1`, [id]);
    await job().tryRoutesDue();
    expect([asked.length, (await rows(`select from route_try where force_id = $1`)).length]).toEqual([3, 0]);
  });

  it('and its failing days are kept and decide coverage by the same rule', async () => {
    const officerId = await officer('1');
    const placeId = await named(officerId);
    await officer('2');
    const at = async (instant: string, works: boolean): Promise<[string[], string | undefined]> => {
      refused = works ? [] : ['pc1@force.example'];
      world.clock.set(utc(instant));
      await job().tryRoutesDue();
      const on = instant.slice(0, 10);
      const states = await world.database.inForce(force, (manager) => coverageStateOn(manager, force, on));
      return [await runs(), states.find(({ neighbourhoodId }) => neighbourhoodId === placeId)?.state];
    };
    expect(await at('2026-05-04T09:00:00Z', false)).toEqual([['1 [2026-05-04,)'], 'covered']);
    expect(await at('2026-05-04T16:00:00Z', true)).toEqual([[], 'covered']);
    expect(await at('2026-05-05T09:00:00Z', false)).toEqual([['1 [2026-05-05,)'], 'covered']);
    expect(await at('2026-05-06T09:00:00Z', false)).toEqual([['1 [2026-05-05,)'], 'not-contactable']);
    expect(await at('2026-05-07T09:00:00Z', true)).toEqual([['1 [2026-05-05,2026-05-07)'], 'covered']);
    expect(
      await rows(
        `select subject_kind, subject_id, detail from audit_entry
          where force_id = $1 and actor_id = 'route-checks' order by id`,
      ),
    ).toEqual(
      ['fails', 'works-again', 'fails', 'works-again'].map((change) => ({
        subject_kind: 'officer',
        subject_id: officerId,
        detail: { route: 'email', change },
      })),
    );
    const history = await rows<{ actor_id: string; of: string }>(
      `select distinct actor_id, coalesce(after, before) ->> 'officer_id' as of from registry_history
        where force_id = $1 and kind = 'route_failure'`,
    );
    expect(history).toEqual([{ actor_id: 'route-checks', of: officerId }]);
  });

  it('while a neighbourhood has a route of its own that works, it is contactable', async () => {
    const officerId = await officer('1');
    const placeId = await named(officerId, { email: 'team@force.example' });
    refused = ['pc1@force.example'];
    for (const day of ['2026-05-04', '2026-05-05']) {
      world.clock.set(utc(`${day}T09:00:00Z`));
      await job().tryRoutesDue();
    }
    expect(await runs()).toEqual(['1 [2026-05-04,)']);
    const states = await world.database.inForce(force, (manager) =>
      coverageStateOn(manager, force, '2026-05-05'),
    );
    expect(states).toMatchObject([{ neighbourhoodId: placeId, state: 'covered' }]);
  });

  it('by the rule in plain code, for any tries of several, beside those of a neighbourhood', async () => {
    const ids = [await officer('1'), await officer('2')];
    const placeId = await world.neighbourhood(force, 'N');
    const owners = [{ officer_id: ids[0] }, { officer_id: ids[1] }, { neighbourhood_id: placeId }];
    const oneTry = fc.record({ day: fc.integer({ min: 0, max: 9 }), works: fc.boolean(), of: fc.nat(2) });
    await fc.assert(
      fc.asyncProperty(fc.array(oneTry, { maxLength: 24 }), async (given) => {
        await world.admin.query(`delete from route_check where force_id = $1`, [force]);
        const on = (day: number): string => addDays('2026-03-25', day);
        await world.insert(
          'route_check',
          given.map(({ day, works, of }) => ({
            ...{ force_id: force, neighbourhood_id: null, officer_id: null, kind: 'email', reason: 'x' },
            ...{ checked_at: '2026-03-25T12:00:00Z', checked_on: on(day), works },
            ...owners[of],
          })),
        );
        const keep = (): Promise<number> =>
          world.database.inForce(force, (manager) => keepFailureRuns(manager, force, null));
        await keep();
        const kept = await rows<{ of: string; during: string }>(
          `select coalesce(neighbourhood_id, officer_id) as of, during::text from route_failure where force_id = $1 order by during`,
        );
        for (const [index, owner] of owners.entries()) {
          const tried: RouteTry[] = given
            .filter(({ of }) => of === index)
            .map(({ day, works }) => ({ on: on(day), works }));
          expect(kept.filter(({ of }) => of === Object.values(owner)[0]).map(({ during }) => during)).toEqual(
            failureRuns(tried).map(
              ({ fromOn, untilOn }) => `[${fromOn},${untilOn ? addDays(untilOn, 1) : ''})`,
            ),
          );
        }
        expect(await keep()).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

describe('tries and failing days of officers', () => {
  it.each(['route_try', 'route_check', 'route_failure'])(
    'stay behind the wall of their force: %s',
    async (table) => {
      await officer('1');
      refused = ['pc1@force.example'];
      await job().tryRoutesDue();
      const other = await world.force(`beside-${(taken += 1)}`);
      const seen = (of: string): Promise<number> =>
        world.database.inForce(of, async (manager) => {
          const found: unknown[] = await manager.query(`select from ${table} where officer_id is not null`);
          return found.length;
        });
      expect([await seen(force), await seen(other)]).toEqual([1, 0]);
    },
  );

  it('are of one neighbourhood or of one officer of the same force, and of an officer the mailbox alone', async () => {
    const officerId = await officer('1');
    const placeId = await world.neighbourhood(force, 'N');
    const other = await world.force(`beside-${(taken += 1)}`);
    const failure = (fields: object): Promise<void> =>
      world.insert('route_failure', [
        { force_id: force, id: randomUUID(), kind: 'email', during: '[2026-05-01,)', version: 1, ...fields },
      ]);
    await failure({ officer_id: officerId });
    await expect(failure({ officer_id: officerId, during: '[2026-05-03,)' })).rejects.toThrow(
      'route_failure_once_of_officer',
    );
    await expect(failure({ officer_id: officerId, neighbourhood_id: placeId })).rejects.toThrow(
      'route_failure_of_one',
    );
    await expect(failure({})).rejects.toThrow('route_failure_of_one');
    await expect(failure({ force_id: other, officer_id: officerId })).rejects.toThrow(
      'route_failure_officer_fk',
    );
    await expect(
      failure({ officer_id: officerId, kind: 'web', during: '[2026-04-01,2026-04-02)' }),
    ).rejects.toThrow('route_failure_of_officer_is_email');
  });
});
