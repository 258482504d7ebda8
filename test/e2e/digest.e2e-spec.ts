import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { AlertRules } from '../../src/alerts/alert-rules.js';
import { DigestsJob } from '../../src/alerts/digests.job.js';
import { Digests } from '../../src/alerts/digests.service.js';
import { Sender } from '../../src/mail/sender.js';
import type { ReadMail } from '../support/real-input/read-mail.js';
import { SmallStage } from '../support/real-input/small-force.js';
import { anotherInstance } from './digest-instance.js';

let line: SmallStage;
const [LEAD_1, LEAD_2, MAILBOX, ADMIN, SERGEANT] = [
  'duty.1@force.example',
  'duty.2@force.example',
  'team.s1@force.example',
  'admin@force.example',
  'sergeant@force.example',
];
/** Monday at midday; the digest of Tuesday comes at 06:30Z. */
const MONDAY = '2026-06-01T12:00:00.000Z';
const TUESDAY = '2026-06-02T06:30:00.000Z';
const byPhone = { route: 'phone', respondedAt: MONDAY, text: 'Told.', nextSteps: 'We patrol.' };

beforeAll(async () => {
  line = await SmallStage.set();
  line.moveTo(MONDAY);
  await line.found(AlertsJob).sweepOnce();
});
afterAll(() => line.leave());
beforeEach(() => line.moveTo(MONDAY));
afterEach(async () => {
  line.mailbox.answer = () => null;
  await line.admin.query(`delete from assignment where role in ('deputy', 'team')`);
  await line.admin.query(`update person set disabled_at = created_at where name = 'Both'`);
  await line.admin.query(
    `update clock set next_alert_at = null, stopped_at = null, stopped_recorded_at = null, out_of_scope_at = due_at, out_of_scope_reason = 'spam'`,
  );
  for (const table of ['digest', 'alert_preference', 'team_digest', 'absence'])
    await line.admin.query(`delete from ${table}`);
  await line.admin.query(`update delivery set late_at = null`);
  await line.admin.query(
    `update outbox_mail set withdrawn_at = created_at where sent_at is null and dead_at is null and withdrawn_at is null`,
  );
  await line.admin.query(`update outbox_mail set dead_at = '2020-01-01' where dead_at is not null`);
  line.mails();
});

const received = (neighbourhood = 'S1', submittedAt = MONDAY): Promise<string> =>
  line.received({ neighbourhood, submittedAt, enquirer: { telephone: '01632 960001' } });

/** What the digests' tick at an instant leads to, in the order of the addresses. */
async function digestsAt(instant: string): Promise<ReadMail[]> {
  line.moveTo(instant);
  await line.found(DigestsJob).run();
  await line.found(Sender).sendDue();
  return line.mails().sort((a, b) => a.to.localeCompare(b.to));
}
const heardAt = async (instant: string): Promise<string[]> =>
  (await digestsAt(instant)).map(({ to, subject }) => `${to}: ${subject}`);

const officer = (collar: string): string =>
  `(select id from officer where force_id = 'squares' and collar_number = '${collar}')`;
const place = (code: string): string =>
  `(select id from neighbourhood where force_id = 'squares' and code = '${code}')`;
const ownTime = (
  collar: string,
  at: string | null,
  quiet?: [from: string, until: string],
): Promise<unknown> =>
  line.admin.query(
    `insert into alert_preference (force_id, officer_id, quiet_from, quiet_until, digest_at, updated_at)
     values ('squares', ${officer(collar)}, $1, $2, $3, now())`,
    [...(quiet ?? [null, null]), at],
  );
const teamTime = (code: string, at: string): Promise<unknown> =>
  line.admin.query(
    `insert into team_digest (force_id, neighbourhood_id, digest_at, updated_at) values ('squares', ${place(code)}, $1, now())`,
    [at],
  );
const assign = (collar: string, code: string, role: string): Promise<unknown> =>
  line.admin.query(
    `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     values ('squares', gen_random_uuid(), ${place(code)}, ${officer(collar)}, $1, '[2025-07-01,)', now())`,
    [role],
  );
const away = (collar: string, day: string): Promise<unknown> =>
  line.admin.query(
    `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
     values ('squares', gen_random_uuid(), ${officer(collar)}, 'leave', daterange($1::date, $1::date, '[]'), now())`,
    [day],
  );
const digestRows = async (): Promise<string[]> =>
  (
    await line.admin.query<{ row: string }>(
      `select on_day || ' ' || recipient_kind || case when mail_id is null then ' silent' else '' end as row from digest order by 1`,
    )
  ).rows.map(({ row }) => row);

describe('a digest', () => {
  it('comes once a day at the local time that is set, not a millisecond before', async () => {
    await received();
    expect(await heardAt('2026-06-02T06:29:59.999Z')).toEqual([]);
    const said = 'Digest: 1 contact needs an answer';
    expect(await heardAt(TUESDAY)).toEqual([`${LEAD_1}: ${said}`, `${MAILBOX}: ${said}`]);
    for (const later of ['2026-06-02T06:30:30.000Z', '2026-06-02T12:00:00.000Z', '2026-06-02T22:59:59.999Z'])
      expect(await heardAt(later)).toEqual([]);
    expect(await heardAt('2026-06-03T06:30:00.000Z')).toHaveLength(2);
  });

  it('is quiet when there is nothing, and stays so that day', async () => {
    expect(await heardAt(TUESDAY)).toEqual([]);
    expect(await digestRows()).toEqual([
      '2026-06-02 mailbox silent',
      '2026-06-02 officer silent',
      '2026-06-02 officer silent',
      '2026-06-02 person silent',
    ]);
    await received();
    expect(await heardAt('2026-06-02T15:00:00.000Z')).toEqual([]);
  });

  it('says by neighbourhood what is overdue, what falls due before the next one, and what later', async () => {
    await assign('1', 'S2', 'deputy');
    const overdue = await received('S2', '2026-05-29T12:00:00.000Z');
    // Due on Tuesday at 1pm, at the very instant of Wednesday's digest, and a minute after it.
    const soon = await received('S1', '2026-05-30T12:00:00.000Z');
    const atNext = await received('S1', '2026-05-31T06:30:00.000Z');
    const later = await received('S1', '2026-05-31T06:31:00.000Z');
    await line.admin.query(
      `update clock set taken_up_at = $1, taken_up_by = (select id from person where email = $2)
        where contact_id = (select id from contact where reference = $3)`,
      [MONDAY, ADMIN, soon],
    );
    const [mail] = await digestsAt(TUESDAY);
    expect(mail!.subject).toBe('Digest: 4 contacts need an answer, 1 overdue');
    expect(mail!.text).toBe(`4 contacts need an answer: 1 is overdue, 2 fall due before the next digest.

Square S1

Due before the next digest
${soon}  5 hours 30 minutes left - due Tuesday 2 June 2026 at 1pm BST
  Taken up by Admin 0
${atNext}  24 hours left - due Wednesday 3 June 2026 at 7:30am BST

Later
${later}  24 hours left - due Wednesday 3 June 2026 at 7:31am BST

Square S2

Overdue
${overdue}  18 hours overdue - due Monday 1 June 2026 at 1pm BST

Open the list: ${linkTo('/contacts')}

The next digest comes on Wednesday 3 June 2026 at 7:30am BST.
`);
    expect(mail!.html).toContain('Taken up by Admin 0');
  });

  it('leaves out what was answered meanwhile, and is withdrawn when nothing is left', async () => {
    const answered = await received();
    const waiting = await received('S2');
    line.moveTo(TUESDAY);
    await line.found(Digests).raiseDigestsDue();
    await line.to(`${answered}/responses`, byPhone);
    const { sent, withdrawn } = await line.found(Sender).sendDue();
    expect([sent, withdrawn]).toEqual([1, 2]);
    const [mail] = line.mails();
    expect([mail!.to, mail!.text.includes(waiting), mail!.text.includes(answered)]).toEqual([
      LEAD_2,
      true,
      false,
    ]);
  });

  it('comes to nobody who is away, nor to who left before it was sent', async () => {
    await received();
    await received('S2');
    await away('1', '2026-06-02');
    line.moveTo(TUESDAY);
    await line.found(Digests).raiseDigestsDue();
    await away('2', '2026-06-02');
    await line.found(Sender).sendDue();
    expect(line.mails().map(({ to }) => to)).toEqual([MAILBOX]);
    expect((await heardAt('2026-06-03T06:30:00.000Z')).map((said) => said.split(':')[0])).toEqual([
      LEAD_1,
      LEAD_2,
      MAILBOX,
    ]);
  });

  it('is one mail for several instances at once, and for as many ticks', async () => {
    const other = await anotherInstance(line);
    for (let more = 0; more < 5; more += 1) await received(more % 2 ? 'S1' : 'S2');
    line.moveTo(TUESDAY);
    const instances = [line.found(Digests), other.get(Digests, { strict: false })];
    const found = await Promise.all(
      [...instances, ...instances, ...instances].map((one) => one.raiseDigestsDue()),
    );
    expect(found.reduce((sum, { mails }) => sum + mails, 0)).toBe(3);
    await Promise.all([line.found(Sender), other.get(Sender, { strict: false })].map((one) => one.sendDue()));
    await other.close();
    expect(
      line
        .mails()
        .map(({ to }) => to)
        .sort(),
    ).toEqual([LEAD_1, LEAD_2, MAILBOX]);
  });

  it('after three days down is one, of today; on the same local day it is made up', async () => {
    await received('S1', MONDAY);
    expect(await heardAt(TUESDAY)).toHaveLength(2);
    expect(await heardAt('2026-06-05T05:00:00.000Z')).toEqual([]);
    const said = 'Digest: 1 contact needs an answer, 1 overdue';
    expect(await heardAt('2026-06-05T20:15:00.000Z')).toEqual([`${LEAD_1}: ${said}`, `${MAILBOX}: ${said}`]);
    expect(
      (await digestRows())
        .map((row) => row.slice(0, 10))
        .filter((day) => day > '2026-06-02' && day < '2026-06-05'),
    ).toEqual([]);
  });

  it('waits for the mail server, and is one when that was away for days', async () => {
    await received();
    line.mailbox.answer = () => 421;
    expect(await heardAt(TUESDAY)).toEqual([]);
    expect(await heardAt('2026-06-03T06:30:00.000Z')).toEqual([]);
    line.mailbox.answer = () => null;
    const mails = await digestsAt('2026-06-03T09:00:00.000Z');
    expect(mails.map(({ to }) => to)).toEqual([LEAD_1, MAILBOX]);
    expect(mails[0]!.text).toContain('27 hours left');
    expect(await heardAt('2026-06-03T12:00:00.000Z')).toEqual([]);
  });

  it('is not sent on a later day than its own', async () => {
    await received();
    line.moveTo(TUESDAY);
    await line.found(Digests).raiseDigestsDue();
    line.moveTo('2026-06-03T05:00:00.000Z');
    expect(await line.found(Sender).sendDue()).toMatchObject({ sent: 0, withdrawn: 2 });
    expect(await heardAt('2026-06-03T06:30:00.000Z')).toHaveLength(2);
  });

  it('comes on the days that are set', async () => {
    const { digest } = line.found(AlertRules);
    const every = digest.weekdays;
    digest.weekdays = ['wednesday', 'friday'];
    const reference = await received();
    expect(await heardAt(TUESDAY)).toEqual([]);
    const [mail] = await digestsAt('2026-06-03T06:30:00.000Z');
    expect(mail!.text).toContain(`Due before the next digest\n${reference}`);
    expect(mail!.text).toContain('The next digest comes on Friday 5 June 2026 at 7:30am BST.');
    digest.weekdays = every;
  });
});

const linkTo = (path: string): string => `http://127.0.0.1:3000${path}`;

describe('its time', () => {
  it('is a team’s own, for its mailbox and its people', async () => {
    await teamTime('S1', '06:15');
    await received();
    await received('S2');
    expect((await digestsAt('2026-06-02T05:15:00.000Z')).map(({ to }) => to)).toEqual([LEAD_1, MAILBOX]);
    expect((await digestsAt(TUESDAY)).map(({ to }) => to)).toEqual([LEAD_2]);
  });

  it('is the earliest of their teams for somebody in several, in one mail', async () => {
    await assign('1', 'S2', 'team');
    await teamTime('S2', '06:00');
    await received();
    await received('S2');
    const mails = await digestsAt('2026-06-02T05:00:00.000Z');
    expect(mails.map(({ to }) => to)).toEqual([LEAD_1, LEAD_2]);
    expect(mails[0]!.subject).toBe('Digest: 2 contacts need an answer');
    expect(mails[0]!.text).toContain('The next digest comes on Wednesday 3 June 2026 at 6am BST.');
    expect((await digestsAt(TUESDAY)).map(({ to }) => to)).toEqual([MAILBOX]);
  });

  it('is the person’s own, if they have one', async () => {
    await teamTime('S1', '06:00');
    await ownTime('1', '14:00');
    await received();
    expect((await digestsAt(TUESDAY)).map(({ to }) => to)).toEqual([MAILBOX]);
    expect(await heardAt('2026-06-02T12:59:59.999Z')).toEqual([]);
    const [mail] = await digestsAt('2026-06-02T13:00:00.000Z');
    expect(mail!.to).toBe(LEAD_1);
    expect(mail!.text).toContain('The next digest comes on Wednesday 3 June 2026 at 2pm BST.');
  });

  it('in quiet hours is their end, over midnight, too', async () => {
    await ownTime('1', '23:30', ['22:00', '08:00']);
    await received();
    expect(await heardAt('2026-06-01T22:30:00.000Z')).toEqual([
      `${MAILBOX}: Digest: 1 contact needs an answer`,
    ]);
    expect(await heardAt('2026-06-02T06:59:59.999Z')).toEqual([
      `${MAILBOX}: Digest: 1 contact needs an answer`,
    ]);
    expect(await heardAt('2026-06-02T07:00:00.000Z')).toEqual([
      `${LEAD_1}: Digest: 1 contact needs an answer`,
    ]);
    expect(await heardAt('2026-06-02T12:00:00.000Z')).toEqual([]);
  });

  it.each([
    [
      'goes forward',
      '07:30',
      '2026-03-28T07:30:00.000Z',
      '2026-03-29T06:30:00.000Z',
      '2026-03-30T06:30:00.000Z',
    ],
    [
      'goes back',
      '07:30',
      '2026-10-24T06:30:00.000Z',
      '2026-10-25T07:30:00.000Z',
      '2026-10-26T07:30:00.000Z',
    ],
    [
      'goes forward, right after the missing hour',
      '02:00',
      '2026-03-28T02:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T01:00:00.000Z',
    ],
    [
      'goes back, right after the hour that comes twice',
      '02:00',
      '2026-10-24T01:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
      '2026-10-26T02:00:00.000Z',
    ],
    [
      'goes forward, right before the missing hour',
      '00:59',
      '2026-03-28T00:59:00.000Z',
      '2026-03-29T00:59:00.000Z',
      '2026-03-29T23:59:00.000Z',
    ],
    [
      'goes back, right before the hour that comes twice',
      '00:59',
      '2026-10-23T23:59:00.000Z',
      '2026-10-24T23:59:00.000Z',
      '2026-10-26T00:59:00.000Z',
    ],
  ])('when the clock %s is the right local one, once', async (_how, at, ...days) => {
    await teamTime('S1', at);
    const begins = new Date(Date.parse(days[0]!) - 3_600_000).toISOString();
    line.moveTo(begins);
    await received('S1', begins);
    for (const day of days) {
      const justBefore = new Date(Date.parse(day) - 1).toISOString();
      expect([justBefore, await heardAt(justBefore)]).toEqual([justBefore, []]);
      expect((await digestsAt(day)).map(({ to }) => to)).toEqual([LEAD_1, MAILBOX]);
      // Through the hours of the change, every half of one.
      for (let half = 1; half <= 8; half += 1) {
        const later = new Date(Date.parse(day) + half * 1_800_000).toISOString();
        expect([later, await heardAt(later)]).toEqual([later, []]);
      }
    }
  });
});

describe('supervisors and force admins', () => {
  beforeAll(async () => {
    await line.admin.query(
      `with area as (insert into command_area (force_id, id, code, name, during)
                     values ('squares', gen_random_uuid(), 'CA', 'Command area', '[2025-07-01,)') returning id),
            hired as (insert into officer (force_id, id, collar_number, name, rank, duty_email, created_at, updated_at)
                      values ('squares', gen_random_uuid(), '9', 'Officer 9', 'sergeant', $1, now(), now()) returning id),
            members as (insert into command_area_neighbourhood (force_id, id, command_area_id, neighbourhood_id, during)
                        select 'squares', gen_random_uuid(), area.id, n.id, '[2025-07-01,)' from area, neighbourhood n
                         where n.force_id = 'squares' and n.code = 'S2')
       insert into command_area_supervisor (force_id, id, command_area_id, officer_id, during)
       select 'squares', gen_random_uuid(), area.id, hired.id, '[2025-07-01,)' from area, hired`,
      [SERGEANT],
    );
  });

  /** S1 is alerted in time, S2 late or never: the rung of Wednesday at midday is said at 12:05 or a millisecond later. */
  const alertAt = async (instant: string): Promise<void> => {
    line.moveTo(instant);
    await line.found(AlertsJob).tick();
    line.mails();
  };

  it('are told of late alerts, and have no digest otherwise', async () => {
    await received('S2');
    expect((await digestsAt(TUESDAY)).map(({ to }) => to)).toEqual([LEAD_2]);
    await alertAt('2026-06-03T12:05:00.001Z');
    const mails = await digestsAt('2026-06-04T06:30:00.000Z');
    expect(mails.map(({ to }) => to)).toEqual([ADMIN, LEAD_2, SERGEANT]);
    expect(mails[2]!.subject).toBe('Digest: 1 alert was sent late');
    expect(mails[2]!.text).toBe(`Since the last digest 1 alert was sent late.

Open the alerts: ${linkTo('/alerts')}

The next digest comes on Friday 5 June 2026 at 7:30am BST.
`);
    expect((await digestsAt('2026-06-05T06:30:00.000Z')).map(({ to }) => to)).toEqual([LEAD_2]);
  });

  it('are not told of what was sent in the last minute that is in time', async () => {
    await received('S2');
    await alertAt('2026-06-03T12:05:00.000Z');
    expect((await digestsAt('2026-06-04T06:30:00.000Z')).map(({ to }) => to)).toEqual([LEAD_2]);
  });

  it('are told of dead alerts, each of their own places; the force admin of all', async () => {
    await received('S1');
    await received('S2');
    line.mailbox.answer = (to) => (to === LEAD_1 || to === LEAD_2 ? 550 : null);
    await alertAt('2026-06-03T12:00:00.000Z');
    line.mailbox.answer = () => null;
    const mails = await digestsAt('2026-06-04T06:30:00.000Z');
    const said = new Map(mails.map(({ to, text }) => [to, text.split('\n')[0]]));
    expect(said.get(SERGEANT)).toBe('Since the last digest 1 alert could not be delivered.');
    expect(said.get(ADMIN)).toBe('Since the last digest 2 alerts could not be delivered.');
  });

  it('are not told of a contact that came late: nobody could have been alerted before it was here', async () => {
    line.moveTo('2026-06-03T20:00:00.000Z');
    await received('S2', MONDAY);
    await alertAt('2026-06-03T20:01:00.000Z');
    expect((await digestsAt('2026-06-04T06:30:00.000Z')).map(({ to }) => to)).toEqual([LEAD_2]);
  });

  it('are told with the next digest of what one told that never arrived', async () => {
    await received('S2');
    await alertAt('2026-06-03T13:00:00.000Z');
    line.mailbox.answer = (to) => (to === SERGEANT ? 421 : null);
    expect((await digestsAt('2026-06-04T06:30:00.000Z')).map(({ to }) => to)).toEqual([ADMIN, LEAD_2]);
    await alertAt('2026-06-04T12:10:00.000Z');
    line.mailbox.answer = () => null;
    const told = new Map((await digestsAt('2026-06-05T06:30:00.000Z')).map(({ to, text }) => [to, text]));
    expect(told.get(ADMIN)).toContain('Since the last digest 1 alert was sent late.');
    expect(told.get(SERGEANT)).toContain('Since the last digest 2 alerts were sent late.');
  });

  it('who are both have one mail', async () => {
    await line.admin.query(
      `insert into person (force_id, id, name, email, role, officer_id, created_at)
       values ('squares', gen_random_uuid(), 'Both', 'both@force.example', 'force-admin', ${officer('9')}, now())`,
    );
    await received('S1');
    await received('S2');
    await alertAt('2026-06-03T13:00:00.000Z');
    const mails = await digestsAt('2026-06-04T06:30:00.000Z');
    expect(mails.map(({ to }) => to)).toEqual([ADMIN, LEAD_1, LEAD_2, SERGEANT, MAILBOX]);
    expect(mails[3]!.text).toContain('Since the last digest 2 alerts were sent late.');
  });
});

describe('digests of months ago', () => {
  it('go, but for the last that was told of each recipient; none is made twice by that', async () => {
    await line.admin.query(
      `delete from digest;
       insert into digest (force_id, recipient_kind, recipient_id, on_day, made_at)
       select 'squares', 'officer', o.id, d::date, d from officer o, generate_series('2026-01-01'::timestamptz, '2026-03-31', '1 day') d
        where o.collar_number = '1' or o.collar_number = '2' and d < '2026-02-10'`,
    );
    const left = async (): Promise<object[]> =>
      (
        await line.admin.query<object>(
          `select o.collar_number as collar, min(d.on_day)::text as first, count(*)::int as digests
             from digest d join officer o on o.id = d.recipient_id group by 1 order by 1`,
        )
      ).rows;
    await line.found(DigestsJob).thin();
    expect(await left()).toEqual([
      { collar: '1', first: '2026-03-03', digests: 29 },
      { collar: '2', first: '2026-02-09', digests: 1 },
    ]);
    expect(await line.found(Digests).thinDigests()).toBe(0);
  });
});
