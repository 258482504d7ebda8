import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { ReportsService } from '../../src/reports/reports.service.js';
import { ResponseMonths } from '../../src/reports/rollup/response-months.service.js';
import { type Answer, ask } from '../support/real-input/api.js';
import { counted, history, type Told } from '../support/told-questions.js';
import { HoldingWorld, SENT_AT } from './holding-world.js';

let world: HoldingWorld;
let keys = 0;

beforeAll(async () => {
  world = await HoldingWorld.open();
});
afterAll(() => world.leave());

const says = (reference: string, submittedAt: string): Promise<Answer> =>
  ask(world.line.stage.url, `/api/v1/contacts/${reference}/messages`, {
    key: world.line.stage.apiKey,
    headers: { 'idempotency-key': `f-${(keys += 1)}` },
    body: { message: 'And the lamp?', submittedAt, channel: 'phone' },
  });
const answers = (reference: string, respondedAt: string): Promise<Answer> =>
  world.line.to(`${reference}/responses`, {
    ...{ route: 'phone', respondedAt, text: 'Told.', nextSteps: 'We patrol.' },
  });
/** The figures of a month, by measure, place and channel. */
async function figuresOf(from: string, to: string): Promise<Record<string, string>> {
  const report = await world.line.found(ReportsService).complianceReport('squares', from, to);
  return Object.fromEntries(
    report.figures.map(({ measure, neighbourhood, channel, ward, commandArea, weekday, shown }) => [
      [measure, neighbourhood, channel, ward, commandArea, weekday].filter(Boolean).join(' '),
      shown,
    ]),
  );
}
const JUNE = ['2026-06-01', '2026-06-30'] as const;
const JULY = ['2026-07-01', '2026-07-31'] as const;

describe('"re-opening keeps the first cycle’s figures"', () => {
  it('and the new question is counted in the month in which it is due, under the contact’s channel', async () => {
    const reference = await world.received();
    const elsewhere = await world.received();
    await answers(reference, SENT_AT);
    await answers(elsewhere, SENT_AT);
    world.line.moveTo('2026-08-01T12:00:00.000Z');
    await world.line.found(ResponseMonths).refresh();
    const june = await figuresOf(...JUNE);
    await says(reference, '2026-07-10T12:00:00.000Z');
    // Taken in on 1 August: more than 72 hours after it was said.
    expect(await figuresOf(...JUNE)).toEqual(june);
    expect(await figuresOf(...JULY)).toMatchObject({
      ...{ 'clocks-due': '1', 'clocks-missed': '1', 'clocks-due api': '1', 'recorded-after-due': '1' },
      ...{ 'not-answered': '1', 'share-met': '0.0', 'clocks-due S1': '1' },
    });
    await answers(reference, '2026-07-12T12:00:00.000Z');
    await world.line.found(ResponseMonths).refresh();
    expect(await figuresOf(...JULY)).toMatchObject({
      ...{ 'clocks-met': '1', 'late-entries': '1', 'median-minutes': '2880', 'recorded-after-due': '1' },
    });
    expect(await figuresOf(...JUNE)).toEqual(june);
    expect((await world.line.found(ResponseMonths).compare()).differing).toBe(0);
  });

  it('a thank-you is counted apart under its own reason, and only there', async () => {
    world.line.moveTo('2026-10-01T12:00:00.000Z');
    const reference = await world.line.received({ submittedAt: '2026-10-01T12:00:00.000Z' });
    await answers(reference, '2026-10-01T12:00:00.000Z');
    const month = ['2026-10-01', '2026-10-31'] as const;
    world.line.moveTo('2026-10-02T12:00:00.000Z');
    await says(reference, '2026-10-02T12:00:00.000Z');
    await world.line.to(`${reference}/out-of-scope`, { reason: 'no-question' });
    world.line.moveTo('2026-11-02T12:00:00.000Z');
    expect(await figuresOf(...month)).toMatchObject({
      ...{ 'clocks-due': '1', 'clocks-met': '1', 'out-of-scope': '1', 'out-of-scope-no-question': '1' },
      ...{ 'out-of-scope-duplicate': '0', 'taken-out-after-due': '0' },
    });
  });
});

describe('whatever is written down when', () => {
  const BEGUN = DateTime.fromISO(SENT_AT, { zone: 'utc' });
  const isoOf = (minute: number): string => BEGUN.plus({ minutes: minute }).toISO()!;

  /** Written down in their order, a minute after each other and after everything happened. */
  async function writtenDown(told: readonly Told[]): Promise<[number, number | null][]> {
    const reference = await world.received();
    const order = [...told].sort((one, other) => one.recorded - other.recorded);
    for (const [index, { kind, happened }] of order.entries()) {
      world.line.moveTo(isoOf(100 + index));
      const done = await (kind === 'answer' ? answers : says)(reference, isoOf(happened));
      expect(done.status).toBe(201);
    }
    const minuteOf = (iso: string | null): number | null =>
      iso === null ? null : DateTime.fromISO(iso).diff(BEGUN, 'minutes').minutes;
    const { json } = await world.line.to(reference);
    return json.questions.map((one: { startedAt: string; respondedAt: string | null }) => [
      minuteOf(one.startedAt),
      minuteOf(one.respondedAt),
    ]);
  }

  it('the stored clocks are those of whoever knew everything at once', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const told = history(seed * 17, true);
      expect({ seed, clocks: await writtenDown(told) }).toEqual({ seed, clocks: counted(told) });
    }
  }, 120_000);
});
