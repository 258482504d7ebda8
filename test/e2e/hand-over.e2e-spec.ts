import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertsService } from '../../src/alerts/alerts.service.js';
import type { ReportFigure } from '../../src/reports/compliance-report.js';
import { ReportsService } from '../../src/reports/reports.service.js';
import type { Answer } from '../support/real-input/api.js';
import { DUE, HoldingWorld, SENT_AT, type Somebody } from './holding-world.js';
import { figureOf } from './reports-world.js';

let world: HoldingWorld;
let reference: string;
let page: string;
const A_DAY_BEFORE = '2026-06-03T12:00:00.000Z';
const [ANN, CAL, MAILBOX] = ['duty.1@force.example', 'duty.2@force.example', 'team.s1@force.example'];

beforeAll(async () => {
  world = await HoldingWorld.open();
});
afterAll(() => world.leave());
beforeEach(() => start());
afterEach(() => world.settle());

async function start(changes: object = {}): Promise<void> {
  reference = await world.received(changes);
  page = `/contacts/${reference}`;
}

const handOver = (to: string, note?: string): Promise<Answer> =>
  world.line.to(`${reference}/transfers`, { to, ...(note && { note }) });
const byForm = (who: Somebody, form: Record<string, string>): Promise<Answer> =>
  who.post(`${page}/transfers`, form);
const answered = (at: string): Promise<Answer> =>
  world.line.to(`${reference}/responses`, {
    ...{ route: 'phone', respondedAt: at, text: 'Told.', nextSteps: 'We patrol.' },
  });

describe('"transfer to another neighbourhood of the force keeps the clock running"', () => {
  it('by the API: the deadline stays, and the contact says from whom it went to whom', async () => {
    world.line.moveTo('2026-06-02T08:00:00.000Z');
    const { status, json } = await handOver('S2');
    expect([status, json.dueAt, json.state, json.neighbourhood.code]).toEqual([201, DUE, 'open', 'S2']);
    expect(json.transfers).toEqual([
      {
        at: '2026-06-02T08:00:00.000Z',
        from: { code: 'S1', name: 'Square S1' },
        to: { code: 'S2', name: 'Square S2' },
        note: null,
      },
    ]);
    expect(json.timeline.at(-1)).toMatchObject({ kind: 'alert', facts: { stage: 'handed-over' } });
    expect(json.timeline.at(-2)).toMatchObject({ kind: 'handed-over', facts: { from: 'S1', to: 'S2' } });
    expect((await world.line.to(reference)).json.transfers).toHaveLength(1);
    expect(await world.auditOf(reference)).toEqual([
      { actor: world.line.stage.apiKeyId, detail: { kind: 'handed-over', from: 'S1', to: 'S2' } },
    ]);
  });

  it('by a form that needs no JavaScript, with a note that both teams read and nobody stores in the clear', async () => {
    expect(await world.ann.read(page)).toContain('Hand over to another neighbourhood');
    const done = await byForm(world.ann, { to: 'S2', note: 'Ask for Maureen.' });
    expect([done.status, done.headers.get('location')]).toEqual([303, `${page}?done=handed-over`]);
    for (const who of [world.ann, world.cal]) {
      expect(await who.read(`${page}?done=handed-over`)).toMatch(
        /The contact has been handed over.*Handed over: Square S1 to Square S2.*Ask for Maureen/,
      );
    }
    expect((await world.line.to(reference)).json.transfers[0].note).toBe('Ask for Maureen.');
    const { rows } = await world.line.admin.query(
      `select from contact_text where position('Maureen'::bytea in sealed) > 0
       union all select from audit_entry where detail::text like '%Maureen%'
       union all select from timeline_entry where facts::text like '%Maureen%'`,
    );
    expect(rows).toEqual([]);
  });

  it('shows the form again with what was typed, if something is wrong with it', async () => {
    const again = await byForm(world.ann, { to: '', note: 'Keep this' });
    expect(again.status).toBe(400);
    expect(again.text).toMatch(/href="#to"[\s\S]*Choose the neighbourhood that gets the contact/);
    expect(again.text).toContain('Keep this');
    // The answer's form on the same page can still be sent.
    expect(again.text).toMatch(/name="token" value="[0-9a-f-]{36}"/);
    const itself = await byForm(world.ann, { to: 'S1' });
    expect([itself.status, itself.text.includes('Square S1 has this contact already')]).toEqual([400, true]);
  });

  it.each([
    ['to itself', 'S1'],
    ['to nowhere', 'S9'],
    ['to one that has ended', 'OLD'],
    ['to one that has not begun', 'NEW'],
  ])('is refused %s', async (_where, to) => {
    await world.line.admin.query(
      `insert into neighbourhood (force_id, id, code, name, during, created_at, updated_at)
       select 'squares', gen_random_uuid(), code, code, during::daterange, now(), now()
         from (values ('OLD', '[2025-07-01,2026-06-01)'), ('NEW', '[2026-06-02,)')) as v (code, during)
        where not exists (select from neighbourhood where code = v.code)`,
    );
    const { status, json } = await handOver(to);
    expect([status, json.errors[0].field]).toEqual([400, 'to']);
    expect((await world.clockOf(reference)).rest).toMatch(/ S1$/);
  });

  it.each([
    ['no neighbourhood', {}],
    ['a field that does not exist', { to: 'S2', dueAt: DUE }],
    ['a list', { to: ['S2'] }],
    ['a note that is too long', { to: 'S2', note: 'x'.repeat(2001) }],
  ])('is refused with %s', async (_what, body) => {
    expect((await world.line.to(`${reference}/transfers`, body)).status).toBe(400);
    expect((await world.clockOf(reference)).rest).toMatch(/ S1$/);
  });

  it('is refused while out of scope, to keys that only read, to other teams and to another force', async () => {
    const reader = await world.line.keyFor('squares', ['contacts:read']);
    expect((await world.line.to(`${reference}/transfers`, { to: 'S2' }, { key: reader })).status).toBe(403);
    expect((await byForm(world.cal, { to: 'S2' })).status).toBe(404);
    expect((await byForm(await world.as('Aud Itor', 'auditor'), { to: 'S2' })).status).toBe(403);
    const elsewhere = await world.line.otherForce('elsewhere');
    expect((await world.line.to(`${reference}/transfers`, { to: 'O1' }, { key: elsewhere })).status).toBe(
      404,
    );
    expect((await handOver('O1')).status).toBe(400);
    await world.line.to(`${reference}/out-of-scope`, { reason: 'crime' });
    expect((await handOver('S2')).status).toBe(409);
    expect((await world.clockOf(reference)).rest).toMatch(/ S1$/);
  });

  it('by two at once, to two places, happens once', async () => {
    const answers = await Promise.all([
      byForm(world.ann, { to: 'S2' }),
      byForm(world.bob, { to: 'S3' }),
      byForm(world.dee, { to: 'S2' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
    expect((await world.line.to(reference)).json.transfers).toHaveLength(1);
  });

  it('goes for a contact without a clock, which is told to nobody', async () => {
    await start({ enquirer: {} });
    const answers = await Promise.all([byForm(world.ann, { to: 'S2' }), byForm(world.bob, { to: 'S2' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect((await world.line.to(reference)).json).toMatchObject({
      neighbourhood: { code: 'S2' },
      transfers: [{ to: { code: 'S2' } }],
    });
    expect(await world.heard(reference)).toEqual([]);
    expect(await world.cal.read('/contacts?view=unreachable')).toContain(reference);
  });

  it('keeps the order of hand-overs within one instant', async () => {
    for (const to of ['S2', 'S3', 'S1', 'S2']) expect((await handOver(to)).status).toBe(201);
    const { json } = await world.line.to(reference);
    expect(json.transfers.map(({ to }: { to: { code: string } }) => to.code)).toEqual([
      'S2',
      'S3',
      'S1',
      'S2',
    ]);
  });
});

describe('who hears of it', () => {
  it('the new team at once and of everything that comes, the old one of nothing more', async () => {
    world.line.moveTo('2026-06-02T08:00:00.000Z');
    await handOver('S2');
    expect(await world.heard(reference)).toEqual([CAL]);
    expect(await world.heard(reference)).toEqual([]);
    world.line.moveTo(A_DAY_BEFORE);
    expect(await world.heard(reference)).toEqual([CAL]);
    expect(await world.alertsOf(reference)).toEqual(['handed-over 1', 'due-in-24-hours 1']);
  });

  it('what was raised and not sent is withdrawn, and what no sweep has come by for comes to the new team', async () => {
    world.line.moveTo(A_DAY_BEFORE);
    await world.line.found(AlertsService).raiseAlertsDue();
    await handOver('S2');
    expect(await world.heard(reference)).toEqual([CAL]);
    expect(await world.alertsOf(reference)).toEqual([
      'due-in-24-hours 1 withdrawn: transferred',
      'handed-over 1',
    ]);
    world.line.moveTo('2026-06-04T08:00:05.000Z');
    await handOver('S1');
    expect(await world.heard(reference)).toEqual(expect.arrayContaining([ANN, MAILBOX]));
    expect((await world.alertsOf(reference)).slice(2)).toEqual(['due-in-4-hours 1', 'handed-over 2']);
  });

  it('whoever had taken it up has it no more', async () => {
    await world.ann.post(`${page}/take-up`);
    await byForm(world.bob, { to: 'S2' });
    expect((await world.clockOf(reference)).takenUpBy).toBeNull();
    expect(await world.cal.read(page)).toContain('Nobody has this contact yet');
  });

  it.each([
    ['before the last warning it waits for quiet hours', '2026-06-04T07:59:59.999Z', false],
    ['from the last warning on it does not', '2026-06-04T08:00:00.000Z', true],
  ])('%s', async (_when, at, urgent) => {
    world.line.moveTo(at);
    await handOver('S2');
    const { rows } = await world.line.admin.query(
      `select a.urgent from alert a join clock k on k.id = a.clock_id join contact c on c.id = k.contact_id
        where c.reference = $1 and a.stage = 'handed-over'`,
      [reference],
    );
    expect(rows).toEqual([{ urgent }]);
  });

  it('nobody is told of what has been answered already', async () => {
    await answered(SENT_AT);
    expect((await handOver('S2')).status).toBe(201);
    expect(await world.heard(reference)).toEqual([]);
    expect(await world.alertsOf(reference)).toEqual([]);
  });
});

describe('"both teams see it"', () => {
  it('the old one finds it on a list and reads it, and can do nothing about it', async () => {
    await byForm(world.ann, { to: 'S2' });
    expect(await world.ann.read('/contacts?view=handed-over')).toMatch(new RegExp(`${reference}.*Square S2`));
    expect(await world.ann.read('/contacts')).not.toContain(reference);
    expect(await world.cal.read('/contacts')).toContain(reference);
    expect(await world.cal.read('/contacts?view=handed-over')).not.toContain(reference);
    const { status, text } = await world.ann.get(page);
    expect(status).toBe(200);
    expect(text).toContain('This contact went to Square S2');
    expect(text).toContain('They burn again.');
    expect(text).not.toContain(`action="${page}`);
    for (const [path, form] of [
      ['take-up', {}],
      ['take-up/give-back', {}],
      ['transfers', { to: 'S3' }],
      ['responses', {}],
      ['out-of-scope', { reason: 'spam' }],
      ['out-of-scope/bring-back', {}],
    ] as const) {
      const refused = await world.ann.post(`${page}/${path}`, form);
      expect([path, refused.status]).toEqual([path, 409]);
      expect(refused.text).toContain('was handed over to Square S2');
    }
  });

  it('the supervisor of the old team, too; another team neither reads nor lists it', async () => {
    await start({ neighbourhood: 'S2' });
    await byForm(world.cal, { to: 'S3' });
    expect((await world.ann.get(page)).status).toBe(404);
    expect((await world.dee.get(page)).status).toBe(404);
    expect(await world.ann.read('/contacts?view=handed-over')).not.toContain(reference);
    await start();
    await byForm(world.dee, { to: 'S3' });
    expect((await world.dee.get(page)).status).toBe(200);
  });

  it('for as long as it waits, and 30 days after it was dealt with', async () => {
    await byForm(world.ann, { to: 'S2' });
    world.line.moveTo('2026-09-01T12:00:00.000Z');
    expect((await world.ann.get(page)).status).toBe(200);
    expect(await world.ann.read('/contacts?view=handed-over')).toContain(reference);
    await answered('2026-09-01T11:00:00.000Z');
    world.line.moveTo('2026-10-01T11:59:59.999Z');
    expect((await world.ann.get(page)).status).toBe(200);
    expect(await world.ann.read('/contacts?view=handed-over')).toContain(reference);
    world.line.moveTo('2026-10-01T12:00:00.000Z');
    expect((await world.ann.get(page)).status).toBe(404);
    expect(await world.ann.read('/contacts?view=handed-over')).not.toContain(reference);
    expect((await world.cal.get(page)).status).toBe(200);
  });

  it('that gets it back holds it as before', async () => {
    await byForm(world.ann, { to: 'S2' });
    await byForm(world.cal, { to: 'S1' });
    expect(await world.ann.read('/contacts')).toContain(reference);
    expect(await world.ann.read('/contacts?view=handed-over')).not.toContain(reference);
    expect((await byForm(world.ann, { to: 'S3' })).status).toBe(303);
  });

  it('a force admin finds all that was handed over, and may act on each', async () => {
    await byForm(world.ann, { to: 'S2' });
    expect(await world.admin.read('/contacts?view=handed-over')).toContain(reference);
    expect((await world.admin.post(`${page}/take-up`)).status).toBe(303);
  });

  it('reading it is logged as a consultation', async () => {
    await byForm(world.ann, { to: 'S2' });
    await world.ann.get(page);
    const { rows } = await world.line.admin.query(
      `select e.actor_id as actor from audit_entry e join contact c on c.id::text = e.subject_id
        where c.reference = $1 and e.action = 'consult'`,
      [reference],
    );
    expect(rows).toEqual([{ actor: world.ann.id }]);
  });
});

describe('"figures by neighbourhood use the holder at the earlier of response and due"', () => {
  const BEFORE = '2026-06-03T18:00:00.000Z';
  const AFTER = '2026-06-05T18:00:00.000Z';

  /** The share met of S1 and of S2 as numerator over denominator; the force’s own other contacts are out of scope. */
  async function figures(): Promise<string[]> {
    world.line.moveTo('2026-06-20T12:00:00.000Z');
    const reports = world.line.found(ReportsService);
    const report = await reports.complianceReport('squares', '2026-06-01', '2026-06-10');
    const words = ({ numerator, denominator }: ReportFigure): string => `${numerator}/${denominator}`;
    return ['S1', 'S2'].map((neighbourhood) => words(figureOf(report, 'share-met', { neighbourhood })));
  }
  /** In order of time. */
  async function story(deeds: [at: string, deed: () => Promise<Answer>][]): Promise<void> {
    for (const [at, deed] of deeds) {
      world.line.moveTo(at);
      const { status, text } = await deed();
      if (status !== 201) throw new Error(text);
    }
  }
  const over = (to: string) => (): Promise<Answer> => handOver(to);
  const answer = (at: string) => (): Promise<Answer> => answered(at);

  it.each<[name: string, deeds: [string, () => Promise<Answer>][], s1: string, s2: string]>([
    ['handed over before due and not answered: missed by the receiver', [[BEFORE, over('S2')]], '0/0', '0/1'],
    ['after due and not answered: missed by the sender', [[AFTER, over('S2')]], '0/1', '0/0'],
    ['at the very instant of due: missed by the receiver', [[DUE, over('S2')]], '0/0', '0/1'],
    [
      'a millisecond after due: missed by the sender',
      [['2026-06-04T12:00:00.001Z', over('S2')]],
      '0/1',
      '0/0',
    ],
    [
      'before due and answered in time by the receiver: met by the receiver',
      [
        [BEFORE, over('S2')],
        ['2026-06-03T20:00:00.000Z', answer('2026-06-03T20:00:00.000Z')],
      ],
      '0/0',
      '1/1',
    ],
    [
      'before due, and then written down that the sender had answered before: met by the sender',
      [
        [BEFORE, over('S2')],
        ['2026-06-03T20:00:00.000Z', answer('2026-06-03T17:00:00.000Z')],
      ],
      '1/1',
      '0/0',
    ],
    [
      'the same, and entered after due',
      [
        [BEFORE, over('S2')],
        [AFTER, answer('2026-06-03T17:00:00.000Z')],
      ],
      '1/1',
      '0/0',
    ],
    [
      'answered and then handed over before due: met by whoever answered',
      [
        ['2026-06-02T12:00:00.000Z', answer('2026-06-02T12:00:00.000Z')],
        [BEFORE, over('S2')],
      ],
      '1/1',
      '0/0',
    ],
    [
      'after due and answered late by the receiver: missed by the sender',
      [
        [AFTER, over('S2')],
        ['2026-06-06T12:00:00.000Z', answer('2026-06-06T12:00:00.000Z')],
      ],
      '0/1',
      '0/0',
    ],
    [
      'there and back before due: missed by the first, who held it at due',
      [
        ['2026-06-02T12:00:00.000Z', over('S2')],
        [BEFORE, over('S1')],
      ],
      '0/1',
      '0/0',
    ],
    [
      'there before due and back after: missed by the receiver',
      [
        [BEFORE, over('S2')],
        [AFTER, over('S1')],
      ],
      '0/0',
      '0/1',
    ],
    [
      'there and back after due: missed by the first',
      [
        [AFTER, over('S2')],
        ['2026-06-06T12:00:00.000Z', over('S1')],
      ],
      '0/1',
      '0/0',
    ],
  ])('%s', async (_name, deeds, s1, s2) => {
    await story(deeds);
    expect(await figures()).toEqual([s1, s2]);
  });

  it('an answer that turned out not to have reached the person gives it back to whoever answered next', async () => {
    await story([
      [BEFORE, over('S2')],
      ['2026-06-03T19:00:00.000Z', answer('2026-06-03T17:00:00.000Z')],
    ]);
    await world.line.admin.query(
      `update response r set voided_at = r.recorded_at, void_reason = 'bounced' from contact c where c.id = r.contact_id and c.reference = $1`,
      [reference],
    );
    await story([['2026-06-03T20:00:00.000Z', answer('2026-06-03T19:30:00.000Z')]]);
    expect(await figures()).toEqual(['0/0', '1/1']);
    expect((await world.clockOf(reference)).rest).toMatch(/ S2$/);
  });

  it('not yet due is shown where it is now', async () => {
    world.line.moveTo(BEFORE);
    await handOver('S2');
    const report = await world.line
      .found(ReportsService)
      .complianceReport('squares', '2026-06-01', '2026-06-10');
    expect(
      ['S1', 'S2'].map((neighbourhood) => figureOf(report, 'not-yet-due', { neighbourhood }).shown),
    ).toEqual(['0', '1']);
  });

  it('what is needed to list the hand-overs of the last 24 hours before due is kept', async () => {
    await story([
      ['2026-06-03T11:00:00.000Z', over('S2')],
      ['2026-06-03T12:00:00.000Z', over('S3')],
      [AFTER, over('S2')],
    ]);
    const { rows } = await world.line.admin.query(
      `select n.code from contact_transfer t join contact c on c.id = t.contact_id join clock k on k.contact_id = c.id
         join neighbourhood n on n.id = t.from_neighbourhood_id
        where c.reference = $1 and t.at between k.due_at - interval '24 hours' and k.due_at`,
      [reference],
    );
    expect(rows).toEqual([{ code: 'S2' }]);
  });
});
