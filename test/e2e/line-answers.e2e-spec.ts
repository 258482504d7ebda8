import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DateTime } from 'luxon';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { ask } from '../support/real-input/api.js';
import { kindOf } from '../support/real-input/compare-mails.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;
const DUE = '2026-06-04T12:00:00.000Z';
const words = { text: 'We met the council.', nextSteps: 'The bins go on Friday.' };
const byPhone = (respondedAt: string): object => ({ route: 'phone', respondedAt, ...words });
const fromHere = { route: 'email-from-here', ...words };

beforeAll(async () => {
  line = await SmallStage.set();
});
afterAll(() => line.leave());
afterEach(() => {
  Object.assign(line.mailbox, { answer: () => null, refusing: 'address', words: 'refused by the test' });
  line.moveTo(NOW);
});

const runJobs = (): Promise<unknown> => line.found(AlertsJob).tick();
const state = async (reference: string): Promise<unknown[]> => {
  const { json } = await line.to(reference);
  return [json.state, json.respondedAt, json.dueAt];
};

/** Tells by kind what was mailed about a contact since the last time. */
const mailsAbout = (reference: string): string[] =>
  line
    .mails()
    .filter(({ text }) => text.includes(reference))
    .map((mail) => kindOf(mail));

describe('an answer that is recorded', () => {
  it.each([
    ['at the very due instant', DUE, 'met'],
    ['a millisecond later', '2026-06-04T12:00:00.001Z', 'answered-late'],
    ['at the very start', NOW, 'met'],
  ])('%s', async (_when, respondedAt, becomes) => {
    const reference = await line.received();
    line.moveTo('2026-06-05T12:00:00.000Z');
    const answer = await line.to(`${reference}/responses`, byPhone(respondedAt));
    expect([answer.status, answer.json.state, answer.json.respondedAt]).toEqual([201, becomes, respondedAt]);
  });

  it('counts by when it happened, whichever was written down first', async () => {
    const reference = await line.received();
    line.moveTo('2026-06-06T12:00:00.000Z');
    await line.to(`${reference}/responses`, byPhone('2026-06-05T12:00:00.000Z'));
    expect(await state(reference)).toEqual(['answered-late', '2026-06-05T12:00:00.000Z', DUE]);
    await line.to(`${reference}/responses`, byPhone('2026-06-03T12:00:00.000Z'));
    await line.to(`${reference}/responses`, byPhone('2026-06-05T13:00:00.000Z'));
    expect(await state(reference)).toEqual(['met', '2026-06-03T12:00:00.000Z', DUE]);
  });

  it('sent again with its key is one answer; with other words or another time it is refused, and nothing is lost unsaid', async () => {
    for (const reference of [await line.received(), await line.received({ enquirer: {} })]) {
      line.moveTo('2026-06-03T12:00:00.000Z');
      const respond = (body: object): ReturnType<typeof line.to> =>
        line.to(`${reference}/responses`, body, { headers: { 'idempotency-key': 'answer' } });
      const at = '2026-06-02T12:00:00.000Z';
      const once = await Promise.all([respond(byPhone(at)), respond(byPhone(at))]);
      const said = once.map(({ status, headers }) => [status, headers.get('idempotency-replayed')]);
      expect(said.sort()).toEqual([
        [201, null],
        [201, 'true'],
      ]);
      for (const other of [
        byPhone('2026-06-02T13:00:00.000Z'),
        { ...byPhone(at), text: 'They are gone.' },
        { ...byPhone(at), route: 'visit' },
        fromHere,
      ]) {
        const { status, json } = await respond(other);
        expect([status, json.detail]).toEqual([409, expect.stringContaining('used for another answer')]);
      }
      expect((await line.to(reference)).json.responses).toHaveLength(1);
      line.moveTo(NOW);
    }
  });

  it('from here, sent again once it has arrived, is one mail', async () => {
    const reference = await line.received({ enquirer: { email: 'kit@people.example' } });
    const respond = (): ReturnType<typeof line.to> =>
      line.to(`${reference}/responses`, fromHere, { headers: { 'idempotency-key': 'mail' } });
    await respond();
    await runJobs();
    const again = await respond();
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.json.responses).toMatchObject([{ respondedAt: NOW }]);
  });

  it('to somebody without any address changes no figure', async () => {
    const reference = await line.received({ enquirer: { name: 'Kit' } });
    const answer = await line.to(`${reference}/responses`, byPhone(NOW));
    expect([answer.status, answer.json.state, answer.json.dueAt]).toEqual([201, 'no-reply-possible', null]);
  });

  it('is no one’s acknowledgement: that one stops nothing', async () => {
    const reference = await line.received();
    await runJobs();
    expect(mailsAbout(reference)).toEqual(['acknowledgement']);
    expect(await state(reference)).toEqual(['open', null, DUE]);
  });
});

describe('an answer by e-mail from here', () => {
  it('is sending until the receiving server has it, and counts from then', async () => {
    const reference = await line.received();
    const sending = await line.to(`${reference}/responses`, fromHere);
    expect([sending.status, sending.json.state, sending.json.respondedAt]).toEqual([201, 'open', null]);
    expect(sending.json.responses).toMatchObject([{ respondedAt: null, voidedAt: null }]);
    line.moveTo('2026-06-01T12:00:15.000Z');
    await runJobs();
    expect(mailsAbout(reference)).toEqual(expect.arrayContaining(['response']));
    expect(await state(reference)).toEqual(['met', '2026-06-01T12:00:15.000Z', DUE]);
  });

  it('that the server accepts a millisecond after due is late', async () => {
    const reference = await line.received();
    line.moveTo('2026-06-04T11:59:59.999Z');
    await line.to(`${reference}/responses`, fromHere);
    line.moveTo('2026-06-04T12:00:00.001Z');
    await runJobs();
    expect(await state(reference)).toEqual(['answered-late', '2026-06-04T12:00:00.001Z', DUE]);
  });

  it('is void once it is refused for good; the original due runs on, and people hear of it', async () => {
    const address = 'gone@people.example';
    const reference = await line.received({ enquirer: { email: address, telephone: '01632 960003' } });
    await runJobs();
    line.mailbox.answer = (to) => (to === address ? 550 : null);
    await line.to(`${reference}/responses`, fromHere);
    await runJobs();
    const { json } = await line.to(reference);
    expect([json.state, json.respondedAt, json.dueAt]).toEqual(['open', null, DUE]);
    expect(json.responses).toMatchObject([{ respondedAt: null, voidedAt: NOW }]);
    line.mails();
    line.moveTo('2026-06-03T12:00:00.000Z');
    await runJobs();
    expect(mailsAbout(reference)).toEqual(['alert', 'alert']);
    const called = await line.to(`${reference}/responses`, byPhone('2026-06-03T12:00:00.000Z'));
    expect(called.json.state).toBe('met');
    const { rows } = await line.admin.query<{ last_error: string }>(
      'select last_error from outbox_mail where dead_at is not null',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.last_error).not.toContain(address);
  });

  it('that is put off is tried again, later and once, and counts when it arrives', async () => {
    const address = 'busy@people.example';
    const reference = await line.received({ enquirer: { email: address } });
    await runJobs();
    line.mails();
    line.mailbox.answer = (to) => (to === address ? 451 : null);
    await line.to(`${reference}/responses`, fromHere);
    await runJobs();
    await runJobs();
    const { rows } = await line.admin.query<{ attempts: number; waits: boolean }>(
      `select attempts, not_before > $2 as waits from outbox_mail where template = 'response' and subject_id =
         (select r.id from response r join contact c on c.force_id = r.force_id and c.id = r.contact_id where c.reference = $1)`,
      [reference, NOW],
    );
    expect(rows).toEqual([{ attempts: 1, waits: true }]);
    expect(await state(reference)).toEqual(['open', null, DUE]);
    line.mailbox.answer = () => null;
    line.moveTo('2026-06-01T12:05:00.000Z');
    await runJobs();
    line.moveTo('2026-06-01T12:30:00.000Z');
    await runJobs();
    expect(mailsAbout(reference)).toEqual(['response']);
    expect(await state(reference)).toEqual(['met', '2026-06-01T12:05:00.000Z', DUE]);
  });

  it('carries the answer and what happens next to the person, and is no automatic mail', async () => {
    const reference = await line.received({ enquirer: { name: '<i>Kit</i>', email: 'kit@people.example' } });
    await line.to(`${reference}/responses`, fromHere);
    await runJobs();
    const [mail] = line
      .mails()
      .filter((each) => kindOf(each) === 'response' && each.text.includes(reference));
    expect(mail).toMatchObject({ to: 'kit@people.example', automatic: false });
    for (const part of [words.text, words.nextSteps, 'recourse', 'Squares Constabulary']) {
      expect([mail!.text.includes(part), mail!.html.includes(part)]).toEqual([true, true]);
    }
    expect(mail!.html).not.toContain('<i>Kit');
    expect(mail!.subject).not.toContain('Bins');
  });
});

describe('an answer that the only address refuses for good', () => {
  const address = 'gone@people.example';
  const LATER = '2026-06-02T12:00:00.000Z';
  const onlyEmail = { enquirer: { name: 'Kit', email: address } };
  const refuse = (): void => void (line.mailbox.answer = (to) => (to === address ? 550 : null));
  const clockOf = async (reference: string): Promise<Record<string, DateTime | null>> =>
    (
      await line.admin.query(
        `select k.address_failed_at as "failedAt", k.next_alert_at as "nextAlertAt", k.due_at as "dueAt" from clock k
           join contact c on c.force_id = k.force_id and c.id = k.contact_id where c.reference = $1`,
        [reference],
      )
    ).rows[0] as Record<string, DateTime | null>;
  const iso = (instant: DateTime | null | undefined): string | null | undefined => instant?.toUTC().toISO();
  const listed = async (reference: string): Promise<string[]> => {
    const cookie = await line.stage.cookieOf('force-admin');
    const views = ['waiting', 'answered', 'out-of-scope', 'unreachable'];
    const pages = await Promise.all(
      views.map((view) => ask(line.stage.url, `/contacts?view=${view}`, { cookie })),
    );
    return views.filter((_, index) => pages[index]!.text.includes(reference));
  };
  const pageOf = async (reference: string): Promise<string> => {
    const cookie = await line.stage.cookieOf('force-admin');
    return (await ask(line.stage.url, `/contacts/${reference}`, { cookie })).text;
  };

  /** Received, acknowledged, and answered at an instant by an e-mail that is refused for good. */
  async function refusedAt(instant: string, changes: object = onlyEmail): Promise<string> {
    const reference = await line.received(changes);
    await runJobs();
    line.moveTo(instant);
    refuse();
    await line.to(`${reference}/responses`, fromHere);
    await runJobs();
    line.mails();
    return reference;
  }

  it('ends the clock as no reply possible, is written down, and nobody is alerted to it', async () => {
    const reference = await refusedAt(LATER);
    const { json } = await line.to(reference);
    expect([json.state, json.respondedAt, json.addressFailedAt]).toEqual(['no-reply-possible', null, LATER]);
    expect(json.timeline.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['response-refused', 'address-failed']),
    );
    const clock = await clockOf(reference);
    expect([iso(clock['failedAt']), clock['nextAlertAt'], iso(clock['dueAt'])]).toEqual([LATER, null, DUE]);
    const { rows } = await line.admin.query(
      `select a.actor_kind as "by", a.detail from audit_entry a join contact c on c.id::text = a.subject_id
        where c.reference = $1 and a.detail ->> 'kind' = 'address-failed'`,
      [reference],
    );
    expect(rows).toEqual([{ by: 'job', detail: { kind: 'address-failed' } }]);
    expect(await pageOf(reference)).toContain('No reply possible (address failed)');
    expect(await listed(reference)).toEqual(['unreachable']);
    for (const instant of [
      '2026-06-03T12:00:00.000Z',
      '2026-06-04T12:00:00.001Z',
      '2026-06-09T12:00:00.000Z',
    ]) {
      line.moveTo(instant);
      await runJobs();
    }
    expect(mailsAbout(reference)).toEqual([]);
  });

  it.each([
    ['a telephone number', { telephone: '01632 960003' }],
    ['a postal address', { address: '1 High Street' }],
  ])('with %s besides, voids the answer and nothing else', async (_route, besides) => {
    const reference = await refusedAt(LATER, { enquirer: { email: address, ...besides } });
    expect(await state(reference)).toEqual(['open', null, DUE]);
    expect((await clockOf(reference))['failedAt']).toBeNull();
    expect(await listed(reference)).toEqual(['waiting']);
  });

  it('withdraws what was raised and not yet mailed', async () => {
    const reference = await line.received(onlyEmail);
    await runJobs();
    line.mails();
    line.moveTo('2026-06-03T12:00:00.000Z');
    line.mailbox.answer = (to) => (to === address ? 550 : 451);
    await line.found(AlertsJob).sweepOnce();
    await line.to(`${reference}/responses`, fromHere);
    await line.found(AlertsJob).tick();
    line.mailbox.answer = () => null;
    line.moveTo('2026-06-03T13:00:00.000Z');
    await runJobs();
    expect(mailsAbout(reference)).toEqual([]);
    const { rows } = await line.admin.query(
      `select a.withdrawn_reason as reason from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id
         join contact c on c.force_id = k.force_id and c.id = k.contact_id where c.reference = $1`,
      [reference],
    );
    expect(rows).toEqual([{ reason: 'address-failed' }]);
  });

  it.each([
    [
      'at the very due instant',
      DUE,
      'no-reply-possible',
      ['unreachable'],
      'No reply possible (address failed)',
    ],
    [
      'a millisecond after due: it stays missed, but waits no more',
      '2026-06-04T12:00:00.001Z',
      'overdue',
      ['unreachable'],
      'Missed, no reply possible (address failed)',
    ],
  ])('%s', async (_when, instant, becomes, lists, words) => {
    const reference = await refusedAt(instant);
    expect(await state(reference)).toEqual([becomes, null, DUE]);
    expect(await listed(reference)).toEqual(lists);
    expect(await pageOf(reference)).toContain(words);
    line.moveTo('2026-06-09T12:00:00.000Z');
    await runJobs();
    expect(mailsAbout(reference)).toEqual([]);
  });

  it.each([
    ['before due', '2026-06-03T12:00:00.000Z', 'met'],
    ['after due', '2026-06-05T12:00:00.000Z', 'answered-late'],
  ])('counts as usual if the person is reached all the same, %s', async (_when, respondedAt, becomes) => {
    const reference = await refusedAt(LATER);
    line.moveTo('2026-06-06T12:00:00.000Z');
    const { json } = await line.to(`${reference}/responses`, byPhone(respondedAt));
    expect([json.state, json.respondedAt, json.addressFailedAt]).toEqual([becomes, respondedAt, LATER]);
    expect(await listed(reference)).toEqual(['answered']);
  });

  it('keeps the first instant when another answer is refused, and counts one that is accepted', async () => {
    const reference = await refusedAt(LATER);
    line.moveTo('2026-06-03T00:00:00.000Z');
    await line.to(`${reference}/responses`, fromHere);
    await runJobs();
    expect(iso((await clockOf(reference))['failedAt'])).toBe(LATER);
    line.mailbox.answer = () => null;
    await line.to(`${reference}/responses`, fromHere);
    await runJobs();
    expect(await state(reference)).toEqual(['met', '2026-06-03T00:00:00.000Z', DUE]);
  });

  it('stays silent when it is taken out of scope and brought back', async () => {
    const reference = await refusedAt(LATER);
    await line.to(`${reference}/out-of-scope`, { reason: 'crime' });
    expect((await line.to(reference)).json.state).toBe('out-of-scope');
    const back = await line.to(`${reference}/out-of-scope`, undefined, { method: 'DELETE' });
    expect([back.status, back.json.state]).toEqual([200, 'no-reply-possible']);
    line.moveTo('2026-06-09T12:00:00.000Z');
    await runJobs();
    expect(mailsAbout(reference)).toEqual([]);
  });

  it('while it is out of scope, ends the clock once it is brought back, at the instant of the refusal', async () => {
    const reference = await line.received(onlyEmail);
    await runJobs();
    line.moveTo('2026-06-03T12:00:00.000Z');
    await line.found(AlertsJob).sweepOnce();
    await line.to(`${reference}/responses`, fromHere);
    await line.to(`${reference}/out-of-scope`, { reason: 'crime' });
    refuse();
    await runJobs();
    expect((await clockOf(reference))['failedAt']).toBeNull();
    line.mails();
    line.moveTo('2026-06-05T12:00:00.000Z');
    const back = await line.to(`${reference}/out-of-scope`, undefined, { method: 'DELETE' });
    expect([back.json.state, back.json.addressFailedAt]).toEqual([
      'no-reply-possible',
      '2026-06-03T12:00:00.000Z',
    ]);
    await runJobs();
    expect(mailsAbout(reference)).toEqual([]);
  });

  it('is not one that was given up after three days without an answer: that waits on', async () => {
    const reference = await line.received(onlyEmail);
    await runJobs();
    line.mailbox.answer = (to) => (to === address ? 451 : null);
    await line.to(`${reference}/responses`, fromHere);
    await runJobs();
    line.moveTo('2026-06-05T12:00:00.000Z');
    await runJobs();
    const { json } = await line.to(reference);
    expect(json.responses).toMatchObject([{ voidedAt: '2026-06-05T12:00:00.000Z' }]);
    expect([json.state, json.addressFailedAt]).toEqual(['overdue', null]);
    expect(await listed(reference)).toEqual(['waiting']);
  });

  it.each([
    ['our own relay may not send there', 'address', '5.7.1 relaying denied'],
    ['the text was taken for spam', 'text', '5.7.1 spam'],
    ['the text is too long', 'text', '5.3.4 message too big'],
  ] as const)(
    'is not one refused because %s: the answer is void and the clock runs on',
    async (_, step, words) => {
      const reference = await line.received(onlyEmail);
      await runJobs();
      refuse();
      Object.assign(line.mailbox, { refusing: step, words });
      await line.to(`${reference}/responses`, fromHere);
      await runJobs();
      const { json } = await line.to(reference);
      expect(json.responses).toMatchObject([{ respondedAt: null, voidedAt: NOW }]);
      expect([json.state, json.addressFailedAt]).toEqual(['open', null]);
      expect(await listed(reference)).toEqual(['waiting']);
    },
  );

  it('is not one whose sender is refused: that is ours to mend, and it is sent when it is mended', async () => {
    const reference = await line.received(onlyEmail);
    await runJobs();
    Object.assign(line.mailbox, {
      refusing: 'sender',
      words: '5.7.1 sender not authorised',
      answer: () => 550,
    });
    await line.to(`${reference}/responses`, fromHere);
    await runJobs();
    expect(await state(reference)).toEqual(['open', null, DUE]);
    line.mailbox.answer = () => null;
    line.moveTo(LATER);
    await runJobs();
    expect(await state(reference)).toEqual(['met', LATER, DUE]);
  });

  it('runs on while a duplicate that was taken out in its favour left a telephone', async () => {
    const reference = await line.received(onlyEmail);
    line.moveTo(LATER);
    const later = { submittedAt: LATER, enquirer: { email: address, telephone: '01632 960003' } };
    const second = await line.received(later);
    const joined = await line.to(`${second}/out-of-scope`, { reason: 'duplicate', duplicateOf: reference });
    expect(joined.json.reference).toBe(second);
    await runJobs();
    refuse();
    await line.to(`${reference}/responses`, fromHere);
    await runJobs();
    const { json } = await line.to(reference);
    expect(json.responses).toMatchObject([{ voidedAt: LATER }]);
    expect([json.state, json.addressFailedAt]).toEqual(['open', null]);
  });

  it('cannot be joined as a duplicate with one that waits: its deadline does not live on', async () => {
    const reference = await refusedAt(LATER);
    const other = await line.received({ submittedAt: LATER });
    const joined = await line.to(`${other}/out-of-scope`, { reason: 'duplicate', duplicateOf: reference });
    expect([joined.status, joined.json.errors[0].field]).toEqual([400, 'duplicateOf']);
  });
});
