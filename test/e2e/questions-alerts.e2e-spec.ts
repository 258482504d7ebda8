import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { explainContact } from '../../src/alerts/explain/explain-contact.js';
import { explanationLines } from '../../src/alerts/explain/explanation.js';
import { localDayOf } from '../../src/common/calendar.js';
import { Clock } from '../../src/common/clock.js';
import { BreachNotices } from '../../src/contacts/recourse/breach-notices.service.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { Sender } from '../../src/mail/sender.js';
import { type Answer, ask } from '../support/real-input/api.js';
import { HoldingWorld } from './holding-world.js';

let world: HoldingWorld;
let reference: string;
let keys = 0;

beforeAll(async () => {
  world = await HoldingWorld.open();
});
afterAll(() => world.leave());
beforeEach(async () => {
  reference = await world.received();
});
afterEach(() => world.settle());

const says = (submittedAt: string): Promise<Answer> =>
  ask(world.line.stage.url, `/api/v1/contacts/${reference}/messages`, {
    key: world.line.stage.apiKey,
    headers: { 'idempotency-key': `a-${(keys += 1)}` },
    body: { message: 'And the lamp?', submittedAt },
  });
const answers = (respondedAt: string): Promise<Answer> =>
  world.line.to(`${reference}/responses`, {
    ...{ route: 'phone', respondedAt, text: 'Told.', nextSteps: 'We patrol.' },
  });
/** What was told of each question and whether that was late: `2 due-in-24-hours late`. */
const told = async (): Promise<string[]> => {
  const { rows } = await world.line.admin.query<{ told: string }>(
    `select distinct concat_ws(' ', q.number, a.stage, case when d.late_at is not null then 'late' end) as told
       from (select k.force_id, k.id, k.contact_id, row_number() over (partition by k.contact_id order by k.started_at) as number from clock k) q
       join contact c on c.force_id = q.force_id and c.id = q.contact_id
       join alert a on a.force_id = q.force_id and a.clock_id = q.id
       join delivery d on d.force_id = a.force_id and d.alert_id = a.id and d.mail_id is not null
      where c.reference = $1 order by 1`,
    [reference],
  );
  return rows.map((row) => row.told);
};
const explained = async (): Promise<string[]> => {
  const now = world.line.found(Clock).now();
  const found = await world.line
    .found(ForceDatabase)
    .inForce('squares', (manager) =>
      explainContact(
        manager,
        world.line.found(ResponseStandards),
        'squares',
        reference,
        now,
        localDayOf(now),
      ),
    );
  return explanationLines(found!.contact, 'force.example', now);
};

describe('alerts of several questions of one contact', () => {
  it('of a question that was written down late are said at once, and are not late', async () => {
    await answers('2026-06-01T12:00:00.000Z');
    world.line.moveTo('2026-06-05T00:00:00.000Z');
    await says('2026-06-02T10:00:00.000Z');
    expect(await world.heard(reference)).not.toEqual([]);
    expect(await told()).toEqual(['2 due-in-24-hours']);
    const page = await world.ann.read(`/contacts/${reference}`);
    expect(page).not.toContain('hours late');
  });

  it('what lets one of them be said later excuses nothing about another', async () => {
    // The first sweep of all stood at a later time than this test.
    await world.line.admin.query(`update alerts_begun set at = '2026-01-01T00:00:00Z'`);
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await world.line.to(`${reference}/out-of-scope`, { reason: 'crime' });
    await says('2026-06-02T10:00:00.000Z');
    // An hour after the alert of the second question was planned, the first is brought back.
    world.line.moveTo('2026-06-04T11:00:00.000Z');
    await world.line.to(`${reference}/out-of-scope?question=1`, undefined, { method: 'DELETE' });
    await world.heard(reference);
    expect(await told()).toEqual(['1 due-in-4-hours', '2 due-in-24-hours late']);
  });

  it('are explained each by itself, by what was done once it was known', async () => {
    await world.ann.post(`/contacts/${reference}/take-up`);
    await answers('2026-06-01T12:00:00.000Z');
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await says('2026-06-02T10:00:00.000Z');
    const lines = await explained();
    const second = lines.findIndex((line) => line.includes('clock 2 of 2'));
    expect(lines[0]).toContain('clock 1 of 2');
    expect(lines.slice(0, second).join('\n')).toContain('taken up');
    expect(lines.slice(0, second).join('\n')).not.toContain('a question of its own');
    expect(lines.slice(second).join('\n')).not.toContain('taken up');
    expect(lines.slice(second).join('\n')).toContain('asked after an answer: a question of its own');
  });

  it('a person is told of each deadline that was missed', async () => {
    reference = await world.received({ enquirer: { email: 'kit@people.example' } });
    await world.line.found(Sender).sendDue();
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    await answers('2026-06-02T09:00:00.000Z');
    await says('2026-06-02T10:00:00.000Z');
    world.line.mails();
    world.line.moveTo('2026-06-05T10:00:00.001Z');
    const theirs = async (): Promise<number> => {
      await world.line.found(BreachNotices).tellOfBreaches();
      await world.line.found(Sender).sendDue();
      return world.line.mails().filter(({ to }) => to === 'kit@people.example').length;
    };
    expect(await theirs()).toBe(1);
    await answers('2026-06-05T10:00:00.001Z');
    world.line.moveTo('2026-06-06T10:00:00.000Z');
    await says('2026-06-06T10:00:00.000Z');
    world.line.moveTo('2026-06-09T10:00:00.001Z');
    expect(await theirs()).toBe(1);
    expect(await theirs()).toBe(0);
  });
});
