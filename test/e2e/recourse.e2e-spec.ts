import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { Digests } from '../../src/alerts/digests.service.js';
import { ask, type Answer } from '../support/real-input/api.js';
import type { ReadMail } from '../support/real-input/read-mail.js';
import { wordsOf } from '../support/words.js';
import { hire, HoldingWorld, type Somebody } from './holding-world.js';

let world: HoldingWorld;
let reference: string;
let link: string;
let page: string;
/** A supervisor of S2. */
let eli: Somebody;
const AFTER_DUE = '2026-06-04T13:00:00.000Z';
const enquirer = { name: 'Kit', email: 'kit@people.example', telephone: '01632 960001' };
const byPhone = {
  askedBy: 'phone',
  'askedOn-day': '4',
  'askedOn-month': '6',
  'askedOn-year': '2026',
  askedTime: '1:30pm',
  reason: 'Nobody rang me.',
};
const found = { outcome: 'upheld', text: 'We forgot you, and are sorry.' };
const told = {
  ...found,
  route: 'phone',
  'respondedOn-day': '5',
  'respondedOn-month': '6',
  'respondedOn-year': '2026',
  respondedTime: '10am',
};
const fromHere = { ...found, route: 'email-from-here' };

beforeAll(async () => {
  world = await HoldingWorld.open();
  await hire(world.line, { collar: '21', role: 'supervisor', at: 'S2' });
  eli = await world.as('Sergeant Eli Far', 'supervisor', '21');
});
afterAll(() => world.leave());
beforeEach(async () => {
  reference = await world.received({ enquirer });
  page = `/contacts/${reference}/recourse`;
  link = new URL(/http:\S+\/recourse\/ask\/\S+/.exec((await mailed())[0]!.text)![0]).pathname;
  world.line.moveTo(AFTER_DUE);
});
afterEach(async () => {
  Object.assign(world.line.mailbox, { answer: () => null });
  await world.line.admin
    .query(`update recourse_request set answered_at = greatest(asked_at, recorded_at), answer_id = gen_random_uuid(),
    outcome = 'upheld', answer_route = 'phone', answered_by = (select id from person limit 1), answer_recorded_at = now() where answered_at is null`);
  await world.settle();
});

/** Sends what waits, and tells what went to the public. */
async function mailed(): Promise<ReadMail[]> {
  await world.line.found(AlertsJob).tick();
  return world.line.mails().filter(({ to }) => to.endsWith('@people.example'));
}
const open = (path = link): Promise<Answer> => ask(world.line.stage.url, path);
const askHere = (form: Record<string, string> = {}, path = link): Promise<Answer> =>
  ask(world.line.stage.url, path, { form });
const shown = async (path = link): Promise<string> => wordsOf({ body: (await open(path)).text });
async function outcome(answer: Promise<Answer>): Promise<[number, string | null]> {
  const { status, headers } = await answer;
  return [status, headers.get('location')];
}
const requests = async (): Promise<Record<string, unknown>[]> =>
  (await world.line.to(reference)).json.recourse as Record<string, unknown>[];
const answer = (who: Somebody, form: Record<string, string>): Promise<[number, string | null]> =>
  outcome(who.post(`${page}/answers`, form));

describe('the link in every mail to the person', () => {
  it('opens a page without an account that shows the reference and nothing else of the contact', async () => {
    const { status, text, headers } = await open();
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    const words = wordsOf({ body: text });
    expect(words).toContain(`Your reference is ${reference}`);
    expect(words).toContain('answers you within 5 working days');
    for (const secret of ['Bins', 'burn', 'Kit', 'kit@', '01632', 'Square'])
      expect(words).not.toContain(secret);
  });

  it.each<[string, () => string]>([
    ['another token', () => link.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))],
    ['a shorter token', () => link.slice(0, -1)],
    ['another reference', () => link.replace(reference, 'NCK-47M-TXR')],
    ['another force', () => link.replace('squares', 'circles')],
  ])('opens nothing with %s', async (_, changed) => {
    const { status, text } = await open(changed());
    expect([status, wordsOf({ body: text }).includes('This link does not work')]).toEqual([404, true]);
    expect((await askHere({}, changed())).status).toBe(303);
    expect(await requests()).toEqual([]);
  });

  it('lets nobody ask while the team still has time to answer', async () => {
    world.line.moveTo('2026-06-04T12:00:00.000Z');
    expect(await shown()).toContain('You cannot ask yet');
    await askHere({ reason: 'Now!' });
    expect(await requests()).toEqual([]);
  });

  it('takes one request at a time, said twice or by two at once', async () => {
    expect(await outcome(askHere({ reason: 'Nobody wrote.' }))).toEqual([303, link]);
    world.line.moveTo('2026-06-04T14:00:00.000Z');
    await Promise.all([askHere({ reason: 'Again' }), askHere({ reason: 'And again' })]);
    expect(await requests()).toEqual([
      {
        askedAt: AFTER_DUE,
        askedBy: 'page',
        reason: 'Nobody wrote.',
        // Friday, Monday to Thursday: until the end of the 11th.
        dueAt: '2026-06-11T23:00:00.000Z',
        outcome: null,
        answeredAt: null,
        answer: null,
      },
    ]);
    const words = await shown();
    expect(words).toContain('You have asked for recourse');
    expect(words).toContain('You asked on Thursday 4 June 2026 at 2pm BST');
    expect(words).toContain('by the end of 11 June 2026');
    expect(words).not.toContain('Nobody wrote');
  });

  it('lets somebody ask whom the answer does not help, before due too', async () => {
    world.line.moveTo('2026-06-02T12:00:00.000Z');
    const respondedAt = '2026-06-02T11:00:00.000Z';
    const body = { route: 'phone', respondedAt, text: 'No.', nextSteps: 'Nothing.' };
    await world.line.to(`${reference}/responses`, body);
    await askHere();
    expect(await requests()).toMatchObject([{ askedAt: '2026-06-02T12:00:00.000Z', reason: null }]);
  });

  it('says what is wrong with a text that is too long', async () => {
    const { status, text } = await askHere({ reason: 'x'.repeat(10_001) });
    expect([status, wordsOf({ body: text })]).toEqual([400, expect.stringContaining('Use 10000 characters')]);
  });
});

describe('a request that staff write down', () => {
  it('counts from when the person rang, on the page', async () => {
    world.line.moveTo('2026-06-05T09:00:00.000Z');
    expect(await world.ann.read(page)).toContain('This person has not asked.');
    expect(await outcome(world.ann.post(page, byPhone))).toEqual([303, `${page}?done=asked`]);
    expect(await requests()).toMatchObject([
      { askedAt: '2026-06-04T12:30:00.000Z', askedBy: 'phone', dueAt: '2026-06-11T23:00:00.000Z' },
    ]);
    const { json } = await world.line.to(reference);
    expect(json.timeline.at(-1)).toMatchObject({
      kind: 'recourse-asked',
      by: 'PC Ann Ward',
      facts: { askedBy: 'phone' },
    });
    expect(await world.auditOf(reference)).toEqual([
      { actor: world.ann.id, detail: { kind: 'recourse-asked', askedBy: 'phone' } },
    ]);
    expect(await world.ann.read(`/contacts/${reference}`)).toMatch(
      /Recourse: waiting.*Asked for recourse: Phone call.*Nobody rang me/,
    );
    expect(await outcome(world.ann.post(page, byPhone))).toEqual([409, null]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['without a time', { askedTime: '' }, 'Enter a time'],
    ['without how', { askedBy: '' }, 'Choose how the person asked'],
    ['before the deadline', { askedTime: '12:59pm' }, 'The team still had time to answer then'],
    ['in the future', { 'askedOn-day': '9' }, 'must not be in the future'],
  ])('is refused %s', async (_, changes, why) => {
    const { status, text } = await world.ann.post(page, { ...byPhone, ...changes });
    expect([status, wordsOf({ body: text })]).toEqual([400, expect.stringContaining(why)]);
    expect(await requests()).toEqual([]);
  });

  it('comes by the API as well, once', async () => {
    const body = { askedBy: 'letter', askedAt: AFTER_DUE, reason: 'As I wrote.' };
    const { status, json } = await world.line.to(`${reference}/recourse`, body);
    expect([status, json.recourse]).toMatchObject([201, [{ askedBy: 'letter', reason: 'As I wrote.' }]]);
    expect((await world.line.to(`${reference}/recourse`, body)).status).toBe(409);
    expect((await world.line.to(`${reference}/recourse`, { ...body, askedBy: 'page' })).status).toBe(400);
  });

  it('is nobody’s of another team', async () => {
    expect((await world.cal.get(page)).status).toBe(404);
    expect((await world.cal.post(page, byPhone)).status).toBe(404);
  });
});

describe('a supervisor answers', () => {
  beforeEach(async () => {
    await askHere({ reason: 'Nobody wrote.' });
    world.line.moveTo('2026-06-05T10:00:00.000Z');
  });

  it('finds it on a list with the time left, and the team does not', async () => {
    const words = await world.dee.read('/recourse');
    expect(words).toMatch(new RegExp(`${reference}.*Bins.*Square S1.*Waiting.*end of 11 June 2026`));
    expect((await world.ann.get('/recourse')).status).toBe(403);
    expect(await eli.read('/recourse')).not.toContain(reference);
    expect(await world.admin.read('/recourse')).toContain(reference);
    world.line.moveTo('2026-06-11T23:00:00.000Z');
    expect(await world.dee.read('/recourse')).toContain('Overdue');
  });

  it('who told the person records it, and it is counted from then', async () => {
    expect(await answer(world.dee, told)).toEqual([303, `${page}?done=answered`]);
    expect(await requests()).toMatchObject([
      { outcome: 'upheld', answeredAt: '2026-06-05T09:00:00.000Z', answer: 'We forgot you, and are sorry.' },
    ]);
    expect(await world.dee.read('/recourse')).not.toContain(reference);
    expect(await world.dee.read('/recourse?view=answered')).toContain('Answered in time');
    expect(await world.dee.read(`/contacts/${reference}`)).toContain(
      'Request for recourse answered: Upheld: we did not do what we promised',
    );
    expect(await answer(world.dee, told)).toEqual([409, null]);
    expect((await world.auditOf(reference)).at(-1)).toEqual({
      actor: world.dee.id,
      detail: { kind: 'recourse-answered', outcome: 'upheld', route: 'phone' },
    });
    // The contact itself is not answered by it.
    expect((await world.line.to(reference)).json.state).toBe('overdue');
    expect(await shown()).toContain(
      'A supervisor answered your last request on Friday 5 June 2026 at 10am BST',
    );
  });

  it('by mail counts once the receiving server has it', async () => {
    await mailed();
    expect(await answer(world.dee, fromHere)).toEqual([303, `${page}?done=sending`]);
    expect(await requests()).toMatchObject([{ outcome: 'upheld', answeredAt: null }]);
    expect(await answer(world.dee, told)).toEqual([409, null]);
    const [{ subject, text, automatic }] = (await mailed()) as [ReadMail];
    expect([subject, automatic]).toEqual([`Answer from a supervisor: ${reference}`, false]);
    for (const words of [
      'agrees with you.',
      'We forgot you, and are sorry.',
      'Supervisor of the Square S1',
      link,
    ])
      expect(text).toContain(words);
    expect(await requests()).toMatchObject([{ answeredAt: '2026-06-05T10:00:00.000Z' }]);
  });

  it('whose mail is refused has not answered: the request waits for another', async () => {
    await answer(world.dee, fromHere);
    world.line.mailbox.answer = () => 550;
    await mailed();
    expect(await requests()).toMatchObject([{ outcome: null, answeredAt: null, answer: null }]);
    expect(JSON.stringify((await world.line.to(reference)).json.timeline)).toContain(
      'recourse-answer-refused',
    );
    expect(await answer(world.dee, told)).toEqual([303, `${page}?done=answered`]);
  });

  it('who dealt with the contact is warned, may answer, and what happened says so', async () => {
    await world.dee.post(`/contacts/${reference}/take-up`);
    expect(await world.dee.read(page)).not.toContain('You dealt with this contact yourself');
    await hire(world.line, { collar: '22', role: 'supervisor', at: 'S1' });
    const other = await world.as('Inspector Fay Gow', 'supervisor', '22');
    try {
      expect(await world.dee.read(page)).toMatch(
        /You dealt with this contact yourself\. Another supervisor should answer: .*Gow/,
      );
      expect(await other.read(page)).not.toContain('You dealt with');
      await answer(world.dee, told);
      expect(await other.read(`/contacts/${reference}`)).toContain(
        'by somebody who had dealt with the contact',
      );
    } finally {
      await world.line.admin.query(
        `delete from assignment where officer_id = (select id from officer where collar_number = '22')`,
      );
    }
  });

  it('is nobody else: not the team, not a supervisor of elsewhere', async () => {
    expect(await answer(world.ann, told)).toEqual([403, null]);
    expect(await world.ann.read(page)).toContain(
      'A supervisor of this neighbourhood, or a force administrator',
    );
    expect((await answer(eli, told))[0]).toBe(404);
    expect((await answer(world.admin, told))[0]).toBe(303);
  });

  it.each<[string, Record<string, string>, string]>([
    ['without what was found', { outcome: '' }, 'Choose what you found'],
    ['without words', { text: ' ' }, 'Enter what you found and what has been done'],
    ['told before it was asked', { 'respondedOn-day': '3' }, 'cannot have been told before they asked'],
  ])('is not yet one %s', async (_, changes, why) => {
    const { status, text } = await world.dee.post(`${page}/answers`, { ...told, ...changes });
    expect([status, wordsOf({ body: text })]).toEqual([400, expect.stringContaining(why)]);
    expect(await requests()).toMatchObject([{ outcome: null }]);
  });

  it('cannot name an officer whose name is withheld in a mail', async () => {
    await world.line.admin.query(
      `update officer set name_withheld = true, name = 'Ann Ward' where collar_number = '1'`,
    );
    try {
      const { status, text } = await world.dee.post(`${page}/answers`, {
        ...fromHere,
        text: 'Ann Ward forgot.',
      });
      expect([status, wordsOf({ body: text })]).toEqual([400, expect.stringContaining('name is withheld')]);
    } finally {
      await world.line.admin.query(
        `update officer set name_withheld = false, name = 'Officer 1' where collar_number = '1'`,
      );
      await world.line.admin.query('delete from officer_name_withheld');
    }
  });

  it('hears of it in the morning’s digest until it is answered', async () => {
    // Nothing else is to be told: the query is answered, and no alert of it was late.
    await world.settle();
    await world.line.admin.query('update delivery set late_at = null');
    const digestOf = async (instant: string): Promise<string[]> => {
      world.line.moveTo(instant);
      await world.line.found(AlertsJob).tick();
      world.line.mails();
      await world.line.found(Digests).raiseDigestsDue();
      await world.line.found(AlertsJob).tick();
      return world.line
        .mails()
        .filter(({ to, text }) => to === 'duty.9@force.example' && text.includes('recourse'))
        .map(({ text }) => text);
    };
    const [text] = await digestOf('2026-06-05T06:31:00.000Z');
    expect(text).toContain('1 request for recourse waits for a supervisor’s answer.');
    expect(text).toContain('/recourse');
    const [late] = await digestOf('2026-06-12T06:31:00.000Z');
    expect(late).toContain('1 request for recourse waits for a supervisor’s answer, 1 overdue.');
    await answer(world.dee, { ...told, 'respondedOn-day': '11' });
    expect(await digestOf('2026-06-13T06:31:00.000Z')).toEqual([]);
  });
});

describe('the figures', () => {
  it('count what was asked, answered in time, and what was found', async () => {
    await world.line.admin.query('delete from recourse_request');
    await askHere();
    world.line.moveTo('2026-06-05T10:00:00.000Z');
    await answer(world.dee, told);
    await askHere();
    world.line.moveTo('2026-06-20T10:00:00.000Z');
    const figures = async (query: string): Promise<Record<string, string>> => {
      const key = world.line.stage.apiKey;
      const { json } = await ask(world.line.stage.url, `/api/v1/reports/compliance?${query}`, { key });
      const rows = json.figures as Record<string, string | null>[];
      return Object.fromEntries(
        rows
          .filter(
            ({ measure, neighbourhood, channel }) =>
              measure!.startsWith('recourse') && !neighbourhood && !channel,
          )
          .map(({ measure, shown: text, text: words }) => [measure!, (text ?? words)!]),
      );
    };
    expect(await figures('from=2026-06-01&to=2026-06-19')).toMatchObject({
      'recourse-asked': '2',
      'recourse-upheld': '1',
      'recourse-partly-upheld': '0',
      'recourse-not-upheld': '0',
    });
    // The first was due on the 11th and answered, the second on the 12th and not.
    expect((await figures('from=2026-06-01&to=2026-06-11'))['recourse-answered']).toContain('100');
    expect((await figures('from=2026-06-12&to=2026-06-12'))['recourse-answered']).toContain('0.0');
    expect((await figures('from=2026-06-01&to=2026-06-10'))['recourse-answered']).toContain('none due');
  });
});
