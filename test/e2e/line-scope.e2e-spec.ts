import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { ask } from '../support/real-input/api.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;
const DUE = '2026-06-04T12:00:00.000Z';

beforeAll(async () => {
  line = await SmallStage.set();
});
afterAll(() => line.leave());
beforeEach(() => line.moveTo(NOW));

const takeOut = (reference: string, reason = 'crime'): ReturnType<SmallStage['to']> =>
  line.to(`${reference}/out-of-scope`, { reason });
const bringBack = (reference: string): ReturnType<SmallStage['to']> =>
  line.to(`${reference}/out-of-scope`, undefined, { method: 'DELETE' });
const duplicate = (reference: string, duplicateOf: string): ReturnType<SmallStage['to']> =>
  line.to(`${reference}/out-of-scope`, { reason: 'duplicate', duplicateOf });

async function alertsTo(reference: string): Promise<number> {
  await line.found(AlertsJob).tick();
  return line
    .mails()
    .filter(({ subject, text }) => text.includes(reference) && !subject.startsWith('We have')).length;
}

describe('taking a contact out of scope', () => {
  it.each([
    ['before due', '2026-06-04T11:59:59.999Z', 'out-of-scope'],
    ['at the due instant', DUE, 'out-of-scope'],
    ['a millisecond after due, which leaves it missed', '2026-06-04T12:00:00.001Z', 'overdue'],
  ])('%s', async (_when, instant, state) => {
    const reference = await line.received();
    line.moveTo(instant);
    const answer = await takeOut(reference);
    expect([answer.status, answer.json.state, answer.json.dueAt]).toEqual([200, state, DUE]);
    expect(answer.json.outOfScope).toEqual({ at: instant, reason: 'crime', confirmedAt: null });
  });

  it('silences it, and bringing it back gives it its original deadline and its next alert', async () => {
    const reference = await line.received();
    await takeOut(reference);
    line.moveTo('2026-06-03T12:00:00.000Z');
    expect(await alertsTo(reference)).toBe(0);
    line.moveTo('2026-06-03T18:00:00.000Z');
    const back = await bringBack(reference);
    expect([back.status, back.json.state, back.json.dueAt, back.json.outOfScope]).toEqual([
      200,
      'open',
      DUE,
      null,
    ]);
    expect(await alertsTo(reference)).toBe(2);
    expect(await alertsTo(reference)).toBe(0);
    line.moveTo('2026-06-04T08:00:00.000Z');
    expect(await alertsTo(reference)).toBe(2);
  });

  it('and bringing it back tells nobody again of what they were told of', async () => {
    const reference = await line.received();
    line.moveTo('2026-06-03T12:00:00.000Z');
    expect(await alertsTo(reference)).toBe(2);
    await takeOut(reference);
    await bringBack(reference);
    expect(await alertsTo(reference)).toBe(0);
  });

  it('twice, or bringing back what is in scope, is a conflict', async () => {
    const reference = await line.received();
    expect((await bringBack(reference)).status).toBe(409);
    await takeOut(reference);
    expect((await takeOut(reference, 'spam')).status).toBe(409);
    expect((await line.to(reference)).json.outOfScope.reason).toBe('crime');
  });

  it('of a contact without a clock is a conflict', async () => {
    const reference = await line.received({ enquirer: {} });
    expect((await takeOut(reference)).status).toBe(409);
  });

  it('after due counts once another supervisor confirms it, and is reversible then too', async () => {
    const reference = await line.received();
    line.moveTo('2026-06-05T12:00:00.000Z');
    await takeOut(reference, 'complaint');
    const cookie = await line.stage.cookieOf('force-admin');
    const confirm = (): Promise<{ status: number }> =>
      ask(line.stage.url, `/contacts/${reference}/out-of-scope/confirm`, { cookie, form: {} });
    expect((await confirm()).status).toBe(303);
    expect((await line.to(reference)).json.state).toBe('out-of-scope');
    expect((await confirm()).status).toBe(409);
    expect((await bringBack(reference)).json.state).toBe('overdue');
  });

  it('is refused to whoever only looks at the figures', async () => {
    const reference = await line.received();
    const cookie = await line.stage.cookieOf('local-policing-body');
    for (const path of [`/contacts/${reference}`, '/contacts']) {
      const page = await ask(line.stage.url, path, { cookie });
      expect(page.status).toBe(403);
      expect(page.text).not.toContain('Kit');
    }
  });
});

describe('of two contacts that are one query', () => {
  it.each([
    ['the later is marked', true],
    ['the earlier is marked', false],
  ])('the earliest unanswered deadline lives on, though %s', async (_which, later) => {
    const first = await line.received({ submittedAt: '2026-06-01T10:00:00Z' });
    const second = await line.received({ submittedAt: '2026-06-01T11:00:00Z' });
    const answer = later ? await duplicate(second, first) : await duplicate(first, second);
    expect([answer.status, answer.json.reference, answer.json.state]).toEqual([200, second, 'out-of-scope']);
    expect((await line.to(first)).json).toMatchObject({ state: 'open', dueAt: '2026-06-04T10:00:00.000Z' });
  });

  it('an answered one is not joined, for its answer is the other’s too', async () => {
    const first = await line.received();
    const second = await line.received();
    await line.to(`${first}/responses`, {
      route: 'phone',
      respondedAt: NOW,
      text: 'Told.',
      nextSteps: 'We patrol.',
    });
    const answer = await duplicate(second, first);
    expect([answer.status, answer.json.errors[0].field]).toEqual([400, 'duplicateOf']);
  });

  it('one of another force cannot be named', async () => {
    const key = await line.otherForce('elsewhere');
    const answer = await line.push(line.contact({ neighbourhood: 'O1' }), { key });
    const refused = await duplicate(await line.received(), answer.json.reference as string);
    expect([refused.status, refused.json.errors[0].field]).toEqual([400, 'duplicateOf']);
  });
});
