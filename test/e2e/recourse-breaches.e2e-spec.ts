import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { BreachNotices } from '../../src/contacts/recourse/breach-notices.service.js';
import { kindOf } from '../support/real-input/compare-mails.js';
import type { ReadMail } from '../support/real-input/read-mail.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;
const DUE = '2026-06-04T12:00:00.000Z';
const AFTER_DUE = '2026-06-04T12:00:00.001Z';
const answer = { route: 'phone', respondedAt: NOW, text: 'We met the council.', nextSteps: 'On Friday.' };

beforeAll(async () => {
  line = await SmallStage.set();
});
afterAll(() => line.leave());
afterEach(async () => {
  Object.assign(line.mailbox, { answer: () => null });
  await line.admin.query(
    `update clock set out_of_scope_at = coalesce(out_of_scope_at, due_at), out_of_scope_reason = coalesce(out_of_scope_reason, 'spam'), next_alert_at = null`,
  );
  await line.admin.query('delete from breach_notices_begun');
  await send();
  line.moveTo(NOW);
});

const tell = (): ReturnType<BreachNotices['tellOfBreaches']> => line.found(BreachNotices).tellOfBreaches();
/** Sends what waits, and tells what went to members of the public that is no acknowledgement. */
async function send(): Promise<ReadMail[]> {
  await line.found(AlertsJob).tick();
  return line.mails().filter((mail) => kindOf(mail) === 'breach');
}
const toldAt = async (instant: string): Promise<ReadMail[]> => {
  line.moveTo(instant);
  await tell();
  return send();
};
const kinds = async (reference: string): Promise<string[]> =>
  (await line.to(reference)).json.timeline.map(({ kind }: { kind: string }) => kind);

describe('"at a breach the person is told again"', () => {
  it('by one mail that says so, is sorry, and says how to ask', async () => {
    const reference = await line.received();
    expect(await toldAt(DUE)).toEqual([]);
    const mails = await toldAt(AFTER_DUE);
    expect(mails.map(({ to }) => to)).toEqual(['kit@people.example']);
    const [{ subject, text, html, automatic }] = mails as [ReadMail];
    expect([subject, automatic]).toEqual([`We are sorry, your answer is late: ${reference}`, true]);
    for (const words of [
      'Dear Kit,',
      'We promised that the Square S1 neighbourhood team would answer you by Thursday 4 June 2026 at 1pm BST',
      'answer you within 5 working days',
      'the supervisors of Square S1',
      `/recourse/ask/squares/${reference}/`,
    ]) {
      expect(text).toContain(words);
      expect(html).toContain(words);
    }
    expect(text).not.toContain('burn');
    expect(await toldAt('2026-06-05T12:00:00.000Z')).toEqual([]);
    expect(await kinds(reference)).toContain('breach-told');
    const { rows } = await line.admin.query(
      `select e.action, e.detail ->> 'template' as template from audit_entry e join contact c on c.id::text = e.subject_id
        where c.reference = $1 and e.detail ->> 'template' = 'breach-notice'`,
      [reference],
    );
    expect(rows).toEqual([{ action: 'disclose', template: 'breach-notice' }]);
  });

  it('names the command area whose supervisors it is', async () => {
    await line.received();
    await line.admin.query(
      `with area as (insert into command_area (force_id, id, code, name, during) values ('squares', gen_random_uuid(), 'EAST', 'East Area', '[2025-07-01,)') returning id)
       insert into command_area_neighbourhood (force_id, id, command_area_id, neighbourhood_id, during)
       select 'squares', gen_random_uuid(), area.id, n.id, '[2025-07-01,)' from area, neighbourhood n where n.code = 'S1'`,
    );
    const [mail] = await toldAt(AFTER_DUE);
    await line.admin.query('delete from command_area_neighbourhood');
    expect(mail!.text).toContain('the supervisors of East Area');
  });

  it('once, however many instances look at once and however often', async () => {
    await Promise.all(Array.from({ length: 7 }, () => line.received()));
    line.moveTo(AFTER_DUE);
    await Promise.all([tell(), tell(), tell(), tell()]);
    await tell();
    expect(await send()).toHaveLength(7);
  });

  it('also after being down for days, but not of what is older than 14', async () => {
    await line.received();
    expect(await toldAt('2026-06-18T12:00:00.000Z')).toHaveLength(1);
    line.moveTo(NOW);
    await line.received();
    expect(await toldAt('2026-06-18T12:00:00.001Z')).toEqual([]);
  });

  it('not of what was missed before the force began to tell, nor before its figures begin', async () => {
    await line.received();
    await line.admin.query(`insert into breach_notices_begun (force_id, at) values ('squares', $1)`, [
      AFTER_DUE,
    ]);
    expect(await toldAt('2026-06-05T12:00:00.000Z')).toEqual([]);
    await line.admin.query(`update breach_notices_begun set at = $1`, [DUE]);
    await line.admin.query(`update force set starts_on = '2026-06-02'`);
    expect(await toldAt('2026-06-05T12:00:00.000Z')).toEqual([]);
    await line.admin.query(`update force set starts_on = '2025-07-01'`);
    expect(await toldAt('2026-06-05T12:00:00.000Z')).toHaveLength(1);
  });

  it.each<[string, (reference: string) => Promise<unknown>]>([
    ['answered', (reference) => line.to(`${reference}/responses`, answer)],
    ['taken out of scope', (reference) => line.to(`${reference}/out-of-scope`, { reason: 'crime' })],
  ])('nobody who was %s in between', async (_, end) => {
    const reference = await line.received();
    await end(reference);
    expect(await toldAt(AFTER_DUE)).toEqual([]);
    line.moveTo(NOW);
    const late = await line.received();
    line.moveTo(AFTER_DUE);
    expect(await tell()).toEqual({ told: 1, skipped: 0 });
    await end(late);
    expect(await send()).toEqual([]);
  });

  it('of what was brought back after all', async () => {
    const reference = await line.received();
    line.moveTo(AFTER_DUE);
    await tell();
    await line.to(`${reference}/out-of-scope`, { reason: 'crime' });
    expect(await send()).toEqual([]);
    await line.to(`${reference}/out-of-scope`, undefined, { method: 'DELETE' });
    expect(await toldAt('2026-06-04T13:00:00.000Z')).toHaveLength(1);
    expect(await toldAt('2026-06-04T14:00:00.000Z')).toEqual([]);
  });

  it('nobody while an answer is on its way, and after all once that was refused', async () => {
    const enquirer = { email: 'full@people.example', telephone: '01632 960001' };
    const reference = await line.received({ enquirer });
    await line.to(`${reference}/responses`, { route: 'email-from-here', text: 'So.', nextSteps: 'So.' });
    expect(await (line.moveTo(AFTER_DUE), tell())).toEqual({ told: 0, skipped: 0 });
    Object.assign(line.mailbox, { answer: () => 550, refusing: 'text' });
    await send();
    Object.assign(line.mailbox, { answer: () => null, refusing: 'address' });
    expect(await toldAt('2026-06-04T13:00:00.000Z')).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ['has no e-mail address', { telephone: '01632 960001' }, 'there is no email address'],
    ['wrote from a mailbox that nobody reads', { email: 'no-reply@hub.example' }, 'nobody reads mail'],
  ])('nobody who %s; the team sees that', async (_, enquirer, why) => {
    const reference = await line.received({ enquirer });
    line.moveTo(AFTER_DUE);
    expect(await tell()).toEqual({ told: 0, skipped: 1 });
    expect(await tell()).toEqual({ told: 0, skipped: 0 });
    const cookie = await line.stage.cookieOf('force-admin');
    const page = await fetch(`${line.stage.url}/contacts/${reference}`, { headers: { cookie } });
    expect(await page.text()).toContain(why);
  });

  it('nobody whose mail server refused the acknowledgement for good', async () => {
    line.mailbox.answer = (to) => (to === 'gone@people.example' ? 550 : null);
    const enquirer = { email: 'gone@people.example', telephone: '01632 960001' };
    const reference = await line.received({ enquirer });
    await send();
    expect(await kinds(reference)).toContain('not-reached');
    line.moveTo(AFTER_DUE);
    expect(await tell()).toEqual({ told: 0, skipped: 1 });
  });

  it('of another force nothing', async () => {
    const key = await line.otherForce('circles');
    await line.push(line.contact({ neighbourhood: 'O1' }), { key });
    const [mail, ...more] = await toldAt(AFTER_DUE);
    expect([mail?.text.includes('/recourse/ask/circles/'), more]).toEqual([true, []]);
  });
});
