import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, type Answer } from '../support/real-input/api.js';
import { BreachNotices } from '../../src/contacts/recourse/breach-notices.service.js';
import { ResponseMonths } from '../../src/reports/rollup/response-months.service.js';
import { wordsOf } from '../support/words.js';
import { DUE, hire, HoldingWorld, SENT_AT, type Somebody } from './holding-world.js';

let world: HoldingWorld;
let reference: string;

beforeAll(async () => {
  world = await HoldingWorld.open();
});
afterAll(() => world.leave());
beforeEach(async () => {
  reference = await world.received();
});
afterEach(() => world.settle());

/** `1 June 2026, 10am` is 09:00Z. */
const start = (time: string, day = '1', reason = 'They rang before noon.'): Record<string, string> => ({
  'startedOn-day': day,
  'startedOn-month': '6',
  'startedOn-year': '2026',
  startedTime: time,
  reason,
});
const correct = (who: Somebody, form: Record<string, string>): Promise<Answer> =>
  who.post(`/contacts/${reference}/start`, form);
const read = async (): Promise<Record<string, unknown>> => (await world.line.to(reference)).json;
const phoned = (respondedAt: string): Promise<Answer> =>
  world.line.to(`${reference}/responses`, {
    route: 'phone',
    respondedAt,
    text: 'Told.',
    nextSteps: 'We patrol.',
  });

describe('"a start is corrected only by a supervisor with a reason; due follows, and the correction is listed"', () => {
  it('moves the deadline and keeps what the start was, who says so and why', async () => {
    world.line.moveTo('2026-06-02T08:00:00.000Z');
    const { status, headers } = await correct(world.dee, start('10am'));
    expect([status, headers.get('location')]).toEqual([303, `/contacts/${reference}?done=start-corrected`]);
    const json = await read();
    expect(json).toMatchObject({
      submittedAt: SENT_AT,
      startedAt: '2026-06-01T09:00:00.000Z',
      dueAt: '2026-06-04T09:00:00.000Z',
      startCorrections: [
        {
          at: '2026-06-02T08:00:00.000Z',
          from: SENT_AT,
          to: '2026-06-01T09:00:00.000Z',
          reason: 'They rang before noon.',
        },
      ],
    });
    expect(await world.auditOf(reference)).toEqual([
      {
        actor: world.dee.id,
        detail: { kind: 'start-corrected', from: SENT_AT, to: '2026-06-01T09:00:00.000Z' },
      },
    ]);
    const page = await world.dee.read(`/contacts/${reference}`);
    expect(page).toMatch(
      /Start corrected: Monday 1 June 2026 at 1pm BST to Monday 1 June 2026 at 10am BST.*They rang before noon/,
    );
    expect(page).toContain('72 hours from Monday 1 June 2026 at 10am BST');
  });

  it('is nobody else’s to do', async () => {
    expect((await correct(world.ann, start('10am'))).status).toBe(403);
    expect((await correct(world.cal, start('10am'))).status).toBe(403);
    await hire(world.line, { collar: '21', role: 'supervisor', at: 'S2' });
    const elsewhere = await world.as('Sergeant Eli Far', 'supervisor', '21');
    expect((await correct(elsewhere, start('10am'))).status).toBe(404);
    await hire(world.line, { collar: '22', role: 'team', at: 'S1' });
    const notTheirs = await world.as('Sergeant Ida Low', 'supervisor', '22');
    expect((await correct(notTheirs, start('10am'))).status).toBe(403);
    expect((await world.line.to(`${reference}/start`, {})).status).toBe(404);
    expect((await correct(world.admin, start('10am'))).status).toBe(303);
    expect(await world.ann.read(`/contacts/${reference}`)).not.toContain('Correct when this was sent');
  });

  it.each<[string, Record<string, string>, string]>([
    ['without a reason', start('10am', '1', ' '), 'Enter why the start is wrong'],
    ['without a time', start(''), 'Enter a time'],
    ['to what it is', start('1pm'), 'This is the start already'],
    ['after it reached us', start('1:01pm'), 'cannot have written after their message reached us'],
  ])('is refused %s, and nothing changes', async (_, form, why) => {
    const { status, text } = await correct(world.dee, form);
    expect([status, wordsOf({ body: text })]).toEqual([400, expect.stringContaining(why)]);
    expect(await read()).toMatchObject({ startedAt: SENT_AT, dueAt: DUE, startCorrections: [] });
  });

  it('cannot come after the answer', async () => {
    world.line.moveTo('2026-06-02T08:00:00.000Z');
    await correct(world.dee, start('8am'));
    await phoned('2026-06-01T08:00:00.000Z');
    const { status, text } = await correct(world.dee, start('10am'));
    expect([status, wordsOf({ body: text })]).toEqual([
      400,
      expect.stringContaining('after they were answered'),
    ]);
  });

  it('makes an answer late that was in time, and the counted months follow', async () => {
    world.line.moveTo('2026-06-04T11:30:00.000Z');
    await phoned('2026-06-04T11:00:00.000Z');
    expect((await read())['state']).toBe('met');
    const months = world.line.found(ResponseMonths);
    await months.refresh();
    await correct(world.dee, start('10am'));
    expect((await read())['state']).toBe('answered-late');
    await months.refresh();
    expect((await months.compare()).differing).toBe(0);
  });

  it('of an earlier start says at once what is due now, and nothing of before', async () => {
    world.line.moveTo('2026-06-03T08:00:00.000Z');
    await world.heard(reference);
    await correct(world.dee, start('7am', '1'));
    expect(await world.heard(reference)).not.toEqual([]);
    expect(await world.alertsOf(reference)).toEqual(['due-in-24-hours 1']);
    expect((await world.clockOf(reference)).nextAlertAt).toBe('2026-06-04T02:00');
    expect(await world.heard(reference)).toEqual([]);
  });

  it('of a later start takes back what waits, and says again what lies ahead', async () => {
    await correct(world.admin, start('4am'));
    const due = '2026-06-04T03:00:00.000Z';
    world.line.moveTo(due);
    expect(await world.heard(reference)).not.toEqual([]);
    expect(await world.alertsOf(reference)).toContain('due 1');
    world.line.moveTo('2026-06-04T04:00:00.000Z');
    await correct(world.admin, start('10am'));
    // Who was told that it is due hears how long there is left in truth.
    expect(await world.heard(reference)).not.toEqual([]);
    expect(await world.heard(reference)).toEqual([]);
    world.line.moveTo('2026-06-04T05:00:00.000Z');
    expect(await world.heard(reference)).not.toEqual([]);
    world.line.moveTo('2026-06-04T09:00:00.000Z');
    expect(await world.heard(reference)).not.toEqual([]);
    // What was said of the wrong deadline stays on record.
    expect((await world.alertsOf(reference)).filter((alert) => alert.startsWith('due '))).toHaveLength(2);
    expect(await world.heard(reference)).toEqual([]);
  });

  it('takes an alert back that nobody was told of', async () => {
    await correct(world.admin, start('4am'));
    world.line.moveTo('2026-06-04T03:00:00.000Z');
    world.line.mailbox.answer = () => 450;
    await world.heard(reference);
    world.line.mailbox.answer = () => null;
    await correct(world.admin, start('10am'));
    const alerts = await world.alertsOf(reference);
    expect(alerts.filter((alert) => alert.includes('withdrawn: start-corrected'))).not.toEqual([]);
    world.line.moveTo('2026-06-04T09:00:00.000Z');
    expect(await world.heard(reference)).not.toEqual([]);
  });

  it('tells nobody that an answer is late which is not late any more', async () => {
    reference = await world.received({ enquirer: { email: 'kit@people.example' } });
    await correct(world.admin, start('4am'));
    world.line.moveTo('2026-06-04T04:00:00.000Z');
    expect(await world.line.found(BreachNotices).tellOfBreaches()).toEqual({ told: 1, skipped: 0 });
    await correct(world.admin, start('10am'));
    const told = async (): Promise<boolean> =>
      (await world.heard(reference)).includes('kit@people.example') &&
      (await read())['timeline'] !== undefined &&
      JSON.stringify(await read()).includes('breach-told');
    expect(await told()).toBe(false);
    world.line.moveTo('2026-06-04T09:00:00.001Z');
    await world.line.found(BreachNotices).tellOfBreaches();
    expect(await told()).toBe(true);
  });

  it('is counted in reports', async () => {
    await world.line.admin.query('delete from start_correction');
    await correct(world.dee, start('10am'));
    world.line.moveTo('2026-06-20T10:00:00.000Z');
    const key = world.line.stage.apiKey;
    const path = '/api/v1/reports/compliance?from=2026-06-01&to=2026-06-19';
    const { json } = await ask(world.line.stage.url, path, { key });
    const figures = json.figures as Record<string, unknown>[];
    const corrected = figures.filter(({ measure }) => measure === 'starts-corrected');
    const byPlace = Object.fromEntries(
      corrected.map(({ neighbourhood, channel, shown }) => [neighbourhood ?? channel ?? 'force', shown]),
    );
    expect(byPlace).toMatchObject({ force: '1', S1: '1', S2: '0' });
    // "Only by a supervisor with a reason": it stands in the rows, for whoever opens the contact, and for nobody else.
    const rows = '/reports/rows?measure=starts-corrected&from=2026-06-01&to=2026-06-19';
    const { reason } = start('10am');
    expect(await world.dee.read(rows)).toContain(reason);
    const { json: machines } = await ask(
      world.line.stage.url,
      '/api/v1/reports/rows?measure=starts-corrected&from=2026-06-01&to=2026-06-19',
      { key },
    );
    expect((machines['items'] as { values: object }[])[0]!.values).toMatchObject({ reason });
  });
});

describe('"an address added later starts the clock then"', () => {
  const page = (): string => `/contacts/${reference}/address`;
  beforeEach(async () => {
    reference = await world.received({ enquirer: { name: 'Kit' } });
    world.line.moveTo('2026-06-03T10:00:00.000Z');
  });

  it('on the page: the clock runs, the person gets their reference, alerts come', async () => {
    expect(await read()).toMatchObject({ state: 'no-reply-possible', dueAt: null });
    expect(await world.ann.read(`/contacts/${reference}`)).toContain('Add an address');
    const { status, headers } = await world.ann.post(page(), { email: 'kit@people.example' });
    expect([status, headers.get('location')]).toEqual([303, `/contacts/${reference}?done=address-added`]);
    expect(await read()).toMatchObject({
      state: 'open',
      submittedAt: SENT_AT,
      startedAt: '2026-06-03T10:00:00.000Z',
      dueAt: '2026-06-06T10:00:00.000Z',
      enquirer: { name: 'Kit', email: 'kit@people.example' },
      message: 'They burn again.',
    });
    expect(await world.heard(reference)).toEqual(['kit@people.example']);
    expect(await world.ann.read(`/contacts/${reference}`)).toContain('Address added, so the 72 hours began');
    expect(await world.auditOf(reference)).toEqual([
      { actor: world.ann.id, detail: { kind: 'address-added' } },
    ]);
    world.line.moveTo('2026-06-05T10:00:00.000Z');
    expect(await world.heard(reference)).not.toEqual([]);
    expect(await world.ann.read('/contacts?view=unreachable')).not.toContain(reference);
  });

  it('by the API, where what was answered before counts for nothing', async () => {
    await phoned('2026-06-02T10:00:00.000Z');
    const { status, json } = await world.line.to(`${reference}/address`, { telephone: '01632 960002' });
    expect([status, json.state, json.dueAt]).toEqual([201, 'open', '2026-06-06T10:00:00.000Z']);
    expect((await world.line.to(`${reference}/address`, { telephone: '01632 960003' })).status).toBe(409);
    expect((await phoned('2026-06-03T10:00:00.000Z')).json.state).toBe('met');
  });

  it('two at once start one clock', async () => {
    const answers = await Promise.all([
      world.line.to(`${reference}/address`, { telephone: '01632 960002' }),
      world.line.to(`${reference}/address`, { telephone: '01632 960003' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('follows the contact to the neighbourhood that holds it now', async () => {
    await world.line.to(`${reference}/transfers`, { to: 'S2' });
    await world.line.to(`${reference}/address`, { telephone: '01632 960002' });
    expect((await world.clockOf(reference)).rest).toContain('S2');
  });

  it.each<[string, Record<string, string>, string]>([
    ['nothing', {}, 'Enter an email address, a telephone number or a postal address'],
    ['no address', { email: 'kit' }, 'Enter an email address, such as'],
  ])('is asked for again if it is %s', async (_, form, why) => {
    const { status, text } = await world.ann.post(page(), form);
    expect([status, wordsOf({ body: text })]).toEqual([400, expect.stringContaining(why)]);
  });

  it('of a contact that has its clock is refused, and is not another team’s to add', async () => {
    expect((await world.cal.get(page())).status).toBe(404);
    reference = await world.received();
    expect((await world.ann.get(page())).status).toBe(409);
    expect((await world.line.to(`${reference}/address`, { telephone: '01632 960002' })).status).toBe(409);
  });
});
