import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
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
  line.mailbox.answer = () => null;
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
